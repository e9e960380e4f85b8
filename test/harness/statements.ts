// Orders on their way to a bank, and that bank's statements of them, gone through as the workflow does.
import type { Deciding } from '../../db/deciding.ts';
import { decideOrder } from '../../db/payments/decide-order.ts';
import { importStatement } from '../../db/statements/import.ts';
import { matchStatement } from '../../db/statements/match.ts';
import { settleStatement } from '../../db/statements/settle.ts';
import { tellOrders } from '../../db/statements/tell-orders.ts';
import type { Instant } from '../../domain/calendar/local-date.ts';
import type { PaymentCommand } from '../../domain/payments/commands.ts';
import type { PaymentChannel } from '../../domain/payments/payment-order.ts';
import {
  type BankLine,
  type BankStatement,
  type StatementKey,
  sumsOf,
} from '../../domain/statements/statement.ts';
import { getStored, newFine, newPayer, orderFines } from './payments.ts';

const BANK = { id: 'bank', role: 'system' } as const;

export interface Ordered {
  readonly orderNo: string;
  readonly decisionNo: string;
  readonly amountFen: number;
}

export interface Paid extends Ordered {
  readonly line: BankLine;
}

export const statementOf = (lines: readonly BankLine[]): BankStatement => ({ lines, summary: sumsOf(lines) });

let serials = 0;

/** Plays payers and a bank. */
export function statementPlay(deciding: Deciding) {
  const { db, now } = deciding;

  const orderOf = async ({ orderNo }: Pick<Ordered, 'orderNo'>) => (await getStored(deciding, orderNo)).order;

  /** An order over one fine, on its way to the bank. */
  async function paying(channel: PaymentChannel = 'wechat'): Promise<Ordered> {
    const payer = await newPayer(deciding);
    const decisionNo = await newFine(deciding, payer);
    const { orderNo } = await orderFines(deciding, payer, [decisionNo]);
    const actor = { id: payer.accountId, role: 'payer' } as const;
    await decideOrder(deciding, { orderNo, actor, command: { action: 'start-paying', channel } });
    return { orderNo, decisionNo, amountFen: (await orderOf({ orderNo })).amountFen };
  }

  /** What the bank says of an order, however it comes. @throws Error when it is refused */
  async function tells({ orderNo }: Pick<Ordered, 'orderNo'>, command: PaymentCommand): Promise<void> {
    const { refusal } = await decideOrder(deciding, { orderNo, actor: BANK, command });
    if (refusal) throw new Error(refusal.code);
  }

  /** A line about a capture of its own. */
  async function lineOf({ orderNo, amountFen }: Ordered, at?: Instant): Promise<BankLine> {
    serials += 1;
    return { kind: 'paid', orderNo, amountFen, serial: `W${serials}`, at: at ?? (await now()) };
  }

  /** Paid, and told by the bank at once. */
  async function paid(at?: Instant, channel?: PaymentChannel): Promise<Paid> {
    const on = await paying(channel);
    const line = await lineOf(on, at);
    await tells(on, { action: 'record-capture', capture: captureOf(line) });
    return { ...on, line };
  }

  return {
    orderOf,
    stateOf: async (on: Pick<Ordered, 'orderNo'>) => (await orderOf(on)).state,
    paying,
    tells,
    lineOf,
    paid,
    /** Entered by the register, too. */
    reconciled: async (channel?: PaymentChannel): Promise<Paid> => {
      const on = await paid(undefined, channel);
      await tells(on, { action: 'record-confirmation' });
      return on;
    },
    /** What the workflow does with a statement, in its order. */
    goThrough: async (key: StatementKey, lines: readonly BankLine[]): Promise<void> => {
      await importStatement(db, key, statementOf(lines), await now());
      await matchStatement(db, key, await now());
      await tellOrders(deciding, key);
      await settleStatement(db, key, await now());
    },
  };
}

export type StatementPlay = ReturnType<typeof statementPlay>;

export const captureOf = ({ serial, amountFen, at }: BankLine) => ({ serial, amountFen, capturedAt: at });
