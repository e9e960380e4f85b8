// What was written down of the chain outside the database: without it a cut tail leaves a chain that looks whole.
import type { Tail } from './audit-digest.ts';
import type { Database, Transaction } from './client.ts';

/** A link as it was once written down. */
export interface Anchor extends Tail {
  readonly at: string;
}

export type Anchors = AsyncIterable<Anchor> | Iterable<Anchor>;

/** Holds anchors against the links of the same place, both in the order of places. `onCut` hears of places that differ. */
export function followAnchors(
  db: Database | Transaction,
  anchors: Anchors,
  { from, onCut }: { readonly from: Tail; readonly onCut: (position: number) => void },
) {
  const waiting =
    Symbol.asyncIterator in anchors ? anchors[Symbol.asyncIterator]() : anchors[Symbol.iterator]();
  let pending: Anchor | null | undefined;
  let last: Anchor | null = null;
  let count = 0;

  async function take(): Promise<void> {
    do {
      const { value, done } = await waiting.next();
      pending = done === true ? null : value;
    } while (pending !== null && pending.position <= from.position);
    if (pending === null) return;
    count += 1;
    if (last === null || pending.position >= last.position) last = pending;
  }

  async function judge({ position, digest }: Anchor): Promise<void> {
    if ((await findDigest(db, position)) !== digest) onCut(position);
  }

  return {
    async pass({ position, digest }: Tail): Promise<void> {
      if (pending === undefined) await take();
      while (pending && pending.position <= position) {
        // Workers may write theirs down in another order than they sealed.
        if (pending.position < position) await judge(pending);
        else if (pending.digest !== digest) onCut(position);
        await take();
      }
    },
    /** What is left lies beyond the end of the chain, or was sealed while it was walked. */
    async end(): Promise<void> {
      if (pending === undefined) await take();
      while (pending) {
        await judge(pending);
        await take();
      }
    },
    figures: () => ({ anchors: count, lastAnchor: last }),
  };
}

async function findDigest(db: Database | Transaction, position: number): Promise<string | null> {
  const [row] = await db.$queryRaw<{ digest: string }[]>`
    SELECT digest FROM audit_link WHERE position = ${position}::bigint`;
  return row?.digest ?? null;
}
