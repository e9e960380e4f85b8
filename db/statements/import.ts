// Taking in a statement: all of its lines with the bank's sums, or nothing, and once however often it is asked for.
import type { Instant } from '../../domain/calendar/local-date.ts';
import type { BankLine, BankStatement, StatementKey } from '../../domain/statements/statement.ts';
import { saveAudit } from '../audit.ts';
import type { Database, Transaction } from '../client.ts';
import { STATEMENTS, statementName } from './statement-name.ts';

/** A statement of a hundred thousand lines takes seconds. */
export const LONG = { maxWait: 10_000, timeout: 300_000 } as const;

const LINES_AT_ONCE = 5_000;

/** Whether it was new: one that is there stays as it is. `told` hears of every stretch. */
export async function importStatement(
  db: Database,
  key: StatementKey,
  { lines, summary }: BankStatement,
  at: Instant,
  told: () => void = () => {},
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { paidCount, paidFen, refundedCount, refundedFen } = summary;
    // Whoever imports the same at the same moment waits here.
    const added = await tx.$executeRaw`
      INSERT INTO statement_day (channel, "on", fetched_at, paid_count, paid_fen, refunded_count, refunded_fen)
      VALUES (${key.channel}, ${key.on}::date, ${at}::timestamptz, ${paidCount}, ${paidFen}, ${refundedCount}, ${refundedFen})
      ON CONFLICT DO NOTHING`;
    if (added === 0) return false;
    for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
      await addLines(tx, key, from, lines.slice(from, from + LINES_AT_ONCE));
      told();
    }
    await saveAudit(tx, {
      ...{ at, actor: STATEMENTS, action: 'import-statement', object: statementName(key) },
      states: { before: null, after: summary },
    });
    return true;
  }, LONG);
}

async function addLines(
  tx: Transaction,
  { channel, on }: StatementKey,
  before: number,
  lines: readonly BankLine[],
): Promise<void> {
  const rows = JSON.stringify(lines.map((line, index) => ({ ...line, position: before + index + 1 })));
  await tx.$executeRaw`
    INSERT INTO statement_line (channel, "on", position, kind, order_no, serial, refund_no, amount_fen, at)
    SELECT ${channel}, ${on}::date, l.position, l.kind, l."orderNo", l.serial, l."refundNo", l."amountFen", l.at
    FROM jsonb_to_recordset(${rows}::jsonb)
      AS l(position int, kind text, "orderNo" text, serial text, "refundNo" text, "amountFen" int, at timestamptz)`;
}
