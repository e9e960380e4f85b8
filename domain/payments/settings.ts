// Times of a payment (`payment.*`, violations.md §4). All of them can be set; minutes may be fractions.

export interface PaymentSettings {
  /** An order lives so long. */
  readonly orderMinutes: number;
  /** For the bank's answer, and then for the register's. */
  readonly reconcileMinutes: number;
  /** wait for bank result, query every 2 min. */
  readonly askMinutes: number;
  /** In doubt the questions come less and less often: 4, 8, 16, 32, then every 60 minutes (assumed). */
  readonly maxAskMinutes: number;
  /** Manual handling after exception. */
  readonly manualWorkdays: number;
}

export const PAYMENT_SETTINGS: PaymentSettings = {
  orderMinutes: 30,
  reconcileMinutes: 120,
  askMinutes: 2,
  maxAskMinutes: 60,
  manualWorkdays: 3,
};

/** The settings as the configuration names them. */
export function paymentSettingsOf(set: {
  readonly PAYMENT_ORDER_MINUTES: number;
  readonly PAYMENT_RECONCILE_MINUTES: number;
  readonly PAYMENT_ASK_MINUTES: number;
  readonly PAYMENT_MAX_ASK_MINUTES: number;
}): PaymentSettings {
  return {
    ...PAYMENT_SETTINGS,
    orderMinutes: set.PAYMENT_ORDER_MINUTES,
    reconcileMinutes: set.PAYMENT_RECONCILE_MINUTES,
    askMinutes: set.PAYMENT_ASK_MINUTES,
    maxAskMinutes: set.PAYMENT_MAX_ASK_MINUTES,
  };
}

/** How long to wait before the bank is asked again. */
export function askAfterMinutes(
  { askMinutes, maxAskMinutes }: PaymentSettings,
  asked: number,
  isInDoubt: boolean,
): number {
  return isInDoubt ? Math.min(maxAskMinutes, askMinutes * 2 ** Math.min(asked, 10)) : askMinutes;
}
