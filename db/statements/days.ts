// Which statements there should be: one a channel and day from the first order on.
import { type Instant, type LocalDate, parseLocalDate } from '../../domain/calendar/local-date.ts';
import { PAYMENT_CHANNELS, type PaymentChannel } from '../../domain/payments/payment-order.ts';
import { lastWholeDay, type StatementKey } from '../../domain/statements/statement.ts';
import type { Database } from '../client.ts';

/** So many days of each channel are listed at once. */
const DAYS_AT_ONCE = 31;

/** Those that have not been gone through to their end, oldest first; only that of `on`, where a day is named. */
export async function listUnsettled(
  db: Database,
  now: Instant,
  on: LocalDate | null = null,
): Promise<readonly StatementKey[]> {
  const rows = await db.$queryRaw<{ channel: PaymentChannel; on: string }[]>`
    SELECT x.channel, x.on FROM (
      SELECT c.channel, s.day::date::text AS "on",
             row_number() OVER (PARTITION BY c.channel ORDER BY s.day) AS place
      FROM unnest(${[...PAYMENT_CHANNELS]}::text[]) AS c(channel),
           generate_series((SELECT (min(created_at) AT TIME ZONE 'Asia/Shanghai')::date FROM payment_order),
                           ${lastWholeDay(now)}::date, '1 day') AS s(day)
      WHERE (${on}::date IS NULL OR s.day::date = ${on}::date)
        AND NOT EXISTS (SELECT 1 FROM statement_day d
          WHERE d.channel = c.channel AND d."on" = s.day::date AND d.settled_at IS NOT NULL)) x
    WHERE x.place <= ${DAYS_AT_ONCE}
    ORDER BY x."on", x.channel`;
  return rows.map(({ channel, on: day }) => ({ channel, on: parseLocalDate(day) }));
}

/** Whether its lines are here. */
export async function isFetched(db: Database, { channel, on }: StatementKey): Promise<boolean> {
  return (await db.statementDay.count({ where: { channel, on: new Date(on) } })) > 0;
}
