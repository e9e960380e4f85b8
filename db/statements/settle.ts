// Looking again at what differed, once every order has been told: what the books explain now is resolved.
import { addDays, type Instant, instantAt, type LocalDate } from '../../domain/calendar/local-date.ts';
import {
  type DifferenceKind,
  type FoundAgain,
  fateOf,
  isExplained,
} from '../../domain/statements/differences.ts';
import type { StatementKey, Sums } from '../../domain/statements/statement.ts';
import { saveAudit } from '../audit.ts';
import type { Database, Transaction } from '../client.ts';
import { orderOf } from '../payments/snapshot.ts';
import { LONG } from './import.ts';
import { lockDay, STATEMENTS, statementName } from './statement-name.ts';

/** Resolves what is explained by now, also of earlier days of the channel, and writes our own sums beside the bank's. */
export async function settleStatement(db: Database, key: StatementKey, at: Instant): Promise<void> {
  await db.$transaction(async (tx) => {
    const { isSettled } = await lockDay(tx, key);
    const resolved = await resolveExplained(tx, { channel: key.channel }, at);
    if (isSettled && resolved === 0) return;
    const sums = await ourSums(tx, key);
    if (!isSettled) await saveSums(tx, key, sums, at);
    await saveAudit(tx, {
      ...{ at, actor: STATEMENTS, action: 'settle-statement', object: statementName(key) },
      states: { before: null, after: { resolved, ...sums } },
    });
  }, LONG);
}

interface LookedAtAgain {
  readonly id: string;
  readonly kind: DifferenceKind;
  readonly serial: string;
  readonly expectedFen: number | null;
  readonly foundFen: number | null;
  /** Of a capture that the order knows by now. */
  readonly captureFen: number | null;
  readonly order: unknown;
  readonly refundFen: number | null;
  readonly isRefundDone: boolean | null;
  readonly lineFen: number | null;
}

/** Resolves what the books explain by themselves, proposed or not; answers how many. */
export async function resolveExplained(
  tx: Transaction,
  of: { readonly channel: string } | { readonly on: LocalDate },
  at: Instant,
): Promise<number> {
  const channel = 'channel' in of ? of.channel : null;
  const on = 'on' in of ? of.on : null;
  const rows = await tx.$queryRaw<LookedAtAgain[]>`
    SELECT d.id, d.kind, d.serial, d.expected_fen AS "expectedFen", d.found_fen AS "foundFen",
           c.amount_fen AS "captureFen", o.snapshot AS "order", r.amount_fen AS "refundFen",
           r.state = 'done' AS "isRefundDone", l.amount_fen AS "lineFen"
    FROM statement_difference d
    LEFT JOIN payment_capture c ON c.channel = d.channel AND c.serial = d.serial AND c.order_no = d.order_no
    LEFT JOIN payment_order o ON o.order_no = c.order_no
    LEFT JOIN payment_refund r ON r.refund_no = d.refund_no AND r.order_no = d.order_no
    LEFT JOIN LATERAL (
      SELECT s.amount_fen FROM statement_line s
      WHERE s.channel = d.channel AND s.serial = d.serial AND s.refund_no IS NOT DISTINCT FROM d.refund_no
        AND s.match = 'matched'
      ORDER BY s."on", s.position LIMIT 1) l ON d.position IS NULL
    WHERE d.state <> 'resolved' AND (d.channel = ${channel} OR d."on" = ${on}::date)
      AND d.kind IN ('missing-here', 'missing-there', 'refund-missing-here', 'refund-missing-there')
    ORDER BY d.id FOR UPDATE OF d`;
  const explained = rows.filter((row) => isExplained(row, foundOf(row))).map(({ id }) => id);
  if (explained.length === 0) return 0;
  return tx.$executeRaw`
    UPDATE statement_difference SET state = 'resolved', resolution = 'explained', resolved_at = ${at}::timestamptz
    WHERE id = ANY(${explained}::uuid[])`;
}

function foundOf({ serial, captureFen, order, refundFen, isRefundDone, lineFen }: LookedAtAgain): FoundAgain {
  const folded = orderOf(order);
  return {
    capture: captureFen === null ? null : { amountFen: captureFen, fate: fateOf(folded, serial) },
    refund: refundFen === null ? null : { amountFen: refundFen, isDone: isRefundDone === true },
    lineFen,
  };
}

/** What our books say of a day, by the bank's own times. */
async function ourSums(tx: Transaction, { channel, on }: StatementKey): Promise<Sums> {
  const [from, until] = [instantAt(on, '00:00'), instantAt(addDays(on, 1), '00:00')];
  const [sums] = await tx.$queryRaw<Sums[]>`
    SELECT c.count AS "paidCount", c.fen AS "paidFen", r.count AS "refundedCount", r.fen AS "refundedFen"
    FROM (SELECT count(*)::int AS count, coalesce(sum(amount_fen), 0)::float8 AS fen FROM payment_capture
          WHERE channel = ${channel} AND captured_at >= ${from}::timestamptz AND captured_at < ${until}::timestamptz) c,
         (SELECT count(*)::int AS count, coalesce(sum(r.amount_fen), 0)::float8 AS fen
          FROM payment_refund r JOIN payment_order o USING (order_no)
          WHERE o.channel = ${channel} AND r.done_at >= ${from}::timestamptz AND r.done_at < ${until}::timestamptz) r`;
  return sums ?? { paidCount: 0, paidFen: 0, refundedCount: 0, refundedFen: 0 };
}

async function saveSums(
  tx: Transaction,
  { channel, on }: StatementKey,
  sums: Sums,
  at: Instant,
): Promise<void> {
  await tx.statementDay.update({
    where: { channel_on: { channel, on: new Date(on) } },
    data: {
      settledAt: at,
      ...{ ourPaidCount: sums.paidCount, ourPaidFen: sums.paidFen },
      ...{ ourRefundedCount: sums.refundedCount, ourRefundedFen: sums.refundedFen },
    },
  });
}
