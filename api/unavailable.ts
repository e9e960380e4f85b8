// Whether an error says that PostgreSQL cannot answer at the moment.

/** Away, starting, stopping or full: worth another try later. */
const UNAVAILABLE = new RegExp(
  [
    'P1001|P1002|P1008|P1017|P2024|P2028|P2037',
    '57P0\\d|53[123]00|08\\d{3}\\b',
    'ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT',
    'Connection terminated|Can.t reach database server|not queryable|timeout exceeded|connection timeout',
  ].join('|'),
);

/** True of errors that will pass by themselves once the database is back. */
export function isUnavailable(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  return UNAVAILABLE.test(`${code} ${error.message}`);
}
