// Tells the customer of each event: signed, in turn for each parcel, again and again until it is taken.
import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { CourierEvent } from './messages.ts';

export interface Callback {
  readonly event: CourierEvent;
  /** 1 for the first telling, more for repetitions. */
  readonly copy: number;
  readonly delayMs: number;
}

export interface CallbackOptions {
  readonly url: string;
  readonly secret: string;
  /** Waits between tries; the last one repeats. */
  readonly ladderMs: readonly number[];
  readonly timeoutMs: number;
  readonly now: () => Promise<Date>;
  readonly fetch: typeof fetch;
  readonly onTold: (callback: Callback) => void;
}

export interface Callbacks {
  send(callback: Callback): void;
  close(): void;
}

/** The hex HMAC a receiver has to find again. */
export function sign(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

export function createCallbacks(options: CallbackOptions): Callbacks {
  const ended = new AbortController();
  const lastOfParcel = new Map<string, Promise<void>>();

  async function deliver(callback: Callback): Promise<void> {
    if (callback.delayMs > 0) await wait(callback.delayMs, undefined, { signal: ended.signal });
    for (let tried = 0; !(await isTaken(options, callback.event, ended.signal)); tried += 1) {
      await wait(rungOf(options.ladderMs, tried), undefined, { signal: ended.signal });
    }
    options.onTold(callback);
  }

  /** Rejects only when the server closes; the ledger still has what was owed. */
  const untilClosed = (delivery: Promise<void>) =>
    delivery.catch((error: unknown) => {
      if (!ended.signal.aborted) throw error;
    });

  function sendInTurn(callback: Callback): void {
    const { trackingNumber } = callback.event;
    const before = lastOfParcel.get(trackingNumber) ?? Promise.resolve();
    const turn = untilClosed(before.then(() => deliver(callback))).then(() => {
      if (lastOfParcel.get(trackingNumber) === turn) lastOfParcel.delete(trackingNumber);
    });
    lastOfParcel.set(trackingNumber, turn);
  }

  return {
    send(callback) {
      const isInTurn = callback.copy === 1 && callback.delayMs === 0;
      if (isInTurn) sendInTurn(callback);
      else void untilClosed(deliver(callback));
    },
    close: () => ended.abort(),
  };
}

function rungOf(ladderMs: readonly number[], tried: number): number {
  return ladderMs[Math.min(tried, ladderMs.length - 1)] ?? 1_000;
}

async function isTaken(options: CallbackOptions, event: CourierEvent, ended: AbortSignal): Promise<boolean> {
  const body = JSON.stringify(event);
  try {
    const timestamp = (await options.now()).toISOString();
    const answer = await options.fetch(options.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-courier-timestamp': timestamp,
        'x-courier-signature': sign(options.secret, timestamp, body),
      },
      body,
      signal: AbortSignal.any([ended, AbortSignal.timeout(options.timeoutMs)]),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    ended.throwIfAborted();
    return false;
  }
}
