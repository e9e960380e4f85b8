// What workflows may ask of the outside world: types only.
import type { Reaction } from '../domain/application/react.ts';
import type { LocalDate } from '../domain/calendar/local-date.ts';
import type { PaymentReaction } from '../domain/payments/react.ts';
import type { StatementKey } from '../domain/statements/statement.ts';

/** Every activity of a case is idempotent by case and effect, and answers with the case's newest poke. */
export interface CaseActivities {
  /** Raises what has come due; answers with the next alarm. */
  ringAlarm(applicationId: string): Promise<Reaction>;
  /** Tells the application which order was made for its fee. */
  requestFee(applicationId: string): Promise<Reaction>;
  /** Carries out the approved change of the register. */
  applyToRegister(applicationId: string): Promise<Reaction>;
  /** Orders a parcel from the courier. */
  orderParcel(applicationId: string): Promise<Reaction>;
  /** Asks a silent courier where the parcel is. */
  trackParcel(applicationId: string): Promise<Reaction>;
}

/** Every activity of a payment order is idempotent by order, and answers with the order's newest poke. */
export interface PaymentActivities {
  /** Records what has come due; answers with the next alarm. */
  ringPaymentAlarm(orderNo: string): Promise<PaymentReaction>;
  /** Asks the bank how the payment stands. No answer is an answer: the bank is asked again later. */
  askBank(orderNo: string): Promise<PaymentReaction>;
  /** Has the bank close what is not paid. */
  closeAtBank(orderNo: string): Promise<PaymentReaction>;
  /** Enters the payment in the violation system. */
  confirmAtRegister(orderNo: string): Promise<PaymentReaction>;
  /** Sends what goes back, and asks until it has arrived. */
  sendRefunds(orderNo: string): Promise<PaymentReaction>;
}

/** What became of one page of the violation system's feed. */
export interface ImportedPage {
  readonly entries: number;
  /** How often it changed something about a record or a licence. */
  readonly changed: number;
  readonly isLast: boolean;
}

/** Each takes in what there is when it runs; done again it changes nothing. */
export interface ViolationActivities {
  /** Takes in the next page of the feed, from where the last one ended. */
  importViolations(): Promise<ImportedPage>;
  /** Tries again what waits for something else than news, and lets go of locks that nobody holds any more. */
  settleViolations(): Promise<void>;
}

/** Of one channel and day; each goes on from where it was, and done again it changes nothing. */
export interface StatementActivities {
  /** Statements that have not been gone through to their end, oldest first; only those of `on`, where a day is named. */
  listStatements(on: LocalDate | null): Promise<readonly StatementKey[]>;
  /** Takes in the statement; fails as long as the bank has none. */
  fetchStatement(key: StatementKey): Promise<void>;
  /** Holds it against our books. */
  matchStatement(key: StatementKey): Promise<void>;
  /** Tells every order what follows for it. */
  tellOrders(key: StatementKey): Promise<void>;
  /** Resolves what is explained by then. */
  settleStatement(key: StatementKey): Promise<void>;
}
