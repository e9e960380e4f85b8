// The port to whoever takes the fee. Fees default to 0, so by default nobody is asked.
export interface FeeRequest {
  /** The same key never makes a second order. */
  readonly key: string;
  readonly amountFen: number;
}

export interface PaymentPort {
  requestFee(request: FeeRequest): Promise<{ readonly orderNo: string }>;
}

/** Until a gateway is configured an order is opened under its own key and waits to be confirmed or to lapse. */
export const unattendedPayment: PaymentPort = {
  requestFee: async ({ key }) => ({ orderNo: `FEE-${key}` }),
};
