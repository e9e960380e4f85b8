// The courier over HTTP: ordering and tracking for customers, control and a page for demonstrations.
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express';
import type { ZodError } from 'zod';
import { checkKey } from '../check-key.ts';
import type { Books } from './books.ts';
import {
  type CourierEvent,
  type FaultRates,
  faultRates,
  parcelOrder,
  type ReportRequest,
  reportForm,
  reportRequest,
} from './messages.ts';
import { renderPage } from './page.ts';

export interface CourierAppDeps {
  readonly key: string;
  readonly now: () => Promise<Date>;
  readonly books: Books;
  readonly report: (trackingNumber: string, request: ReportRequest) => Promise<CourierEvent>;
  readonly setFaults: (rates: FaultRates) => void;
}

/** 台湾, 香港 and 澳门 are not served by domestic EMS. */
const UNDELIVERABLE = ['71', '81', '82'] as const;

export function createCourierApp(deps: CourierAppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '32kb' }));
  const withKey = checkKey('x-courier-key', deps.key);
  app.post('/parcels', withKey, orderParcel(deps));
  app.get('/parcels/:trackingNumber', withKey, trackParcel(deps));
  app.post('/control/parcels/:trackingNumber/events', reportEvent(deps));
  app.post('/control/faults', setFaults(deps));
  app.post('/page/parcels/:trackingNumber', express.urlencoded({ extended: false }), reportFromPage(deps));
  app.get('/', showPage(deps));
  app.get('/health', (_request, response) => void response.json({ ok: true }));
  app.use((_request, response) => void response.status(404).json({ code: 'not-found' }));
  app.use(answerErrors);
  return app;
}

function malformed(response: Response, error: ZodError): void {
  const issues = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  response.status(400).json({ code: 'malformed', issues });
}

function orderParcel({ books, now }: CourierAppDeps): RequestHandler {
  return async (request, response) => {
    const order = parcelOrder.safeParse(request.body);
    if (!order.success) return malformed(response, order.error);
    const at = await now();
    const known = books.findByReference(order.data.reference);
    if (known) return void response.status(200).json({ trackingNumber: known.trackingNumber });
    if (UNDELIVERABLE.some((prefix) => order.data.division.startsWith(prefix))) {
      return void response.status(422).json({ code: 'undeliverable' });
    }
    const { trackingNumber } = books.takeParcel(order.data, at);
    response.status(201).json({ trackingNumber });
  };
}

function trackParcel({ books }: CourierAppDeps): RequestHandler<{ trackingNumber: string }> {
  return (request, response) => {
    const parcel = books.parcels.get(request.params.trackingNumber);
    if (!parcel) return void response.status(404).json({ code: 'unknown-parcel' });
    const events = parcel.events.map(({ trackingNumber: _same, ...event }) => event);
    response.json({ trackingNumber: parcel.trackingNumber, events });
  };
}

function reportEvent({ books, report }: CourierAppDeps): RequestHandler<{ trackingNumber: string }> {
  return async (request, response) => {
    const { trackingNumber } = request.params;
    const wanted = reportRequest.safeParse(request.body);
    if (!wanted.success) return malformed(response, wanted.error);
    if (!books.parcels.has(trackingNumber)) return void response.status(404).json({ code: 'unknown-parcel' });
    response.status(201).json(await report(trackingNumber, wanted.data));
  };
}

function setFaults(deps: CourierAppDeps): RequestHandler {
  return (request, response) => {
    const rates = faultRates.safeParse(request.body);
    if (!rates.success) return malformed(response, rates.error);
    deps.setFaults(rates.data);
    response.json(rates.data);
  };
}

function reportFromPage({ books, report }: CourierAppDeps): RequestHandler<{ trackingNumber: string }> {
  return async (request, response) => {
    const { trackingNumber } = request.params;
    const wanted = reportForm.safeParse(request.body);
    if (!wanted.success) return malformed(response, wanted.error);
    if (!books.parcels.has(trackingNumber)) return void response.status(404).json({ code: 'unknown-parcel' });
    await report(trackingNumber, { report: wanted.data.report, handedBack: wanted.data.handedBack === 'on' });
    response.redirect(303, '/');
  };
}

function showPage({ books }: CourierAppDeps): RequestHandler {
  return (_request, response) => {
    response.set(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    );
    response.type('html').send(renderPage([...books.parcels.values()]));
  };
}

const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const isMalformed = error instanceof SyntaxError;
  response.status(isMalformed ? 400 : 500).json({ code: isMalformed ? 'malformed' : 'internal' });
};
