// What workflows may ask of the outside world: types only.
import type { Reaction } from '../domain/application/react.ts';

/** Every activity of a case is idempotent by case and effect, and answers with the case's newest poke. */
export interface CaseActivities {
  /** Raises what has come due; answers with the next alarm. */
  ringAlarm(applicationId: string): Promise<Reaction>;
  /** Asks the payment gateway for a fee order. */
  requestFee(applicationId: string): Promise<Reaction>;
  /** Carries out the approved change of the register. */
  applyToRegister(applicationId: string): Promise<Reaction>;
  /** Orders a parcel from the courier. */
  orderParcel(applicationId: string): Promise<Reaction>;
  /** Asks a silent courier where the parcel is. */
  trackParcel(applicationId: string): Promise<Reaction>;
}
