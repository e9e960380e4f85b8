// From 模拟测试 to the real thing: everything of the simulation goes, in one transaction that nobody chooses a number in.
import type { Instant } from '../domain/calendar/local-date.ts';
import { saveAudit } from './audit.ts';
import type { Transaction } from './client.ts';
import { decideWithin } from './decide.ts';
import type { Deciding } from './deciding.ts';
import { stopChoosing } from './plate-numbers.ts';
import { transact } from './transact.ts';

const SYSTEM = { id: 'plates', role: 'system' } as const;

export interface GoLiveFigures {
  /** Cases of the simulation that were still open. */
  readonly open: number;
  readonly reservations: number;
  readonly numbers: number;
}

export type GoLive =
  | { readonly kind: 'already-live' }
  /** Nothing was done: somebody is choosing, or has a number reserved. */
  | { readonly kind: 'open-cases'; readonly open: number }
  | { readonly kind: 'live'; readonly figures: GoLiveFigures };

/** Ends the simulation; where cases of it are open, only if they are to be ended with it. */
export async function goLive(
  deps: Deciding,
  { endsOpenCases }: { readonly endsOpenCases: boolean },
): Promise<GoLive> {
  const at = await deps.now();
  return transact(deps.db, async (tx): Promise<GoLive> => {
    if ((await stopChoosing(tx)) === 'live') return { kind: 'already-live' };
    const cases = await tx.application.findMany({
      where: { lifecycle: 'L-PRESELECT', open: true },
      select: { id: true, state: true },
      orderBy: { id: 'asc' },
    });
    const open = cases.length;
    if (open > 0 && !endsOpenCases) return { kind: 'open-cases', open };
    for (const { id, state } of cases)
      await decideWithin(deps, tx, {
        applicationId: id,
        actor: SYSTEM,
        command: { action: state === 'selecting' ? 'leave-selection' : 'withdraw' },
      });
    const figures = { open, ...(await deleteSimulation(tx)) };
    await tx.plateMode.update({ where: { id: true }, data: { mode: 'live', since: at } });
    await audit(tx, at, figures);
    return { kind: 'live', figures };
  });
}

async function deleteSimulation(tx: Transaction): Promise<Omit<GoLiveFigures, 'open'>> {
  const simulated = { mode: 'simulation' };
  const numbers = await tx.plateNumber.deleteMany({ where: { pool: 'simulation' } });
  await tx.plateDraw.deleteMany({ where: { reservation: simulated } });
  const reservations = await tx.plateReservation.deleteMany({ where: simulated });
  return { reservations: reservations.count, numbers: numbers.count };
}

async function audit(tx: Transaction, at: Instant, figures: GoLiveFigures): Promise<void> {
  await saveAudit(tx, {
    ...{ at, actor: SYSTEM, action: 'go-live', object: 'plates' },
    states: { before: { mode: 'simulation' }, after: { mode: 'live', ...figures } },
  });
}
