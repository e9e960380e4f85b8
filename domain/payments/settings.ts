// Times of a payment (`payment.*`, violations.md §4).

/** `payment.orderMinutes`: an order lives so long. */
export const ORDER_MINUTES = 30;
/** `payment.reconcileMinutes`: for the bank's answer, and then for the register's. */
export const RECONCILE_MINUTES = 120;
/** wait for bank result, query every 2 min. */
export const ASK_MINUTES = 2;
/** In doubt the questions come less and less often: 4, 8, 16, 32, then every 60 minutes (assumed). */
export const MAX_ASK_MINUTES = 60;
/** `payment.manualWorkdays`: manual handling after exception. */
export const MANUAL_WORKDAYS = 3;

/** How long to wait before the bank is asked again. */
export function askAfterMinutes(asked: number, isInDoubt: boolean): number {
  return isInDoubt ? Math.min(MAX_ASK_MINUTES, ASK_MINUTES * 2 ** Math.min(asked, 10)) : ASK_MINUTES;
}
