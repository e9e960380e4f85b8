// Payment orders of those who pay, and what waits for the cash desk.

import type { Database, Transaction } from '../../db/client.ts';
import type { Reply } from '../../db/idempotency.ts';
import { decideOrder, decideOrderWithin } from '../../db/payments/decide-order.ts';
import { OrderNotFound, type OrderRequested } from '../../db/payments/order-decision.ts';
import {
  findOrder,
  listOrderEvents,
  listOrders,
  listPaymentTasks,
  NEVER,
  type StoredOrder,
} from '../../db/payments/orders.ts';
import { transact } from '../../db/transact.ts';
import { toInstant } from '../../domain/calendar/local-date.ts';
import type { PaymentCommand } from '../../domain/payments/commands.ts';
import { findPayment } from '../../domain/payments/payment-order.ts';
import { GatewayRefused, GatewayUnavailable } from '../../gateway/port.ts';
import { auditActorOf, type Caller } from '../caller.ts';
import { paymentContracts as contracts } from '../contract/payments.ts';
import { cursorOf, OrderDuePosition, OrderPosition, positionOf } from '../cursor.ts';
import type { Asked } from '../handle.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { paperReply } from '../paper-reply.ts';
import { jsonReply, problemReply } from '../problem.ts';
import { isReceipted, receiptCodeOf, receiptPaperOf, refundedFen } from '../queries/payment-receipt.ts';
import { deskItem, deskView, orderView } from '../queries/payment-view.ts';
import { Refused } from '../refused.ts';

const NOT_FOUND = { code: 'not-found' } as const;

/** Routes of payment orders. */
export function paymentRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding, gateways } = deps;

  /** What may not be seen and what is not there are the same. */
  async function getOrder(
    orderNo: string,
    { ability }: Caller,
    action: 'read' | 'change' | 'decide',
    from: Database | Transaction = db,
  ): Promise<StoredOrder> {
    const found = await findOrder(from, orderNo);
    if (!found || !ability.mayOn(action, 'PaymentOrder', found.order)) throw new Refused(NOT_FOUND);
    return found;
  }

  async function payUrlOf({ order, service }: StoredOrder, channel: 'wechat' | 'alipay'): Promise<string> {
    const { orderNo, amountFen, expiresAt } = order;
    if (expiresAt === null) throw new Refused({ code: 'payment-order-closed' });
    const title = service === 'fine-payment' ? '交通违法罚款' : '车驾管业务收费';
    try {
      return (await gateways[channel].open({ orderNo, amountFen, title, expiresAt })).payUrl;
    } catch (error) {
      // The order stays as it is: whether the bank has heard of it, its workflow finds out.
      if (error instanceof GatewayUnavailable || error instanceof GatewayRefused)
        throw new Refused({ code: 'gateway-unavailable', retryAfterSeconds: 5 });
      throw error;
    }
  }

  type Asking = Pick<Asked<typeof contracts.cancel>, 'caller' | 'origin' | 'params' | 'keep'>;
  type ToDecide = Pick<OrderRequested, 'actor' | 'command' | 'within' | 'expectedVersion' | 'forId'>;
  type Shown = (tx: Transaction) => Promise<unknown>;

  /** Decides, and keeps the answer with the decision; what is refused is on record with it. */
  async function decided(
    { origin, params: { orderNo }, keep }: Asking,
    request: ToDecide,
    shown: Shown,
  ): Promise<Reply> {
    return unlessMissing(() =>
      transact(db, async (tx) => {
        const { refusal } = await decideOrderWithin(deciding, tx, { ...request, orderNo, origin });
        const reply = refusal ? problemReply(refusal, origin.requestId) : jsonReply(200, await shown(tx));
        await keep(tx, reply);
        return reply;
      }),
    );
  }

  /** What a payer decides on; another's order is not there. */
  function asPayer({ account: { id } }: Caller, command: PaymentCommand): ToDecide {
    return { command, actor: { id, role: 'payer' }, within: { payerId: id } };
  }

  type AtDesk = Asking & Pick<Asked<typeof contracts.approve>, 'version'>;

  /** A decision of the cash desk, on the version it saw. */
  async function decidedAtDesk(asked: AtDesk, command: PaymentCommand): Promise<Reply> {
    const { caller, params, version } = asked;
    await getOrder(params.orderNo, caller, 'decide');
    const { office } = caller.account;
    const { id, role, forId = null } = auditActorOf(caller);
    const request: ToDecide = {
      ...{ command, within: { office }, forId },
      actor: { id, role: role === 'supervisor' ? 'supervisor' : 'cashier' },
      ...(version !== undefined && { expectedVersion: version }),
    };
    return decided(asked, request, (tx) => deskOrder(params.orderNo, caller, tx));
  }

  async function deskOrder(orderNo: string, caller: Caller, from: Database | Transaction = db) {
    const order = await getOrder(orderNo, caller, 'decide', from);
    return deskView(order, await listOrderEvents(from, orderNo));
  }

  return [
    mounted(deps, contracts.list, async ({ query, caller }) => {
      const { applicationId, limit } = query;
      const position = positionOf(OrderPosition, query.after);
      const items = await listOrders(db, {
        ...{ payerId: caller.account.id, limit: limit + 1 },
        ...(applicationId !== undefined && { applicationId }),
        ...(position && { after: { ...position, createdAt: toInstant(position.createdAt) } }),
      });
      const shown = items.slice(0, limit);
      const last = items.length > limit ? shown.at(-1) : undefined;
      const next = last ? cursorOf({ createdAt: last.createdAt, orderNo: last.order.orderNo }) : null;
      return jsonReply(200, { items: shown.map(orderView), next });
    }),

    mounted(deps, contracts.read, async ({ params, caller }) =>
      jsonReply(200, orderView(await getOrder(params.orderNo, caller, 'read'))),
    ),

    // Its answer is the bank's word: the same payment when it is asked for again.
    mounted(deps, contracts.start, async (asked) => {
      const { params, caller, origin } = asked;
      const { channel } = asked.body;
      const command = { action: 'start-paying', channel } as const;
      const { refusal } = await unlessMissing(() =>
        decideOrder(deciding, { ...params, ...asPayer(caller, command), origin }),
      );
      if (refusal) throw new Refused(refusal);
      const found = await getOrder(params.orderNo, caller, 'change');
      const payUrl = await payUrlOf(found, channel);
      const reply = jsonReply(200, { order: orderView(found), payUrl });
      await asked.keep(db, reply);
      return reply;
    }),

    mounted(deps, contracts.cancel, (asked) =>
      decided(asked, asPayer(asked.caller, { action: 'cancel' }), async (tx) =>
        orderView(await getOrder(asked.params.orderNo, asked.caller, 'change', tx)),
      ),
    ),

    mounted(deps, contracts.receipt, async ({ params, caller }) => {
      const found = await getOrder(params.orderNo, caller, 'read');
      return paperReply(receiptPaperOf(db.vault, found, await deciding.now()), 'payment-receipt');
    }),

    // The code alone tells: without it there is nothing to be learnt of an order.
    mounted(deps, contracts.verifyReceipt, async ({ body: { orderNo, code } }) => {
      const found = code === receiptCodeOf(db.vault, orderNo) ? await findOrder(db, orderNo) : undefined;
      const payment = found && findPayment(found.order);
      if (!found || !payment || !isReceipted(found.order)) throw new Refused({ code: 'receipt-not-genuine' });
      const { amountFen } = found.order;
      return jsonReply(200, {
        ...{ orderNo, amountFen, paidAt: payment.capturedAt },
        refundedFen: refundedFen(found.order, payment.serial),
      });
    }),

    mounted(deps, contracts.queue, async ({ query, caller }) => {
      const { office } = caller.account;
      const { task, limit } = query;
      const after = positionOf(OrderDuePosition, query.after);
      const items = await listPaymentTasks(db, { office, task, after, limit: limit + 1 });
      const shown = items.slice(0, limit);
      const last = items.length > limit ? shown.at(-1) : undefined;
      const next = last ? cursorOf({ dueAt: last.taskDueAt ?? NEVER, orderNo: last.order.orderNo }) : null;
      return jsonReply(200, { items: shown.map(deskItem), next });
    }),

    mounted(deps, contracts.deskRead, async ({ params, caller }) =>
      jsonReply(200, await deskOrder(params.orderNo, caller)),
    ),

    mounted(deps, contracts.propose, (asked) =>
      decidedAtDesk(asked, { action: 'propose-verdict', ...asked.body }),
    ),
    mounted(deps, contracts.approve, (asked) => decidedAtDesk(asked, { action: 'approve-verdict' })),
    mounted(deps, contracts.reject, (asked) => decidedAtDesk(asked, { action: 'reject-verdict' })),
    mounted(deps, contracts.repeatRefund, (asked) =>
      decidedAtDesk(asked, { action: 'repeat-refund', refundNo: asked.params.refundNo }),
    ),
  ];
}

/** @throws Refused where there is no such order for whoever asks */
async function unlessMissing<T>(decide: () => Promise<T>): Promise<T> {
  try {
    return await decide();
  } catch (error) {
    if (error instanceof OrderNotFound) throw new Refused(NOT_FOUND);
    throw error;
  }
}
