// What a window does with a record: takes it up, decides on it, takes the fine. Judged and written under the same locks.
import type { Instant } from '../../domain/calendar/local-date.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { RecordHolder, RecordState } from '../../domain/violations/facts.ts';
import { windowRefusal } from '../../domain/violations/window-rules.ts';
import type { SurveillanceRecord } from '../../prisma/generated/client.ts';
import type { Transaction } from '../client.ts';
import type { Deciding } from '../deciding.ts';
import { stored } from '../json.ts';
import { tellPaidElsewhere } from '../payments/elsewhere.ts';
import { findHoldingOrder, hasUnreconciledPayment } from '../payments/in-doubt.ts';
import { savePenaltyDecision } from './decisions.ts';
import { findLicenceId } from './importing.ts';
import { lockLicence, lockRecord } from './locks.ts';
import { markPaid } from './mark-paid.ts';
import { lockDecision, lockOrdersOver } from './order-locks.ts';
import { hasRivalDecision } from './waiting.ts';
import { saveWindowLock } from './window-locks.ts';

/** A session at a window. */
export interface AtWindow {
  readonly session: string;
  readonly now: Instant;
}

/** Takes up a record for a session. Taken up again by the same one it stays taken up. */
export async function takeUpRecord(tx: Transaction, recordNo: string, at: AtWindow): Promise<Refusal | null> {
  await lockOrdersOver(tx, recordNo);
  const record = await lockRecord(tx, recordNo);
  if (!record) return { code: 'record-not-found' };
  const refusal = await judge(tx, record, { session: at.session, licenceId: null });
  if (refusal) return refusal;
  await saveWindowLock(tx, recordNo, { holder: at.session, at: at.now });
  return null;
}

export interface WindowDecision {
  readonly recordNo: string;
  /** null of a licence of another place. */
  readonly licenceNo: string | null;
}

/** Decides on a record at a window; a lock of the session goes with it. */
export async function decideAtWindow(
  tx: Transaction,
  { recordNo, licenceNo }: WindowDecision,
  { session, now }: AtWindow,
): Promise<{ readonly decisionNo: string } | Refusal> {
  await lockOrdersOver(tx, recordNo);
  const record = await lockRecord(tx, recordNo);
  if (!record) return { code: 'record-not-found' };
  const licenceId = await findLicenceId(tx, licenceNo);
  if (licenceNo !== null && licenceId === null)
    return { code: 'driver-not-registered', pointer: '/licenceNo' };
  if (licenceId !== null) await lockLicence(tx, licenceId);
  const refusal = await judge(tx, record, { session, licenceId });
  if (refusal) return refusal;
  return savePenaltyDecision(tx, {
    ...{ recordNo, licenceId, applicationId: null, channel: 'window', decidedAt: now },
  });
}

async function judge(
  tx: Transaction,
  record: SurveillanceRecord,
  { session, licenceId }: { readonly session: string; readonly licenceId: string | null },
): Promise<Refusal | null> {
  const code = windowRefusal({
    state: stored<RecordState>(record.state),
    heldBy: await holderSeenBy(tx, record, session),
    isDecidedElsewhere: await hasRivalDecision(tx, record.recordNo),
    hasUnreconciledPayment: await isInDoubt(tx, licenceId, record.vehicleId),
  });
  return code && { code };
}

/** Who is at a record, as a session sees it: an order holds a decision of it also when that was withdrawn. */
async function holderSeenBy(
  tx: Transaction,
  { recordNo, lockBy, lockHolder }: SurveillanceRecord,
  session: string,
): Promise<RecordHolder | 'this-window'> {
  if (lockBy === 'window' && lockHolder === session) return 'this-window';
  if (lockBy !== null) return stored<RecordHolder>(lockBy);
  const decisions = await tx.penaltyDecision.findMany({ where: { recordNo }, select: { decisionNo: true } });
  for (const { decisionNo } of decisions) if (await findHoldingOrder(tx, decisionNo)) return 'platform';
  return 'nobody';
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Whether a payment of the driver, or for the vehicle, waits to be explained. */
async function isInDoubt(
  tx: Transaction,
  licenceId: string | null,
  vehicleId: string | null,
): Promise<boolean> {
  const accounts =
    licenceId === null
      ? []
      : await tx.account.findMany({
          where: { person: { licence: { id: licenceId } } },
          select: { id: true },
        });
  for (const payerId of [NOBODY, ...accounts.map(({ id }) => id)])
    if (await hasUnreconciledPayment(tx, { payerId, vehicleId })) return true;
  return false;
}

/** A fine is paid at a window, once, and by no order at the same time. */
export async function payAtWindow(
  deps: Deciding,
  tx: Transaction,
  decisionNo: string,
  now: Instant,
): Promise<Refusal | null> {
  const found = await tx.penaltyDecision.findUnique({
    where: { decisionNo },
    select: { recordNo: true, licenceId: true },
  });
  if (!found) return { code: 'decision-not-found' };
  await lockOrdersOver(tx, found.recordNo);
  const record = await lockRecord(tx, found.recordNo);
  if (found.licenceId !== null) await lockLicence(tx, found.licenceId);
  await lockDecision(tx, decisionNo);
  const { state } = await tx.penaltyDecision.findUniqueOrThrow({ where: { decisionNo } });
  if (state === 'paid') return { code: 'fine-paid' };
  if (state === 'withdrawn') return { code: 'decision-withdrawn' };
  if (await isInDoubt(tx, found.licenceId, record?.vehicleId ?? null))
    return { code: 'unreconciled-payment' };
  if (await findHoldingOrder(tx, decisionNo)) return { code: 'payment-in-doubt' };
  if (await hasRivalDecision(tx, found.recordNo)) return { code: 'handled-elsewhere' };
  await markPaid(tx, [decisionNo], { by: 'window', at: now });
  await tellPaidElsewhere(deps, tx, decisionNo);
  return null;
}
