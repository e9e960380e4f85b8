// What tests and demonstrations tell the banks from outside, with a key.
import express, { type RequestHandler, type Response, Router } from 'express';
import { checkKey } from '../check-key.ts';
import type { PayOutcome } from './bank.ts';
import {
  type FaultPlan,
  type FaultRates,
  faultPlan,
  faultRates,
  type OrderInBooks,
  UnknownOrder,
} from './messages.ts';

export interface Controlled {
  pay(orderNo: string): Promise<PayOutcome>;
  cancel(orderNo: string): Promise<void>;
  replay(orderNo: string): Promise<number>;
  setFaults(orderNo: string, plan: FaultPlan): void;
  setFaultRates(rates: FaultRates): void;
  books(): readonly OrderInBooks[];
}

/** Routes of `/control`. */
export function controlRoutes(key: string, gateway: Controlled): Router {
  const routes = Router();
  routes.use(checkKey('x-gateway-key', key), express.json({ limit: '32kb' }));
  routes.get('/books', (_request, response) => void response.json(gateway.books()));
  routes.post('/rates', (request, response) => {
    const rates = faultRates.safeParse(request.body);
    if (!rates.success) return malformed(response);
    gateway.setFaultRates(rates.data);
    response.json(rates.data);
  });
  routes.put('/orders/:orderNo/faults', (request, response) => {
    const plan = faultPlan.safeParse(request.body);
    if (!plan.success) return malformed(response);
    gateway.setFaults(request.params.orderNo, plan.data);
    response.json(plan.data);
  });
  routes.post(
    '/orders/:orderNo/pay',
    onOrder((orderNo) => gateway.pay(orderNo)),
  );
  routes.post(
    '/orders/:orderNo/cancel',
    onOrder((orderNo) => gateway.cancel(orderNo)),
  );
  routes.post(
    '/orders/:orderNo/replay',
    onOrder((orderNo) => gateway.replay(orderNo)),
  );
  return routes;
}

function onOrder(act: (orderNo: string) => Promise<unknown>): RequestHandler<{ orderNo: string }> {
  return async (request, response) => {
    try {
      response.json({ outcome: await act(request.params.orderNo) });
    } catch (error) {
      if (!(error instanceof UnknownOrder)) throw error;
      response.status(404).json({ code: 'unknown-order' });
    }
  };
}

function malformed(response: Response): void {
  response.status(400).json({ code: 'malformed' });
}
