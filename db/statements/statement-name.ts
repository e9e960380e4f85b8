// Statements as the audit trail and orders name them.
import type { StatementKey } from '../../domain/statements/statement.ts';
import type { Transaction } from '../client.ts';

/** Who goes through statements. */
export const STATEMENTS = { id: 'statement', role: 'system' } as const;

export function statementName({ channel, on }: StatementKey): string {
  return `statement/${channel}/${on}`;
}

/** How far a statement has been gone through, under its lock. @throws Error where it has not been fetched */
export async function lockDay(
  tx: Transaction,
  { channel, on }: StatementKey,
): Promise<{ readonly isMatched: boolean; readonly isSettled: boolean }> {
  const [row] = await tx.$queryRaw<{ isMatched: boolean; isSettled: boolean }[]>`
    SELECT matched_at IS NOT NULL AS "isMatched", settled_at IS NOT NULL AS "isSettled"
    FROM statement_day WHERE channel = ${channel} AND "on" = ${on}::date FOR UPDATE`;
  if (!row) throw new Error(`${statementName({ channel, on })} has not been fetched`);
  return row;
}
