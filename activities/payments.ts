// The activities of a payment order. What a bank answers goes back through the decider; what it does not answer is asked again.
import { ApplicationFailure } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import type { Deciding } from '../db/deciding.ts';
import { decideOrder, tickOrder } from '../db/payments/decide-order.ts';
import { OrderNotFound, type PaymentOutcome } from '../db/payments/order-decision.ts';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { PaymentActor, PaymentCommand } from '../domain/payments/commands.ts';
import {
  type Capture,
  findPayment,
  type PaymentOrder,
  type Refund,
} from '../domain/payments/payment-order.ts';
import type { PaymentReaction } from '../domain/payments/react.ts';
import {
  type BankAnswer,
  type Gateway,
  GatewayRefused,
  type Gateways,
  GatewayUnavailable,
} from '../gateway/port.ts';
import type { PaymentActivities } from './contract.ts';
import type { PaymentRegister } from './payment-register.ts';

export interface PaymentActivityDeps {
  readonly deciding: Deciding;
  readonly gateways: Gateways;
  readonly register: PaymentRegister;
}

/** What a bank has to know to close a payment. */
interface PayableOrder {
  readonly expiresAt: Instant;
}

const BANK: PaymentActor = { id: 'bank', role: 'system' };
const REGISTER: PaymentActor = { id: 'violation-system', role: 'system' };

/** An order that PostgreSQL does not know ends its workflow. */
const NO_SUCH_ORDER: PaymentReaction = {
  ...{ seq: Number.MAX_SAFE_INTEGER, state: 'cancelled', open: false, effects: [], alarmAt: null },
};

/** Builds the activities on what they collaborate with. */
export function createPaymentActivities(deps: PaymentActivityDeps): PaymentActivities {
  const { deciding, gateways, register } = deps;

  const recorded = (orderNo: string, actor: PaymentActor, command: PaymentCommand) =>
    decideOrder(deciding, { orderNo, actor, command, byWorkflow: true });

  /** Asks the bank one thing about an order that is still to be asked about. */
  async function asked(
    orderNo: string,
    question: (gateway: Gateway, order: PayableOrder) => Promise<BankAnswer>,
  ): Promise<PaymentReaction> {
    const { order, reaction } = await tickOrder(deciding, orderNo);
    const { isAskDue, channel, expiresAt } = order;
    if (!isAskDue || channel === null || expiresAt === null) return reaction;
    const answer = await answerOf(() => question(gateways[channel], { expiresAt }));
    return (await recorded(orderNo, BANK, commandOf(answer))).reaction;
  }

  /** Sends one refund, or asks how it stands. */
  async function sent(order: PaymentOrder, refund: Refund): Promise<PaymentOutcome | null> {
    const capture = order.captures.find(({ serial }) => serial === refund.serial);
    if (!capture || order.channel === null) return null;
    const outcome = await refundAt(gateways[order.channel], order.orderNo, refund, capture);
    const { refundNo } = refund;
    return recorded(order.orderNo, BANK, { action: 'record-refund', refundNo, outcome });
  }

  return {
    ringPaymentAlarm: (orderNo) => ofKnownOrder(async () => (await tickOrder(deciding, orderNo)).reaction),

    askBank: (orderNo) => ofKnownOrder(() => asked(orderNo, (gateway) => gateway.ask(orderNo))),

    closeAtBank: (orderNo) =>
      ofKnownOrder(() => asked(orderNo, (gateway, { expiresAt }) => gateway.close(orderNo, expiresAt))),

    confirmAtRegister: (orderNo) =>
      ofKnownOrder(async () => {
        const { order, reaction } = await tickOrder(deciding, orderNo);
        const payment = findPayment(order);
        if (!payment || !reaction.effects.includes('confirm-register')) return reaction;
        if (order.purpose.kind === 'fines')
          await register.enterPayment({ orderNo, decisionNos: order.purpose.decisionNos, payment });
        return (await recorded(orderNo, REGISTER, { action: 'record-confirmation' })).reaction;
      }),

    sendRefunds: (orderNo) =>
      ofKnownOrder(async () => {
        let { order, reaction } = await tickOrder(deciding, orderNo);
        for (const refund of order.refunds.filter(isOnItsWay)) {
          const outcome = await sent(order, refund);
          if (outcome) ({ order, reaction } = outcome);
        }
        if (order.refunds.some(isOnItsWay)) throw stillOnItsWay();
        return reaction;
      }),
  };
}

const isOnItsWay = ({ state }: Refund) => state === 'asked' || state === 'accepted';

/** A bank that says nothing has said nothing about the payment. */
async function answerOf(ask: () => Promise<BankAnswer>): Promise<BankAnswer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GatewayUnavailable || error instanceof GatewayRefused) return { outcome: 'unknown' };
    throw error;
  }
}

function commandOf(answer: BankAnswer): PaymentCommand {
  switch (answer.outcome) {
    case 'paid':
      return { action: 'record-capture', capture: answer.capture };
    case 'refused':
    case 'closed':
      return { action: 'record-closed', how: answer.outcome };
    case 'unpaid':
    case 'unknown':
      return { action: 'record-silence' };
  }
}

async function refundAt(
  gateway: Gateway,
  orderNo: string,
  { refundNo, serial, amountFen }: Refund,
  { amountFen: capturedFen }: Capture,
) {
  try {
    return await gateway.refund({ refundNo, orderNo, serial, amountFen, capturedFen });
  } catch (error) {
    if (error instanceof GatewayRefused) return 'failed' as const;
    throw error;
  }
}

/** Days may pass until a bank has given money back: no error, asked again with growing pauses. */
function stillOnItsWay(): ApplicationFailure {
  return ApplicationFailure.create({
    message: 'a refund is on its way',
    type: 'RefundOnItsWay',
    nonRetryable: false,
    category: ApplicationFailureCategory.BENIGN,
  });
}

async function ofKnownOrder(answer: () => Promise<PaymentReaction>): Promise<PaymentReaction> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof OrderNotFound) return NO_SUCH_ORDER;
    if (error instanceof ApplicationFailure) throw error;
    const type = error instanceof Error ? error.name : 'UnknownError';
    throw ApplicationFailure.retryable(`${type} (see the worker's log)`, type);
  }
}
