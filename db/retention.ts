// The nightly run: erases what is over, rule by rule and chunk by chunk, each chunk with its row in the audit trail.
import { addMinutes, DAY_MINUTES, type Instant } from '../domain/calendar/local-date.ts';
import { RETENTION, RETENTION_NAMES, type RetentionName, type RetentionRule } from '../domain/retention.ts';
import { saveAudit } from './audit.ts';
import type { Database } from './client.ts';
import { ERASURES, type Erasure, noteClosedAccounts } from './erasures.ts';

export interface ErasureRun {
  readonly db: Database;
  /** The platform's time. */
  readonly now: Instant;
  /** Real time, by which sessions and codes live. */
  readonly realNow: Instant;
  /** Rows at a time. */
  readonly chunk?: number;
}

export interface RuleFigures {
  readonly rule: RetentionName;
  readonly rows: number;
}

const CHUNK = 200;
const SYSTEM = { id: 'retention', role: 'system' } as const;

/** How much is over, without erasing anything. */
export async function countOver(run: ErasureRun): Promise<readonly RuleFigures[]> {
  const figures: RuleFigures[] = [];
  for (const rule of RETENTION_NAMES) {
    figures.push({ rule, rows: await ERASURES[rule].count(run.db, beginningOf(run, RETENTION[rule])) });
  }
  return figures;
}

/** Erases all that is over. Broken off anywhere, it goes on where it was with the next run. */
export async function eraseOver(run: ErasureRun): Promise<readonly RuleFigures[]> {
  await run.db.$transaction((tx) => noteClosedAccounts(tx, run.now));
  const figures: RuleFigures[] = [];
  for (const rule of RETENTION_NAMES) figures.push({ rule, rows: await eraseByRule(run, rule) });
  return figures;
}

async function eraseByRule(run: ErasureRun, rule: RetentionName): Promise<number> {
  const { db, now, chunk = CHUNK } = run;
  const erasure: Erasure = ERASURES[rule];
  const before = beginningOf(run, RETENTION[rule]);
  let rows = 0;
  for (;;) {
    const erased = await db.$transaction(async (tx) => {
      const count = await erasure.erase(tx, before, chunk, now);
      if (count > 0) {
        const reason = `${count} erased`;
        await saveAudit(tx, { at: now, actor: SYSTEM, action: 'erase', object: `retention/${rule}`, reason });
      }
      return count;
    });
    rows += erased;
    if (erased < chunk) return rows;
  }
}

/** What began before this instant is over. */
function beginningOf({ now, realNow }: ErasureRun, { clock, days }: RetentionRule): Instant {
  return addMinutes(clock === 'platform' ? now : realNow, -days * DAY_MINUTES);
}
