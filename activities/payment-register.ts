// The violation system as the one who has to know of paid fines. Where it is this platform's own register, nothing is to be told.
import type { Capture } from '../domain/payments/payment-order.ts';

export interface EnteredPayment {
  /** Its key: entered again it is the same payment. */
  readonly orderNo: string;
  readonly decisionNos: readonly string[];
  readonly payment: Capture;
}

export interface PaymentRegister {
  /** Resolves once it is entered. Tried again until then. */
  enterPayment(payment: EnteredPayment): Promise<void>;
}

/** The decisions lie in our own database: what confirms the order enters the payment. */
export const ownRegister: PaymentRegister = { enterPayment: async () => {} };
