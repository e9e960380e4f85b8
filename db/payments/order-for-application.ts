// The order that pays for an application is made with its submission, and let go of with its end.
import type { ApplicationEvent } from '../../domain/application/events.ts';
import { type Instant, localDateOf } from '../../domain/calendar/local-date.ts';
import { buildApplicationNumber, serialOf } from '../../domain/identity/application-number.ts';
import type { PaymentPurpose } from '../../domain/payments/payment-order.ts';
import type { Form } from '../../domain/services/define.ts';
import type { Transaction } from '../client.ts';
import type { Effect } from '../effects/effect.ts';
import type { FollowedDecision, FollowUp } from '../follow-up.ts';
import { getMatterOf } from '../matters.ts';
import { lockDueFines } from './due-fines.ts';
import type { NewLine } from './new-order.ts';
import { decideLocked, openOrder } from './order-decision.ts';

/** Writes the order of an application that has to be paid for; lets go of it where the application ends without its result. */
export const orderPayment: FollowUp = async (tx, decision) => {
  for (const event of decision.events) {
    if (event.type === 'fee-requested') await openFor(tx, decision, event.amountFen);
    if (endsWithoutResult(event)) await letGo(tx, decision);
  }
  return null;
};

/** What was paid for did not come about: money that was or will be taken goes back. */
function endsWithoutResult({ type }: ApplicationEvent): boolean {
  switch (type) {
    case 'withdrawn':
    case 'not-accepted':
    case 'supplement-lapsed':
    case 'refused':
    case 'fee-lapsed':
      return true;
    default:
      return false;
  }
}

async function openFor(
  tx: Transaction,
  { deps, id: applicationId, application, form, now }: FollowedDecision,
  amountFen: number,
): Promise<void> {
  const { service, applicantId: payerId, office } = application;
  const paysFines = getMatterOf(service).effect.kind === 'pay-fines';
  const lines = paysFines ? await finesOf(tx, payerId, form, now) : [feeOf(amountFen)];
  const due = lines.reduce((sum, line) => sum + line.amountFen + line.lateFeeFen, 0);
  if (due !== amountFen) throw new Error(`application ${applicationId} owes ${due} fen, not ${amountFen}`);
  const decisionNos = lines.flatMap(({ decisionNo }) => (decisionNo === null ? [] : [decisionNo]));
  const purpose: PaymentPurpose = paysFines
    ? { kind: 'fines', applicationId, decisionNos }
    : { kind: 'fee', applicationId };
  const orderNo = await drawOrderNo(tx, now);
  await openOrder(deps, tx, { orderNo, payerId, office, purpose, amountFen, lines });
}

const feeOf = (amountFen: number): NewLine => ({ decisionNo: null, amountFen, lateFeeFen: 0 });

/** The amount is frozen as it is on the day of the order (violations.md §4). */
async function finesOf(
  tx: Transaction,
  payerId: string,
  form: Form,
  now: Instant,
): Promise<readonly NewLine[]> {
  const { personId } = await tx.account.findUniqueOrThrow({ where: { id: payerId } });
  const fines = await lockDueFines(tx, { personId, numbers: numbersIn(form), today: localDateOf(now) });
  return fines.map(({ decisionNo, fineFen: amountFen, lateFeeFen }) => ({
    ...{ decisionNo, amountFen, lateFeeFen },
  }));
}

/** The decisions that a form names. */
export function numbersIn({ decisionNos }: Form): readonly string[] {
  return Array.isArray(decisionNos) ? decisionNos.map(String) : [];
}

async function drawOrderNo(tx: Transaction, now: Instant): Promise<string> {
  const [drawn] = await tx.$queryRaw<{ serial: bigint }[]>`
    SELECT nextval('payment_order_number') AS serial`;
  return buildApplicationNumber(localDateOf(now), serialOf(drawn?.serial ?? 1n), 'PAY');
}

/** Orders that wait for money or have taken it; those that ended without are nobody's any more. */
async function letGo(tx: Transaction, { deps, id: applicationId }: FollowedDecision): Promise<void> {
  const orders = await tx.paymentOrder.findMany({
    where: { applicationId, lines: { some: { claims: true } } },
    select: { orderNo: true },
  });
  for (const { orderNo } of orders) {
    const actor = { id: 'application', role: 'system' } as const;
    await decideLocked({ deps, tx, decideAlso: null }, { orderNo, command: { action: 'withdraw' }, actor });
  }
}

/** What was paid was entered with the confirmation of its order; here it is only made sure of. */
export const confirmPaid: Effect = async (tx, { locked }) => {
  const unpaid = await tx.penaltyDecision.count({
    where: { decisionNo: { in: [...numbersIn(locked.form)] }, state: { not: 'paid' } },
  });
  return unpaid === 0 ? null : { code: 'payment-not-captured' };
};
