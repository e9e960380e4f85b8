// The payer's page over HTTP.
import express, { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Bank } from './bank.ts';
import type { Books } from './books.ts';
import { LANGUAGES, renderPayPage } from './page.ts';

export interface PageDeps {
  readonly bank: Bank;
  readonly books: Books;
  readonly now: () => Promise<Date>;
}

const language = z.enum(LANGUAGES).catch('zh');
const form = z.object({ action: z.enum(['pay', 'cancel']), lang: language });

/** Routes of `/pay/:pageId`; to look at the page is to scan the code. */
export function pageRoutes(deps: PageDeps): Router {
  const routes = Router();
  routes.get('/pay/:pageId', show(deps));
  routes.post('/pay/:pageId', express.urlencoded({ extended: false }), act(deps));
  return routes;
}

function show({ bank, books, now }: PageDeps): RequestHandler<{ pageId: string }> {
  return async (request, response) => {
    const order = books.findByPage(request.params.pageId);
    if (!order) return void response.status(404).type('text').send('404');
    await bank.scan(order);
    response.set({
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    const page = renderPayPage(books.get(order), language.parse(request.query.lang), await now());
    response.type('html').send(page);
  };
}

function act({ bank, books }: PageDeps): RequestHandler<{ pageId: string }> {
  return async (request, response) => {
    const order = books.findByPage(request.params.pageId);
    const wanted = form.safeParse(request.body);
    if (!order || !wanted.success) return void response.status(404).type('text').send('404');
    if (wanted.data.action === 'pay') await bank.pay(order);
    else await bank.decline(order);
    response.redirect(303, `/pay/${order.pageId}?lang=${wanted.data.lang}`);
  };
}
