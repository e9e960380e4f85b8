// Payments played on a stage: an order over one fine, opened with a bank that may do wrong, and time that passes.
import { decideOrder } from '../../db/payments/decide-order.ts';
import { addMinutes } from '../../domain/calendar/local-date.ts';
import type { PaymentCommand } from '../../domain/payments/commands.ts';
import type { PaymentState } from '../../domain/payments/payment-order.ts';
import type { FaultRequest } from '../../sandbox/gateway/messages.ts';
import { paymentWorkflowId } from '../../workflows/contract.ts';
import { eventually } from './eventually.ts';
import { getStored, newFine, newPayer, type OrderedFine, orderFines, type Payer } from './payments.ts';
import type { Stage } from './stage.ts';

export interface Played extends OrderedFine {
  readonly payer: Payer;
  readonly decisionNo: string;
}

export type PaymentStage = ReturnType<typeof paymentsOn>;

/** What may be done to payments on a stage. */
export function paymentsOn(stage: Stage) {
  /** An order over one fine, made on a working morning. */
  async function ordered(): Promise<Played> {
    await stage.nextWorkday('09:00');
    const payer = await newPayer(stage.deciding);
    const decisionNo = await newFine(stage.deciding, payer);
    return { payer, decisionNo, ...(await orderFines(stage.deciding, payer, [decisionNo])) };
  }

  async function tells({ orderNo, payer }: Played, command: PaymentCommand) {
    const actor = { id: payer.accountId, role: 'payer' } as const;
    return decideOrder(stage.deciding, { orderNo, command, actor });
  }

  /** Chosen and opened with the bank, with whatever goes wrong with it. */
  async function opened(faults: FaultRequest = {}, channel: 'wechat' | 'alipay' = 'wechat'): Promise<Played> {
    const on = await ordered();
    stage.gateway.setFaults(on.orderNo, faults);
    await tells(on, { action: 'start-paying', channel });
    const { order } = await getStored(stage.deciding, on.orderNo);
    if (order.expiresAt === null) throw new Error('an order ends');
    const { orderNo, amountFen, expiresAt } = order;
    const request = { orderNo, amountFen, expiresAt, title: '交通违法罚款' };
    await stage.gateways[channel].open(request).catch(() => undefined);
    return on;
  }

  const stateOf = async ({ orderNo }: Played) => (await getStored(stage.deciding, orderNo)).order.state;

  async function reaches(on: Played, state: PaymentState): Promise<void> {
    await eventually(`${on.orderNo} is ${state}`, async () => (await stateOf(on)) === state);
  }

  /** Time passes; what falls due on the way happens. */
  async function later(minutes: number): Promise<void> {
    await stage.sleepUntil(addMinutes(await stage.now(), minutes));
  }

  async function ends({ orderNo }: Played): Promise<void> {
    await eventually(`the end of payment ${orderNo}`, async () => {
      const { status } = await stage.env.client.workflow.getHandle(paymentWorkflowId(orderNo)).describe();
      return status.name === 'COMPLETED';
    });
  }

  const historyOf = ({ orderNo }: Played) => stage.historyOf(paymentWorkflowId(orderNo));

  return { ordered, opened, tells, stateOf, reaches, later, ends, historyOf };
}
