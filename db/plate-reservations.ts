// Reservations of numbers: one row a case, brought to where the case stands in the transaction that moved it.
import type { Application } from '../domain/application/application.ts';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { MethodUse } from '../domain/plates/methods.ts';
import { findReservationState, locksHolder, type ReservationState } from '../domain/plates/reservation.ts';
import type { PlateMode } from '../domain/plates/settings.ts';
import type { Database, Transaction } from './client.ts';
import { stored } from './json.ts';
import { getPlateMode, keepNumbers } from './plate-numbers.ts';

/** What all sessions of a vehicle have used of the ways to choose, as a test or in earnest. */
export async function countUse(db: Database | Transaction, vin: string, mode: PlateMode): Promise<MethodUse> {
  const { _sum, _count } = await db.plateReservation.aggregate({
    where: { vin, mode },
    _sum: { tries: true, draws: true },
    _count: { number: true },
  });
  return { triesUsed: _sum.tries ?? 0, drawsUsed: _sum.draws ?? 0, hasChosen: _count.number > 0 };
}

/** Whether a number is being chosen, or is reserved, for a vehicle. */
export async function isReserved(tx: Transaction, vin: string): Promise<boolean> {
  const open = { vin, state: { in: ['selecting', 'reserved'] } };
  return (await tx.plateReservation.count({ where: open })) > 0;
}

/** 规则3: whether another reservation of the holder comes first. One whose vehicle is registered by now does not any more. */
export async function isLocked(tx: Transaction, holderId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM plate_reservation r
    WHERE r.holder_id = ${holderId}::uuid AND r.locks_holder
      AND (r.state IN ('selecting', 'reserved') OR NOT EXISTS (SELECT 1 FROM vehicle v WHERE v.vin = r.vin))
    LIMIT 1`;
  return rows.length > 0;
}

async function letGoOfRegistered(tx: Transaction, holderId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE plate_reservation r SET locks_holder = false
    WHERE r.holder_id = ${holderId}::uuid AND r.locks_holder AND r.state NOT IN ('selecting', 'reserved')
      AND EXISTS (SELECT 1 FROM vehicle v WHERE v.vin = r.vin)`;
}

/** 黑名单: a reservation in earnest with which nobody came in time, and which no clerk has let go of. */
export async function hasLapsedReservation(tx: Transaction, holderId: string): Promise<boolean> {
  const lapsed = { holderId, mode: 'live', state: 'expired', lockReleasedAt: null };
  return (await tx.plateReservation.count({ where: lapsed })) > 0;
}

export interface SessionToOpen {
  readonly applicationId: string;
  readonly application: Application;
  readonly vin: string;
  readonly now: Instant;
}

/** Opens the row of a session that begins. @throws the database's own error where the vehicle or the holder has one */
export async function openReservation(
  tx: Transaction,
  { applicationId, application, vin, now }: SessionToOpen,
): Promise<void> {
  const clock = application.clocks.selection;
  if (!clock) throw new Error(`the session of ${applicationId} has no end`);
  const holderId = await getHolderId(tx, application.applicantId);
  await letGoOfRegistered(tx, holderId);
  await tx.plateReservation.create({
    data: {
      ...{ applicationId, holderId, vin, state: 'selecting', locksHolder: true },
      ...{ mode: await getPlateMode(tx), openedAt: now, selectUntil: clock.dueAt },
    },
  });
}

/** Whose next vehicle waits: the person's, or the unit's whose operators all choose for it. */
async function getHolderId(tx: Transaction, accountId: string): Promise<string> {
  const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  const holderId = holderIdOf(account);
  if (holderId === null) throw new Error(`account ${accountId} is nobody's`);
  return holderId;
}

export function holderIdOf(account: {
  readonly personId: string | null;
  readonly unitId: string | null;
}): string | null {
  return account.personId ?? account.unitId;
}

export interface Reservation {
  readonly mode: PlateMode;
  readonly vin: string;
  readonly state: ReservationState;
  readonly isClosed: boolean;
}

/** The reservation of a case; undefined before its session, and once a simulation is over. */
export async function findReservation(
  db: Database | Transaction,
  applicationId: string,
): Promise<Reservation | undefined> {
  const row = await db.plateReservation.findUnique({ where: { applicationId } });
  if (row === null) return undefined;
  return {
    vin: row.vin,
    mode: stored<PlateMode>(row.mode),
    state: stored<ReservationState>(row.state),
    isClosed: row.closedAt !== null,
  };
}

/** Brings row and numbers to where the case stands, whatever was taken for a decision that was then refused. */
export async function followCase(
  tx: Transaction,
  applicationId: string,
  application: Application,
): Promise<void> {
  const reservation = await findReservation(tx, applicationId);
  const state = reservation && findReservationState(application.state, reservation.mode);
  if (!reservation || state === undefined || reservation.isClosed) return;
  const { selection, clocks, closedAt } = application;
  const chosen = selection?.number ?? null;
  await tx.plateReservation.update({
    where: { applicationId },
    data: {
      ...{ state, closedAt, number: chosen, method: selection?.method ?? null },
      ...{ tries: selection?.tries ?? 0, draws: selection?.draws ?? 0, locksHolder: locksHolder(state) },
      reservedAt: clocks.reservation?.startedAt ?? null,
      validTo: clocks.reservation?.dueAt ?? null,
    },
  });
  await followNumbers(tx, applicationId, state, { chosen, shown: selection?.drawn ?? [] });
}

async function followNumbers(
  tx: Transaction,
  applicationId: string,
  state: ReservationState,
  { chosen, shown }: { readonly chosen: string | null; readonly shown: readonly string[] },
): Promise<void> {
  const own = chosen === null ? [] : [chosen];
  switch (state) {
    case 'selecting':
      return keepNumbers(tx, applicationId, shown, 'shown');
    case 'reserved':
      return keepNumbers(tx, applicationId, own, 'reserved');
    case 'assigned':
    case 'simulated-assigned':
      return keepNumbers(tx, applicationId, own, 'assigned');
    default:
      return keepNumbers(tx, applicationId, [], 'shown');
  }
}

/** A clerk lets go of a holder who waits for a registration that will not come. False where nobody waits for it. */
export async function releaseLock(tx: Transaction, applicationId: string, at: Instant): Promise<boolean> {
  const { count } = await tx.plateReservation.updateMany({
    where: { applicationId, locksHolder: true, state: { notIn: ['selecting', 'reserved'] } },
    data: { locksHolder: false, lockReleasedAt: at },
  });
  return count === 1;
}
