// Attacks on a copy of the audit trail, one after another, each rolled back: is every one of them found?
import type { Anchor } from '../../db/audit-anchors.ts';
import { type FindingKind, verifyChain } from '../../db/audit-verification.ts';
import type { Database, Transaction } from '../../db/client.ts';
import { createChance } from '../../prisma/seed/chance.ts';
import { ATTACK_KINDS, ATTACKS, type Attack, type AttackKind } from './attacks.ts';
import type { Scratch } from './scratch.ts';

export interface TrialsOptions {
  readonly trials: number;
  readonly seed: number;
  readonly key: string;
  readonly anchors: readonly Anchor[];
}

export interface Trial {
  readonly kind: AttackKind;
  readonly name: string;
  /** What the verification found; nothing when the attack went unseen. */
  readonly found: readonly FindingKind[];
}

/** A trial must not take longer than this many milliseconds. */
const PATIENCE_MS = 600_000;

/** Tries attacks of all kinds in turn. The copy is afterwards what it was. */
export async function* tryAttacks(
  db: Database,
  scratch: Scratch,
  { trials, seed, key, anchors }: TrialsOptions,
): AsyncGenerator<Trial> {
  const chance = createChance(seed);
  const { from, tail } = scratch;
  const verify = (tx: Database | Transaction) => verifyChain(tx, { key, anchors, from, unsealedAfterMs: 0 });
  for (let tried = 0; tried < trials; tried += 1) {
    const kind = ATTACK_KINDS[tried % ATTACK_KINDS.length];
    const attack: Attack = chance.pick(ATTACKS.filter((each) => each.kind === kind));
    const found = await rolledBack(db, async (tx) => {
      await attack.run({ tx, chance, key, first: from.position + 1, last: tail.position });
      return [...(await verify(tx)).counts.keys()];
    });
    yield { kind: attack.kind, name: attack.name, found };
  }
}

class RolledBack extends Error {
  override readonly name = 'RolledBack';
}

async function rolledBack<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const results: T[] = [];
  await db
    .$transaction(
      async (tx) => {
        results.push(await work(tx));
        throw new RolledBack();
      },
      { timeout: PATIENCE_MS },
    )
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
  const [result] = results;
  if (result === undefined) throw new Error('a trial was not rolled back');
  return result;
}
