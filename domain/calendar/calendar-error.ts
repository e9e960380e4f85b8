export type CalendarErrorCode =
  | 'malformed-date'
  | 'malformed-time'
  | 'malformed-instant'
  | 'out-of-range'
  | 'malformed-calendar'
  | 'before-coverage'
  | 'no-working-day';

/** A date or calendar that cannot be reckoned with: a fault of the caller or of the data, never a refusal to an applicant. */
export class CalendarError extends Error {
  readonly code: CalendarErrorCode;

  constructor(code: CalendarErrorCode, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'CalendarError';
    this.code = code;
  }
}
