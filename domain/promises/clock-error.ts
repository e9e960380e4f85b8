export type ClockErrorCode =
  | 'bad-limit'
  | 'not-running'
  | 'not-paused'
  | 'already-stopped'
  | 'rung-already-raised'
  | 'rung-of-another-ladder';

/** A clock was asked for something its state does not allow: a fault of the caller, never a refusal to an applicant. */
export class ClockError extends Error {
  readonly code: ClockErrorCode;

  constructor(code: ClockErrorCode, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'ClockError';
    this.code = code;
  }
}
