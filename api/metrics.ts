// What is measured of the API and of what waits to be carried.
import type { Express } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../db/client.ts';
import { measurePayments } from '../db/payments/standing.ts';
import { measurePokes } from '../db/pokes.ts';

/** Adds `/metrics` and times every request by its route, never by its address. */
export function setUpMetrics(app: Express, db: Database): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by operation and status',
    labelNames: ['operation', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'http_refusals_total',
    help: 'Answers of 400 and above',
    labelNames: ['operation', 'status'],
    registers: [registry],
  });
  const waiting = new Gauge({
    name: 'pending_pokes',
    help: 'Cases and payments Temporal has not been told of',
    registers: [registry],
  });
  const oldest = new Gauge({
    name: 'pending_poke_oldest_seconds',
    help: 'Age of the oldest of them',
    registers: [registry],
  });

  const payments = new Gauge({
    name: 'payment_orders',
    help: 'Open payment orders by state; unreconciled and exception are held until they are explained',
    labelNames: ['state'],
    registers: [registry],
  });

  app.use((_request, response, next) => {
    const stop = seconds.startTimer();
    response.on('finish', () => {
      const labels = {
        operation: String(response.locals.operation ?? 'none'),
        status: String(response.statusCode),
      };
      stop(labels);
      if (response.statusCode >= 400) refusals.inc(labels);
    });
    next();
  });
  app.get('/metrics', async (_request, response) => {
    // What the process itself measures is wanted most while PostgreSQL is away.
    const pokes = await measurePokes(db).catch(() => ({ waiting: Number.NaN, oldestSeconds: Number.NaN }));
    waiting.set(pokes.waiting);
    oldest.set(pokes.oldestSeconds);
    payments.reset();
    for (const { state, count } of await measurePayments(db).catch(() => [])) payments.set({ state }, count);
    response.set('Content-Type', registry.contentType).send(await registry.metrics());
  });
}
