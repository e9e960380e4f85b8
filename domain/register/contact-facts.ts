// What is known when somebody changes how they can be reached.

export interface ContactFacts {
  readonly localVehicles: number;
  /** A local licence that is not dead (LIC_DEAD). */
  readonly hasLocalLicence: boolean;
  /** Whether it holds a class of group A or B, of whose drivers the employer is reported as well. */
  readonly holdsAbClass: boolean;
  /** The code sent to the new mobile was shown and is good. */
  readonly codeIsGood: boolean;
  /** Another individual user has the mobile. */
  readonly mobileIsTaken: boolean;
}
