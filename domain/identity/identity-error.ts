/** A number could not be built from what was given: a fault of the caller, never a refusal to an applicant. */
export class IdentityError extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = 'IdentityError';
  }
}
