// Tells the merchant: signed as each bank signs, again and again up a ladder until it is taken or the ladder ends.
import { setTimeout as wait } from 'node:timers/promises';
import type { BankNotice, Channel, NoticeFaults } from './messages.ts';

/** A notice as it goes over the wire. */
export interface Letter {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface CallbackOptions {
  /** Waits between tries of each bank. */
  readonly ladderMs: Readonly<Record<Channel, readonly number[]>>;
  readonly timeoutMs: number;
  /** Written out anew for every try. */
  readonly write: (notice: BankNotice) => Promise<Letter>;
  readonly faultsOf: (orderNo: string) => NoticeFaults;
  /** Taken, or given up. */
  readonly onEnd: (notice: BankNotice, copy: number) => void;
}

export interface Callbacks {
  send(notice: BankNotice, copy: number): void;
  /** Sends a letter once, whoever wrote it; the status of the answer, 0 without one. */
  post(channel: Channel, letter: Letter): Promise<{ readonly status: number; readonly isTaken: boolean }>;
  /** The last letter of an order that was taken. */
  lastTaken(orderNo: string): Letter | undefined;
  close(): void;
}

/** What the banks do: WeChat Pay fifteen times within a day, Alipay eight times. */
export const REAL_LADDERS_MS: CallbackOptions['ladderMs'] = {
  wechat: [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600].map(
    inMs,
  ),
  alipay: [240, 600, 600, 3600, 7200, 21_600, 54_000].map(inMs),
};

function inMs(seconds: number): number {
  return seconds * 1_000;
}

/** The post of both banks. */
export function createCallbacks(options: CallbackOptions): Callbacks {
  const ended = new AbortController();
  const { signal } = ended;
  const taken = new Map<string, Letter>();
  const held = new Map<string, (() => void)[]>();

  async function post(channel: Channel, letter: Letter) {
    try {
      const answer = await fetch(letter.url, {
        method: 'POST',
        headers: letter.headers,
        body: letter.body,
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]),
      });
      const text = await answer.text();
      return { status: answer.status, isTaken: isTakenBy(channel, answer.status, text) };
    } catch {
      signal.throwIfAborted();
      return { status: 0, isTaken: false };
    }
  }

  async function tell(notice: BankNotice): Promise<boolean> {
    for (const rung of [...options.ladderMs[notice.channel], null]) {
      const letter = await options.write(notice);
      if ((await post(notice.channel, letter)).isTaken) {
        taken.set(notice.orderNo, letter);
        return true;
      }
      if (rung !== null) await wait(rung, undefined, { signal });
    }
    return false;
  }

  async function afterIsTaken({ channel, orderNo }: BankNotice, faults: NoticeFaults): Promise<void> {
    const letter = taken.get(orderNo);
    if (!letter) return;
    for (let repeat = 0; repeat < (faults.repeats ?? 0); repeat += 1) await post(channel, letter);
    if (faults.replayAfterMs === undefined) return;
    await wait(faults.replayAfterMs, undefined, { signal });
    await post(channel, letter);
  }

  async function deliver(notice: BankNotice, copy: number): Promise<void> {
    const faults = options.faultsOf(notice.orderNo);
    const isOfRefund = 'refundNo' in notice.about;
    if (faults.delayMs) await wait(faults.delayMs, undefined, { signal });
    if (faults.isAfterRefund && !isOfRefund) await untilReleased(notice.orderNo);
    const isTaken = await tell(notice);
    options.onEnd(notice, copy);
    if (isOfRefund) for (const release of held.get(notice.orderNo) ?? []) release();
    if (isTaken && copy === 1) await afterIsTaken(notice, faults);
  }

  function untilReleased(orderNo: string): Promise<void> {
    return new Promise((resolve, reject) => {
      held.set(orderNo, [...(held.get(orderNo) ?? []), resolve]);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }

  return {
    post,
    send: (notice, copy) => {
      deliver(notice, copy).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    },
    lastTaken: (orderNo) => taken.get(orderNo),
    close: () => ended.abort(),
  };
}

function isTakenBy(channel: Channel, status: number, text: string): boolean {
  if (channel === 'alipay') return status === 200 && text.trim() === 'success';
  return status === 200 || status === 204;
}
