// Holding a statement against our books: what is plainly the same in one sweep, the rest line by line.
import type { Instant } from '../../domain/calendar/local-date.ts';
import { judgeLine, type KnownHere, type LineMatch } from '../../domain/statements/differences.ts';
import { type BankLine, judgedWith, type StatementKey } from '../../domain/statements/statement.ts';
import { saveAudit } from '../audit.ts';
import type { Database, Transaction } from '../client.ts';
import { LONG } from './import.ts';
import { lockDay, STATEMENTS, statementName } from './statement-name.ts';

/** Opens a difference for everything that is not the same on both sides. Done once a statement. */
export async function matchStatement(db: Database, key: StatementKey, at: Instant): Promise<void> {
  await db.$transaction(async (tx) => {
    if ((await lockDay(tx, key)).isMatched) return;
    const matched = (await matchCaptures(tx, key)) + (await matchRefunds(tx, key));
    const judged = (await listUnmatched(tx, key)).map(judge);
    await saveMatches(tx, key, judged);
    await openAtLines(tx, key, judged, at);
    await openCapturesWithoutLine(tx, key, at);
    await openRefundsWithoutLine(tx, key, at);
    await tx.statementDay.update({
      where: { channel_on: { channel: key.channel, on: new Date(key.on) } },
      data: { matchedAt: at },
    });
    await saveAudit(tx, {
      ...{ at, actor: STATEMENTS, action: 'match-statement', object: statementName(key) },
      states: { before: null, after: { matched, judged } },
    });
  }, LONG);
}

/** The plain case of `judgeLine`, a hundred thousand lines at once. */
async function matchCaptures(tx: Transaction, { channel, on }: StatementKey): Promise<number> {
  return tx.$executeRaw`
    UPDATE statement_line l SET match = 'matched'
    FROM payment_capture c
    WHERE l.channel = ${channel} AND l."on" = ${on}::date AND l.kind = 'paid'
      AND (c.channel, c.serial, c.order_no, c.amount_fen) = (l.channel, l.serial, l.order_no, l.amount_fen)
      AND NOT EXISTS (SELECT 1 FROM statement_line e
        WHERE e.channel = l.channel AND e.serial = l.serial AND e.kind = 'paid'
          AND (e."on", e.position) < (l."on", l.position))`;
}

async function matchRefunds(tx: Transaction, { channel, on }: StatementKey): Promise<number> {
  return tx.$executeRaw`
    UPDATE statement_line l SET match = 'matched'
    FROM payment_refund r
    WHERE l.channel = ${channel} AND l."on" = ${on}::date AND l.kind = 'refunded' AND r.state <> 'failed'
      AND (r.refund_no, r.order_no, r.serial, r.amount_fen) = (l.refund_no, l.order_no, l.serial, l.amount_fen)
      AND NOT EXISTS (SELECT 1 FROM statement_line e
        WHERE e.channel = l.channel AND e.serial = l.serial AND e.refund_no = l.refund_no
          AND (e."on", e.position) < (l."on", l.position))`;
}

interface UnmatchedRow {
  readonly position: number;
  readonly line: BankLine;
  readonly known: KnownHere;
}

/** What is left, each with what our books know of it. */
async function listUnmatched(
  tx: Transaction,
  { channel, on }: StatementKey,
): Promise<readonly UnmatchedRow[]> {
  return tx.$queryRaw<UnmatchedRow[]>`
    SELECT l.position,
      jsonb_build_object('kind', l.kind, 'orderNo', l.order_no, 'serial', l.serial, 'refundNo', l.refund_no,
                         'amountFen', l.amount_fen, 'at', l.at) AS line,
      jsonb_build_object(
        'hasOrder', o.order_no IS NOT NULL,
        'isRepeated', EXISTS (SELECT 1 FROM statement_line e
          WHERE e.channel = l.channel AND e.serial = l.serial AND e.kind = l.kind
            AND e.refund_no IS NOT DISTINCT FROM l.refund_no AND (e."on", e.position) < (l."on", l.position)),
        'capture', CASE WHEN c.serial IS NOT NULL
          THEN jsonb_build_object('orderNo', c.order_no, 'amountFen', c.amount_fen) END,
        'refund', CASE WHEN r.refund_no IS NOT NULL
          THEN jsonb_build_object('orderNo', r.order_no, 'serial', r.serial, 'amountFen', r.amount_fen,
                                  'hasFailed', r.state = 'failed') END) AS known
    FROM statement_line l
    LEFT JOIN payment_order o ON o.order_no = l.order_no AND o.channel = l.channel
    LEFT JOIN payment_capture c ON c.channel = l.channel AND c.serial = l.serial
    LEFT JOIN payment_refund r ON r.refund_no = l.refund_no
    WHERE l.channel = ${channel} AND l."on" = ${on}::date AND l.match IS NULL
    ORDER BY l.position`;
}

interface Judged {
  readonly position: number;
  readonly match: LineMatch;
  readonly expectedFen: number | null;
}

function judge({ position, line, known }: UnmatchedRow): Judged {
  const here = line.kind === 'paid' ? known.capture : known.refund;
  return { position, match: judgeLine(line, known), expectedFen: here?.amountFen ?? null };
}

async function saveMatches(
  tx: Transaction,
  { channel, on }: StatementKey,
  judged: readonly Judged[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE statement_line l SET match = j.match
    FROM jsonb_to_recordset(${JSON.stringify(judged)}::jsonb) AS j(position int, match text)
    WHERE l.channel = ${channel} AND l."on" = ${on}::date AND l.position = j.position`;
}

async function openAtLines(
  tx: Transaction,
  { channel, on }: StatementKey,
  judged: readonly Judged[],
  at: Instant,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO statement_difference (channel, "on", kind, position, order_no, serial, refund_no, expected_fen,
                                      found_fen, opened_at)
    SELECT l.channel, l."on", l.match, l.position, l.order_no, l.serial, l.refund_no, j."expectedFen", l.amount_fen,
           ${at}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(judged)}::jsonb) AS j(position int, "expectedFen" int)
    JOIN statement_line l ON l.channel = ${channel} AND l."on" = ${on}::date AND l.position = j.position
    WHERE l.match <> 'matched'
    ON CONFLICT DO NOTHING`;
}

/** The other way round: what we know of, and no statement so far. */
async function openCapturesWithoutLine(
  tx: Transaction,
  { channel, on }: StatementKey,
  at: Instant,
): Promise<void> {
  const { from, until } = judgedWith(on);
  await tx.$executeRaw`
    INSERT INTO statement_difference (channel, "on", kind, order_no, serial, expected_fen, opened_at)
    SELECT c.channel, ${on}::date, 'missing-there', c.order_no, c.serial, c.amount_fen, ${at}::timestamptz
    FROM payment_capture c
    WHERE c.channel = ${channel} AND c.captured_at >= ${from}::timestamptz AND c.captured_at < ${until}::timestamptz
      AND NOT EXISTS (SELECT 1 FROM statement_line l
        WHERE l.channel = c.channel AND l.serial = c.serial AND l.kind = 'paid')
    ON CONFLICT DO NOTHING`;
}

async function openRefundsWithoutLine(
  tx: Transaction,
  { channel, on }: StatementKey,
  at: Instant,
): Promise<void> {
  const { from, until } = judgedWith(on);
  await tx.$executeRaw`
    INSERT INTO statement_difference (channel, "on", kind, order_no, serial, refund_no, expected_fen, opened_at)
    SELECT o.channel, ${on}::date, 'refund-missing-there', r.order_no, r.serial, r.refund_no, r.amount_fen,
           ${at}::timestamptz
    FROM payment_refund r JOIN payment_order o USING (order_no)
    WHERE o.channel = ${channel} AND r.done_at >= ${from}::timestamptz AND r.done_at < ${until}::timestamptz
      AND NOT EXISTS (SELECT 1 FROM statement_line l
        WHERE l.channel = o.channel AND l.serial = r.serial AND l.refund_no = r.refund_no)
    ON CONFLICT DO NOTHING`;
}
