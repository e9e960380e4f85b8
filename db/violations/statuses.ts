// 违法未处理 of a vehicle and 超分 of a licence, made anew from the records and the points whenever one of them changes.
import type { LocalDate } from '../../domain/calendar/local-date.ts';
import type { LicenceStatus } from '../../domain/register/codes.ts';
import { FULL_SCORE, pointsOn } from '../../domain/register/points.ts';
import { sameStatuses, withStatus } from '../../domain/violations/statuses.ts';
import type { Transaction } from '../client.ts';
import { getLicenceFacts } from '../facts.ts';

/** G is carried while a record waits to be handled, or its fine to be paid. */
export async function recomputeUnhandled(tx: Transaction, vehicleId: string | null): Promise<void> {
  if (vehicleId === null) return;
  const [vehicle] = await tx.$queryRaw<{ statuses: string[] }[]>`
    SELECT statuses FROM vehicle WHERE id = ${vehicleId}::uuid FOR UPDATE`;
  if (!vehicle) return;
  const waiting = await tx.surveillanceRecord.count({
    where: { vehicleId, OR: [{ state: 'queryable' }, { decisions: { some: { state: 'unpaid' } } }] },
  });
  const statuses = withStatus(vehicle.statuses, 'G', 'A', waiting > 0);
  if (sameStatuses(statuses, vehicle.statuses)) return;
  await tx.vehicle.update({ where: { id: vehicleId }, data: { statuses: [...statuses] } });
}

/** Whether the points of a licence stand at twelve or more on a day. */
export async function isFull(tx: Transaction, licenceId: string, on: LocalDate): Promise<boolean> {
  return pointsOn(await getLicenceFacts(tx, licenceId), on) >= FULL_SCORE;
}

/** B is taken up when the points reach twelve (R123 第五十八条), and given up when they no longer did. */
export async function saveFullScore(tx: Transaction, licenceId: string, held: boolean): Promise<void> {
  const { statuses: before } = await getLicenceFacts(tx, licenceId);
  const statuses = withStatus<LicenceStatus>(before, 'B', 'A', held);
  if (sameStatuses(statuses, before)) return;
  await tx.licence.update({ where: { id: licenceId }, data: { statuses: [...statuses] } });
}
