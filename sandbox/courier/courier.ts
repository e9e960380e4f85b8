// A stand-in for EMS: takes parcels, tells what becomes of them, and forgets nothing when it restarts.
import { join } from 'node:path';
import type { Express } from 'express';
import { type Books, openBooks } from './books.ts';
import { type Callbacks, createCallbacks } from './callbacks.ts';
import { type AutoFate, letParcelsMove } from './fate.ts';
import { createFaults, type Journey, journeyOf } from './faults.ts';
import { type Listening, listen } from './listen.ts';
import type { CourierEvent, CourierParcel, FaultRates, ReportRequest } from './messages.ts';
import { createCourierApp } from './routes.ts';

export interface CourierOptions {
  /** Signs the callbacks. */
  readonly secret: string;
  /** What a customer shows to order and to track. */
  readonly key: string;
  readonly callbackUrl: string;
  /** null keeps everything in memory. */
  readonly dataDir: string | null;
  readonly now?: () => Promise<Date>;
  readonly callbackLadderMs?: readonly number[];
  readonly callbackTimeoutMs?: number;
  /** null: parcels move only when told to. */
  readonly auto?: AutoFate | null;
  readonly autoPollMs?: number;
  readonly fetch?: typeof fetch;
}

export interface Courier {
  readonly app: Express;
  listen(port: number, host?: string): Promise<Listening>;
  /** Lets something happen to a parcel. @throws UnknownParcel */
  report(trackingNumber: string, request: ReportRequest): Promise<CourierEvent>;
  setFaults(rates: FaultRates): void;
  parcels(): readonly CourierParcel[];
  /** Ends all timers and closes the books; a listening server closes with its own `close`. */
  close(): void;
}

export class UnknownParcel extends Error {
  override readonly name = 'UnknownParcel';
}

const LADDER_MS = [1_000, 2_000, 5_000, 10_000, 30_000] as const;
const PLAIN: Journey = { copies: 1, delayMs: 0, isOvertaken: false };

export function createCourier(options: CourierOptions): Courier {
  const now = options.now ?? (async () => new Date());
  const books = openBooks(options.dataDir === null ? null : join(options.dataDir, 'courier', 'ledger.jsonl'));
  const callbacks = createCallbacks({
    url: options.callbackUrl,
    secret: options.secret,
    ladderMs: options.callbackLadderMs ?? LADDER_MS,
    timeoutMs: options.callbackTimeoutMs ?? 10_000,
    now,
    fetch: options.fetch ?? fetch,
    onTold: ({ event, copy }) => books.noteTold(event.eventNo, copy),
  });
  const post = createPost(callbacks);
  let drawJourney = () => PLAIN;

  async function report(trackingNumber: string, request: ReportRequest): Promise<CourierEvent> {
    const parcel = books.parcels.get(trackingNumber);
    if (!parcel) throw new UnknownParcel(trackingNumber);
    const journey = request.deliver ? journeyOf(request.deliver) : drawJourney();
    const event = books.noteEvent(parcel, request, await now(), journey.copies);
    post(event, journey);
    return event;
  }

  for (const { event, copy } of books.owed) callbacks.send({ event, copy, delayMs: 0 });
  const stopFate = startFate(options, { now, books, report });
  const setFaults = (rates: FaultRates) => {
    drawJourney = createFaults(rates);
  };
  const courier = {
    report,
    setFaults,
    parcels: () => [...books.parcels.values()],
    close: () => {
      stopFate();
      callbacks.close();
      books.close();
    },
  };
  const app = createCourierApp({ key: options.key, now, books, report, setFaults });
  return {
    ...courier,
    app,
    listen: async (port, host) => {
      const listening = await listen(app, port, host);
      const close = async () => {
        courier.close();
        await listening.close();
      };
      return { url: listening.url, close };
    },
  };
}

function startFate(
  { auto = null, autoPollMs = 250 }: CourierOptions,
  { now, books, report }: { now: () => Promise<Date>; books: Books; report: Courier['report'] },
): () => void {
  if (auto === null) return () => {};
  return letParcelsMove({ auto, now, report, parcels: () => books.parcels.values(), pollMs: autoPollMs });
}

/** Sends events on their way; one that is to be overtaken waits until the parcel's next event has gone out. */
function createPost(callbacks: Callbacks): (event: CourierEvent, journey: Journey) => void {
  const overtaken = new Map<string, CourierEvent[]>();
  return (event, { copies, delayMs, isOvertaken }) => {
    if (copies === 0) return;
    const waiting = overtaken.get(event.trackingNumber) ?? [];
    if (isOvertaken) overtaken.set(event.trackingNumber, [...waiting, event]);
    else callbacks.send({ event, copy: 1, delayMs });
    for (let copy = 2; copy <= copies; copy += 1) callbacks.send({ event, copy, delayMs });
    if (isOvertaken || waiting.length === 0) return;
    overtaken.delete(event.trackingNumber);
    for (const late of waiting) callbacks.send({ event: late, copy: 1, delayMs: 0 });
  };
}
