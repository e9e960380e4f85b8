// A decision on a payment order within a transaction: lock → decide → record → what follows. Applications are told through
// whoever decides on them, so that each may decide on the other.
import type { PaymentActor, PaymentCommand, PaymentContext } from '../../domain/payments/commands.ts';
import {
  createOrder,
  decidePayment,
  type PaymentDecision,
  tickPayment,
} from '../../domain/payments/decide.ts';
import type { PaymentEvent } from '../../domain/payments/events.ts';
import type { PaymentOrder } from '../../domain/payments/payment-order.ts';
import { type PaymentReaction, reactToPayment } from '../../domain/payments/react.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { Origin } from '../audit.ts';
import type { Transaction } from '../client.ts';
import type { Deciding } from '../deciding.ts';
import type { DecideRequest, Outcome } from '../decision.ts';
import type { KeptReply } from '../idempotency.ts';
import { followOrder } from './follow-order.ts';
import type { NewOrder } from './new-order.ts';
import { insertOrder, recordOrder } from './record-order.ts';
import { orderOf } from './snapshot.ts';

export interface PaymentOutcome {
  readonly order: PaymentOrder;
  readonly reaction: PaymentReaction;
  readonly events: readonly PaymentEvent[];
  readonly refusal: Refusal | null;
}

export interface OrderRequested {
  readonly orderNo: string;
  readonly command: PaymentCommand;
  readonly actor: PaymentActor;
  /** What the actor may see: own orders, or those of an office. An order outside it is not found. */
  readonly within?: { readonly payerId: string } | { readonly office: string };
  /** The version the actor saw. */
  readonly expectedVersion?: number;
  readonly origin?: Origin | undefined;
  /** Whom the actor stands in for. */
  readonly forId?: string | null;
  /** Set by the order's own activities: the answer is the poke. */
  readonly byWorkflow?: true;
  /** The answer to keep under the request's key, with the decision. */
  readonly reply?: (outcome: PaymentOutcome) => KeptReply | null;
}

/** What a decision on an order needs around it. */
export interface OrderWriting {
  readonly deps: Deciding;
  readonly tx: Transaction;
  /** Decides on the application that the order pays for; null where it is the application itself that decides. */
  readonly decideAlso: ((request: DecideRequest) => Promise<Outcome>) | null;
}

/** Thrown where no such order exists for the one who asks. */
export class OrderNotFound extends Error {
  override readonly name = 'OrderNotFound';
}

/** Decides a command under the order's lock. A refusal is an answer, not an error. */
export async function decideLocked(
  { deps, tx, decideAlso }: OrderWriting,
  request: OrderRequested,
): Promise<PaymentOutcome> {
  const { orderNo, command, actor } = request;
  const before = await lockOrder(tx, orderNo);
  if (!before || !isWithin(before, request.within)) throw new OrderNotFound(orderNo);
  const context = await contextOf(deps, tx, before.office, actor);
  const decision = isStale(before, request)
    ? { order: before, events: [], refusal: { code: 'version-stale' } as const }
    : decidePayment(before, command, context);
  return conclude({ deps, tx, decideAlso }, before, decision, context, request);
}

/** Lets time decide under the order's lock: records what is due. */
export async function tickLocked(writing: OrderWriting, orderNo: string): Promise<PaymentOutcome> {
  const { deps, tx } = writing;
  const before = await lockOrder(tx, orderNo);
  if (!before) throw new OrderNotFound(orderNo);
  const context = await contextOf(deps, tx, before.office, CLOCK);
  return conclude(writing, before, tickPayment(before, context), context, { byWorkflow: true });
}

/** Writes a new order in the transaction of the application that it pays for. Another live order over the same fails on its index. */
export async function openOrder(
  deps: Deciding,
  tx: Transaction,
  { lines, ...request }: NewOrder,
): Promise<PaymentOutcome> {
  const context = await contextOf(deps, tx, request.office, { id: request.payerId, role: 'payer' });
  const { order, events, refusal } = createOrder(request, context);
  if (refusal) throw new Error(`an order of ${request.amountFen} fen was refused with ${refusal.code}`);
  await insertOrder(tx, order, lines, context.now);
  await recordOrder(tx, {
    ...{ before: null, order, events, context, action: 'create-order', refusal: null },
    ...{ pokes: true, kept: null, forId: null, origin: undefined },
  });
  return { order, events, refusal: null, reaction: reactToPayment(order) };
}

const CLOCK: PaymentActor = { id: 'clock', role: 'system' };

async function conclude(
  { tx, decideAlso }: OrderWriting,
  before: PaymentOrder,
  { order, events, refusal }: PaymentDecision,
  context: PaymentContext,
  request: Partial<Pick<OrderRequested, 'command' | 'origin' | 'forId' | 'byWorkflow' | 'reply'>>,
): Promise<PaymentOutcome> {
  const outcome: PaymentOutcome = { order, events, refusal, reaction: reactToPayment(order) };
  const kept = request.reply?.(outcome) ?? null;
  const action = request.command?.action ?? 'tick';
  // What told nothing new leaves no trace: banks repeat themselves.
  if (events.length > 0 || refusal !== null || kept !== null) {
    await recordOrder(tx, {
      ...{ before, order, events, context, action, refusal, kept },
      ...{ pokes: !request.byWorkflow, forId: request.forId ?? null, origin: request.origin },
    });
  }
  if (events.length > 0) await followOrder(tx, { order, events, now: context.now, decideAlso });
  return outcome;
}

function isWithin(order: PaymentOrder, within: OrderRequested['within']): boolean {
  if (within === undefined) return true;
  return 'payerId' in within ? within.payerId === order.payerId : within.office === order.office;
}

function isStale(order: PaymentOrder, { expectedVersion }: OrderRequested): boolean {
  return expectedVersion !== undefined && expectedVersion !== order.version;
}

async function contextOf(
  deps: Deciding,
  tx: Transaction,
  office: string,
  actor: PaymentActor,
): Promise<PaymentContext> {
  const [row] = await tx.$queryRaw<
    { version: number | null }[]
  >`SELECT max(version) AS version FROM calendar_version`;
  const calendar = await deps.calendars(tx, row?.version ?? 0, office);
  return { actor, now: await deps.now(), calendar, settings: deps.payments };
}

async function lockOrder(tx: Transaction, orderNo: string): Promise<PaymentOrder | null> {
  const [row] = await tx.$queryRaw<{ snapshot: unknown }[]>`
    SELECT snapshot FROM payment_order WHERE order_no = ${orderNo} FOR UPDATE`;
  return row ? orderOf(row.snapshot) : null;
}
