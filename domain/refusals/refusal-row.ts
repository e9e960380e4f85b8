/** One row of a refusal table. Braces in a sentence are slots. */
export interface RefusalRow {
  /** The code that is shown, where the rules give one code to several sentences; the row's own key where nothing is said. */
  readonly code?: string;
  readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503;
  readonly zh: string;
  readonly en: string;
}
