/** One row of a refusal table. Braces in a sentence are slots. */
export interface RefusalRow {
  readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503;
  readonly zh: string;
  readonly en: string;
}
