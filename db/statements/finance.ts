// 财务报表: what was taken and what went back, by day, bank and office, as our books have it.
import { addDays, instantAt, type LocalDate, parseLocalDate } from '../../domain/calendar/local-date.ts';
import type { PaymentChannel } from '../../domain/payments/payment-order.ts';
import type { Database } from '../client.ts';

export interface FinanceRow {
  readonly on: LocalDate;
  readonly channel: PaymentChannel;
  readonly office: string;
  /** Everything the bank took, and what of it goes back by itself. */
  readonly paidCount: number;
  readonly paidFen: number;
  /** What paid an order, by what it was for. */
  readonly fineFen: number;
  readonly lateFeeFen: number;
  readonly feeFen: number;
  /** Taken and paying nothing: it goes back. */
  readonly unwantedFen: number;
  /** What has gone back, on the day on which it arrived. */
  readonly refundedCount: number;
  readonly refundedFen: number;
  readonly netFen: number;
  readonly isClosed: boolean;
}

export interface FinanceWanted {
  readonly from: LocalDate;
  /** Included. */
  readonly until: LocalDate;
  readonly channel?: PaymentChannel | undefined;
  readonly office?: string | undefined;
}

/** Days on which money moved, each bank and office for itself. */
export async function listFinance(
  db: Database,
  { from, until, channel, office }: FinanceWanted,
): Promise<readonly FinanceRow[]> {
  const [begins, ends] = [instantAt(from, '00:00'), instantAt(addDays(until, 1), '00:00')];
  const [ofChannel, ofOffice] = [channel ?? null, office ?? null];
  const rows = await db.$queryRaw<(Omit<FinanceRow, 'on'> & { readonly on: string })[]>`
    WITH moved AS (
      SELECT c.captured_at AS at, o.channel, o.office, 1 AS paid_count, c.amount_fen::bigint AS paid_fen,
             CASE WHEN c.pays THEN p.fine_fen ELSE 0 END AS fine_fen,
             CASE WHEN c.pays THEN p.late_fee_fen ELSE 0 END AS late_fee_fen,
             CASE WHEN c.pays THEN p.fee_fen ELSE 0 END AS fee_fen,
             CASE WHEN c.pays THEN 0 ELSE c.amount_fen END AS unwanted_fen,
             0 AS refunded_count, 0::bigint AS refunded_fen
      FROM payment_capture c JOIN payment_order o USING (order_no)
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(l.amount_fen) FILTER (WHERE l.fee_of IS NULL), 0) AS fine_fen,
               coalesce(sum(l.late_fee_fen), 0) AS late_fee_fen,
               coalesce(sum(l.amount_fen) FILTER (WHERE l.fee_of IS NOT NULL), 0) AS fee_fen
        FROM payment_line l WHERE l.order_no = o.order_no) p
      WHERE c.captured_at >= ${begins}::timestamptz AND c.captured_at < ${ends}::timestamptz
      UNION ALL
      SELECT r.done_at, o.channel, o.office, 0, 0, 0, 0, 0, 0, 1, r.amount_fen
      FROM payment_refund r JOIN payment_order o USING (order_no)
      WHERE r.done_at >= ${begins}::timestamptz AND r.done_at < ${ends}::timestamptz)
    SELECT m."on"::text AS "on", m.channel, m.office,
           sum(m.paid_count)::int AS "paidCount", sum(m.paid_fen)::float8 AS "paidFen",
           sum(m.fine_fen)::float8 AS "fineFen", sum(m.late_fee_fen)::float8 AS "lateFeeFen",
           sum(m.fee_fen)::float8 AS "feeFen", sum(m.unwanted_fen)::float8 AS "unwantedFen",
           sum(m.refunded_count)::int AS "refundedCount", sum(m.refunded_fen)::float8 AS "refundedFen",
           (sum(m.paid_fen) - sum(m.refunded_fen))::float8 AS "netFen",
           coalesce(bool_and(d.state = 'closed'), false) AS "isClosed"
    FROM (SELECT *, (at AT TIME ZONE 'Asia/Shanghai')::date AS "on" FROM moved) m
    LEFT JOIN statement_day d ON d.channel = m.channel AND d."on" = m."on"
    WHERE (${ofChannel}::text IS NULL OR m.channel = ${ofChannel}) AND (${ofOffice}::text IS NULL OR m.office = ${ofOffice})
    GROUP BY m."on", m.channel, m.office
    ORDER BY m."on", m.channel, m.office`;
  return rows.map((row) => ({ ...row, on: parseLocalDate(row.on) }));
}
