// Days as the cash desk sees them: every day from the first order on, with what each bank says of it and what we do.
import { type Instant, type LocalDate, parseLocalDate } from '../../domain/calendar/local-date.ts';
import { PAYMENT_CHANNELS, type PaymentChannel } from '../../domain/payments/payment-order.ts';
import { lastWholeDay, type Sums } from '../../domain/statements/statement.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { Database } from '../client.ts';

export interface ChannelDay {
  readonly channel: PaymentChannel;
  readonly fetchedAt: string | null;
  readonly matchedAt: string | null;
  readonly settledAt: string | null;
  /** The bank's own; null until its statement is here. */
  readonly theirs: Sums | null;
  /** null until the statement has been gone through. */
  readonly ours: Sums | null;
  readonly differences: number;
  readonly unresolved: number;
}

export interface StatementDayView {
  readonly on: LocalDate;
  readonly state: 'awaited' | 'open' | 'closed';
  readonly closedAt: string | null;
  readonly closedById: string | null;
  readonly channels: readonly ChannelDay[];
}

interface DayRow {
  readonly on: string;
  readonly closedAt: string | null;
  readonly closedById: string | null;
  readonly channels: readonly ChannelDay[];
}

interface DaysWanted {
  readonly now: Instant;
  readonly before: LocalDate | null;
  readonly limit: number;
}

/** Days that are over, newest first. */
export async function listDays(
  db: Database,
  { now, before, limit }: DaysWanted,
): Promise<readonly StatementDayView[]> {
  const days = Prisma.sql`
    SELECT s.day::date AS "on"
    FROM generate_series((SELECT (min(created_at) AT TIME ZONE 'Asia/Shanghai')::date FROM payment_order),
                         ${lastWholeDay(now)}::date, '1 day') AS s(day)
    WHERE ${before}::date IS NULL OR s.day::date < ${before}::date
    ORDER BY s.day DESC LIMIT ${limit}`;
  return listOf(db, days);
}

/** One of them; undefined where there is none. */
export async function findDay(
  db: Database,
  on: LocalDate,
  now: Instant,
): Promise<StatementDayView | undefined> {
  const day = Prisma.sql`
    SELECT ${on}::date AS "on"
    WHERE ${on}::date BETWEEN (SELECT (min(created_at) AT TIME ZONE 'Asia/Shanghai')::date FROM payment_order)
                          AND ${lastWholeDay(now)}::date`;
  const [found] = await listOf(db, day);
  return found;
}

async function listOf(db: Database, days: Prisma.Sql): Promise<readonly StatementDayView[]> {
  const rows = await db.$queryRaw<DayRow[]>`
    SELECT d."on"::text AS "on", min(${instant('s.closed_at')}) AS "closedAt", min(s.closed_by_id::text) AS "closedById",
      jsonb_agg(jsonb_build_object(
        'channel', c.channel, 'fetchedAt', ${instant('s.fetched_at')}, 'matchedAt', ${instant('s.matched_at')},
        'settledAt', ${instant('s.settled_at')},
        'theirs', CASE WHEN s."on" IS NOT NULL THEN jsonb_build_object(
          'paidCount', s.paid_count, 'paidFen', s.paid_fen,
          'refundedCount', s.refunded_count, 'refundedFen', s.refunded_fen) END,
        'ours', CASE WHEN s.settled_at IS NOT NULL THEN jsonb_build_object(
          'paidCount', s.our_paid_count, 'paidFen', s.our_paid_fen,
          'refundedCount', s.our_refunded_count, 'refundedFen', s.our_refunded_fen) END,
        'differences', x.differences, 'unresolved', x.unresolved) ORDER BY c.place) AS channels
    FROM (${days}) d
    CROSS JOIN unnest(${[...PAYMENT_CHANNELS]}::text[]) WITH ORDINALITY AS c(channel, place)
    LEFT JOIN statement_day s ON s.channel = c.channel AND s."on" = d."on"
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS differences, (count(*) FILTER (WHERE f.state <> 'resolved'))::int AS unresolved
      FROM statement_difference f WHERE f.channel = c.channel AND f."on" = d."on") x
    GROUP BY d."on" ORDER BY d."on" DESC`;
  return rows.map(({ on, ...row }) => ({ on: parseLocalDate(on), state: stateOf(row), ...row }));
}

/** As the API writes instants. */
function instant(column: `s.${string}`): Prisma.Sql {
  return Prisma.sql`to_char(${Prisma.raw(column)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function stateOf({ closedAt, channels }: Pick<DayRow, 'closedAt' | 'channels'>): StatementDayView['state'] {
  if (closedAt !== null) return 'closed';
  return channels.every(({ settledAt }) => settledAt !== null) ? 'open' : 'awaited';
}
