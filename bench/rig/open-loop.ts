// Requests at a steady rate, each timed from the moment it was meant to be sent: a slow answer hides no waiting.
import { setTimeout as pause } from 'node:timers/promises';

/** Sends every item at its own time and returns the latencies in ms. The first failure is thrown at the end. */
export async function atRate<T>(
  items: readonly T[],
  perSecond: number,
  send: (item: T, index: number) => Promise<void>,
): Promise<readonly number[]> {
  const begin = performance.now() + 100;
  const sent = items.map(async (item, index) => {
    const intended = begin + (index * 1000) / perSecond;
    await pause(intended - performance.now());
    await send(item, index);
    return performance.now() - intended;
  });
  const results = await Promise.allSettled(sent);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
