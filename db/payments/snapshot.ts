// An order as its row keeps it: the fold of its events, with what was not there yet when it was written.
import { foldPayment } from '../../domain/payments/evolve.ts';
import type { PaymentOrder } from '../../domain/payments/payment-order.ts';
import { stored } from '../json.ts';

export function orderOf(snapshot: unknown): PaymentOrder {
  return { ...foldPayment([]), ...stored<Partial<PaymentOrder>>(snapshot) };
}
