// What an order is made from.
import type { OrderRequest } from '../../domain/payments/commands.ts';

/** One decision with its surcharge, or the fee. */
export interface NewLine {
  readonly decisionNo: string | null;
  /** The fine or the fee. */
  readonly amountFen: number;
  /** 加处罚款 up to the day of the order. */
  readonly lateFeeFen: number;
}

/** `amountFen` of the order is the sum over its lines. */
export interface NewOrder extends OrderRequest {
  readonly lines: readonly NewLine[];
}
