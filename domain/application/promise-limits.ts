// The limits of the promises, as data. 附件1 fixes acceptance and delivery; the rest are assumed settings (ADR 0003).

export const PROMISE_LIMITS = {
  /** 1个工作日受理 */
  acceptanceWorkdays: 1,
  /** Ready at the pickup counter by closing time of the next working day. */
  pickupReadyWorkdays: 1,
  pickupKeepDays: 30,
  /** Default time to supplement; the clerk may set another. */
  supplementWorkdays: 10,
  supplementWorkdaysMax: 30,
  /** Life of an unpaid fee order. */
  feeMinutes: 30,
  /** A new car's owner who chooses no plate loses the account (registration.md §1). */
  plateChoiceMinutes: 24 * 60,
  /** 自受理之日起一日内 (机动车登记规定). */
  issueWorkdays: 1,
  /** 选号 (plate.sessionMinutes, plate.reservationWorkdays). */
  selectionMinutes: 20,
  reservationWorkdays: 3,
  selfTries: 10,
  randomDraws: 1,
} as const;

export type PromiseLimits = { readonly [K in keyof typeof PROMISE_LIMITS]: number };
