// What a decision on a payment order leaves behind: events, projection, claims, captures, refunds, audit and poke, all or nothing.
import type { Instant } from '../../domain/calendar/local-date.ts';
import type { PaymentContext } from '../../domain/payments/commands.ts';
import type { PaymentEvent } from '../../domain/payments/events.ts';
import {
  findPayment,
  PAYMENT_STATES,
  type PaymentOrder,
  type PaymentState,
  type Refund,
} from '../../domain/payments/payment-order.ts';
import { paymentTaskOf, reactToPayment } from '../../domain/payments/react.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { type Origin, saveAudit } from '../audit.ts';
import type { Transaction } from '../client.ts';
import { type KeptReply, saveReply } from '../idempotency.ts';
import { asJson } from '../json.ts';
import type { NewLine } from './new-order.ts';

export interface RecordableOrder {
  readonly before: PaymentOrder | null;
  readonly order: PaymentOrder;
  readonly events: readonly PaymentEvent[];
  readonly context: PaymentContext;
  readonly action: string;
  readonly refusal: Refusal | null;
  /** False when the order's own activity decided: its result is the poke. */
  readonly pokes: boolean;
  readonly kept: KeptReply | null;
  readonly forId: string | null;
  readonly origin: Origin | undefined;
}

/** Stores a new order with its lines; its events follow with `recordOrder`. */
export async function insertOrder(
  tx: Transaction,
  order: PaymentOrder,
  lines: readonly NewLine[],
  at: Instant,
): Promise<void> {
  const { orderNo, payerId, office, purpose, amountFen, expiresAt } = order;
  if (expiresAt === null) throw new Error(`order ${orderNo} never ends`);
  const { applicationId } = purpose;
  await tx.paymentOrder.create({
    data: {
      ...{ orderNo, payerId, office, applicationId, amountFen, createdAt: at, expiresAt },
      ...projectionOf(order, at),
    },
  });
  await tx.paymentLine.createMany({
    data: lines.map((line, index) => ({
      ...{ orderNo, position: index + 1, claims: true, ...line },
      feeOf: line.decisionNo === null ? applicationId : null,
    })),
  });
}

/** Writes a decision under the order's lock. */
export async function recordOrder(tx: Transaction, made: RecordableOrder): Promise<void> {
  const { before, order, events, context } = made;
  if (events.length > 0) {
    await saveEvents(tx, order.orderNo, events);
    if (before !== null) await saveProjection(tx, before, order, context.now);
    await saveCaptures(tx, order);
    await saveRefunds(tx, order, context.now);
    if (made.pokes) await savePoke(tx, order);
  }
  await saveAudit(tx, auditOf(made));
  if (made.kept) await saveReply(tx, made.kept.owner, made.kept.reply);
}

async function saveEvents(tx: Transaction, orderNo: string, events: readonly PaymentEvent[]): Promise<void> {
  await tx.paymentEvent.createMany({
    data: events.map(({ seq, type, at, actor, ...data }) => ({
      ...{ orderNo, seq, type, at, actorId: actor.id, actorRole: actor.role },
      data: asJson(data),
    })),
  });
}

/** An order claims what it pays while it may still pay it, and once it has. */
function claims(state: PaymentState): boolean {
  return PAYMENT_STATES[state].holds || state === 'reconciled' || state === 'confirmed';
}

async function saveProjection(
  tx: Transaction,
  before: PaymentOrder,
  order: PaymentOrder,
  now: Instant,
): Promise<void> {
  const { orderNo } = order;
  await tx.paymentOrder.update({ where: { orderNo }, data: projectionOf(order, now, before) });
  if (claims(before.state) !== claims(order.state)) {
    await tx.paymentLine.updateMany({ where: { orderNo }, data: { claims: claims(order.state) } });
  }
}

function projectionOf(order: PaymentOrder, now: Instant, before: PaymentOrder | null = null) {
  const { state, version, channel, decisionClock } = order;
  const hasTurned = (isSo: (of: PaymentOrder) => boolean) =>
    isSo(order) && (before === null || !isSo(before));
  return {
    ...{ state, version, channel, snapshot: asJson(order), open: reactToPayment(order).open },
    task: paymentTaskOf(order),
    taskDueAt: decisionClock?.status === 'running' ? decisionClock.dueAt : null,
    ...(hasTurned((of) => findPayment(of) !== undefined) && {
      paidAt: findPayment(order)?.capturedAt ?? null,
    }),
    ...(hasTurned((of) => of.state === 'reconciled') && { reconciledAt: now }),
    ...(hasTurned((of) => PAYMENT_STATES[of.state].isFinal) && { closedAt: now }),
  };
}

async function saveCaptures(tx: Transaction, order: PaymentOrder): Promise<void> {
  const { orderNo, channel } = order;
  if (order.captures.length === 0) return;
  const payment = findPayment(order)?.serial;
  const rows = order.captures.map((capture) => ({ ...capture, pays: capture.serial === payment }));
  // First those that pay nothing, so that never two pay at once.
  rows.sort((one, other) => Number(one.pays) - Number(other.pays));
  for (const { serial, amountFen, capturedAt, pays } of rows) {
    const saved = await tx.$executeRaw`
      INSERT INTO payment_capture (channel, serial, order_no, amount_fen, captured_at, pays)
      VALUES (${channel}, ${serial}, ${orderNo}, ${amountFen}, ${capturedAt}::timestamptz, ${pays})
      ON CONFLICT (channel, serial) DO UPDATE SET pays = EXCLUDED.pays
      WHERE payment_capture.order_no = EXCLUDED.order_no`;
    if (saved === 0) throw new Error(`capture ${serial} of ${orderNo} belongs to another order`);
  }
}

async function saveRefunds(tx: Transaction, { orderNo, refunds }: PaymentOrder, now: Instant): Promise<void> {
  const known = await tx.paymentRefund.findMany({
    where: { orderNo },
    select: { refundNo: true, state: true },
  });
  const states = new Map(known.map(({ refundNo, state }) => [refundNo, state]));
  for (const refund of refunds) await saveRefund(tx, orderNo, refund, states.get(refund.refundNo), now);
}

async function saveRefund(
  tx: Transaction,
  orderNo: string,
  { refundNo, serial, part, amountFen, reason, state }: Refund,
  known: string | undefined,
  now: Instant,
): Promise<void> {
  if (known === state) return;
  const how = { state, doneAt: state === 'done' ? now : null };
  if (known === undefined) {
    const data = { refundNo, orderNo, serial, part, amountFen, reason, askedAt: now, ...how };
    await tx.paymentRefund.create({ data });
    return;
  }
  await tx.paymentRefund.update({ where: { refundNo }, data: how });
}

async function savePoke(tx: Transaction, order: PaymentOrder): Promise<void> {
  const body = JSON.stringify(reactToPayment(order));
  await tx.$queryRaw`
    WITH poke AS (
      INSERT INTO payment_poke (order_no, seq, body) VALUES (${order.orderNo}, ${order.version}, ${body}::jsonb)
      ON CONFLICT (order_no) DO UPDATE SET seq = EXCLUDED.seq, body = EXCLUDED.body
      WHERE payment_poke.seq < EXCLUDED.seq)
    SELECT pg_notify('poke', '')::text`;
}

function auditOf({ before, order, context, action, refusal, forId, origin }: RecordableOrder) {
  return {
    at: context.now,
    actor: { ...context.actor, office: order.office, forId },
    action,
    object: `payment/${order.orderNo}`,
    refusal: refusal?.code ?? null,
    origin,
    before: before?.version ?? null,
    after: order.version,
    states: { before, after: order },
  };
}
