// The courier (EMS) as the platform sees it: ordering and tracking over HTTP, and the signature on what it reports.
import { z } from 'zod';
import { PARCEL_REPORTS, type ParcelReport } from '../domain/application/events.ts';
import { type Instant, toInstant } from '../domain/calendar/local-date.ts';
import { isTrackingNumber } from '../domain/identity/tracking-number.ts';

export interface ParcelOrder {
  /** Idempotency key: the same reference always brings the same tracking number. */
  readonly reference: string;
  readonly recipient: string;
  readonly mobile: string;
  readonly division: string;
  readonly address: string;
  readonly postcode: string;
  readonly weightGrams?: number;
}

/** What happened to a parcel, under the courier's own number of the event. */
export interface CourierMovement {
  readonly eventNo: string;
  readonly report: ParcelReport;
  readonly occurredAt: Instant;
  readonly place: string;
  readonly handedBack: boolean;
}

export interface EmsPort {
  /** @throws CourierRefused when the courier will never take it, CourierUnavailable when it may later. */
  orderParcel(order: ParcelOrder): Promise<{ readonly trackingNumber: string }>;
  /** Every movement so far, those included whose callback was lost. */
  track(trackingNumber: string): Promise<readonly CourierMovement[]>;
}

/** The courier said no; asking again brings the same answer. */
export class CourierRefused extends Error {
  override readonly name = 'CourierRefused';
  readonly code: string;

  constructor(code: string) {
    super(`the courier refused: ${code}`);
    this.code = code;
  }
}

/** The courier did not answer, or not in a way that says anything about the parcel. Worth another try. */
export class CourierUnavailable extends Error {
  override readonly name = 'CourierUnavailable';
}

const instant = z.iso.datetime({ offset: true }).transform((text) => toInstant(text));
const eventNo = z.string().min(1).max(64);

const movement = z.object({
  eventNo,
  report: z.enum(PARCEL_REPORTS),
  occurredAt: instant,
  place: z.string().max(200),
  handedBack: z.boolean(),
});

const ordered = z.object({ trackingNumber: z.string().refine(isTrackingNumber) });
const tracked = z.object({ events: z.array(movement) });
const refused = z.object({ code: z.string().max(64) });

/** Our own fault, or too much at once: the parcel itself was not judged. */
const NOT_ABOUT_THE_PARCEL: ReadonlySet<number> = new Set([401, 403, 408, 425, 429]);

export interface CourierSettings {
  readonly url: string;
  readonly key: string;
  readonly timeoutMs: number;
}

export function createCourierPort({ url, key, timeoutMs }: CourierSettings): EmsPort {
  async function ask<T>(path: string, answers: z.ZodType<T>, body?: ParcelOrder): Promise<T> {
    const { status, text } = await send(`${url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'x-courier-key': key, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (status >= 200 && status < 300) return understand(answers, text);
    if (status < 400 || status >= 500 || NOT_ABOUT_THE_PARCEL.has(status))
      throw new CourierUnavailable(`status ${status}`);
    throw new CourierRefused(refusalOf(status, text));
  }
  return {
    orderParcel: (order) => ask('/parcels', ordered, order),
    track: async (trackingNumber) =>
      (await ask(`/parcels/${encodeURIComponent(trackingNumber)}`, tracked)).events,
  };
}

async function send(url: string, request: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const answer = await fetch(url, request);
    return { status: answer.status, text: await answer.text() };
  } catch (cause) {
    throw new CourierUnavailable('no answer', { cause });
  }
}

function understand<T>(answers: z.ZodType<T>, text: string): T {
  const read = answers.safeParse(parseJson(text));
  if (read.success) return read.data;
  throw new CourierUnavailable('an answer that does not say what it should');
}

function refusalOf(status: number, text: string): string {
  const read = refused.safeParse(parseJson(text));
  return read.success ? read.data.code : `http-${status}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
