// What is known of a vehicle that is not registered yet: what the rules of preselection and temporary plates may look at.
import type { LocalDate } from '../calendar/local-date.ts';

/** A new vehicle by its VIN, and who wants something for it. */
export interface NewVehicleFacts {
  readonly vin: string;
  /** A vehicle with this VIN is registered anywhere known. */
  readonly isRegistered: boolean;
  /** Temporary plates issued for the VIN so far (核发不得超过三次). */
  readonly temporaryPlates: readonly { readonly number: string; readonly validTo: LocalDate }[];
  /** Somebody's open reservation of a number for the VIN. */
  readonly isReserved: boolean;
  /** The applicant has an open reservation, or one whose vehicle is not registered yet (规则3). */
  readonly holderIsLocked: boolean;
  /** The applicant let an earlier reservation go by without registering; never in simulation (黑名单). */
  readonly holderIsBlocked: boolean;
  readonly mobileIsVerified: boolean;
  /** The buyer named in the form is the applicant, or the applicant's unit. */
  readonly buyerIsApplicant: boolean;
  readonly applicant: 'individual' | 'unit';
  /** Ways of choosing already used up for this vehicle. */
  readonly triesUsed: number;
  readonly drawsUsed: number;
  /** A number was chosen for it before, by whomever. */
  readonly hasChosen: boolean;
}
