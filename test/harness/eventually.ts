// Waiting for a condition in real time; how long it takes does not matter, whether it comes does.
import { setTimeout as pause } from 'node:timers/promises';

const LIMIT_MS = 20_000;

/** Resolves with what `look` finds as soon as it finds something. @throws Error naming what never came */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
): Promise<T> {
  const until = Date.now() + LIMIT_MS;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > until) throw new Error(`never came: ${what}`);
    await pause(10);
  }
}
