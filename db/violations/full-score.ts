// 超分 of a licence when its points change, in whatever order the changes become known.
import type { LocalDate } from '../../domain/calendar/local-date.ts';
import { cycleOf, reached12InCycle } from '../../domain/register/points.ts';
import type { Transaction } from '../client.ts';
import { getLicenceFacts } from '../facts.ts';
import { saveFullScore } from './statuses.ts';

/**
 * Changes the points of the cycle a day lies in. Where they reach twelve by it the licence is withheld; where they had, and
 * no longer do, it is not any more. A full score that the change has no part in stays as it is.
 */
export async function changingPoints(
  tx: Transaction,
  licenceId: string,
  on: LocalDate,
  change: () => Promise<unknown>,
): Promise<void> {
  const before = await wasFull(tx, licenceId, on);
  await change();
  const after = await wasFull(tx, licenceId, on);
  if (before !== after) await saveFullScore(tx, licenceId, after);
}

async function wasFull(tx: Transaction, licenceId: string, on: LocalDate): Promise<boolean> {
  const licence = await getLicenceFacts(tx, licenceId);
  const cycle = cycleOf(licence, on);
  return cycle !== null && reached12InCycle(licence, cycle);
}
