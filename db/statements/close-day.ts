// 日结: a day is closed for all banks together, once nothing of it is left unexplained.
import { addDays, type Instant, instantAt, type LocalDate } from '../../domain/calendar/local-date.ts';
import { PAYMENT_CHANNELS } from '../../domain/payments/payment-order.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { type AuditActor, type Origin, saveAudit } from '../audit.ts';
import type { Transaction } from '../client.ts';
import { resolveExplained } from './settle.ts';

interface ClosingRequested {
  readonly on: LocalDate;
  readonly actor: AuditActor;
  readonly origin: Origin;
  readonly at: Instant;
}

/** Closes a day, or says why it cannot be. What the books explain by now is resolved first, whatever the answer. */
export async function closeDay(
  tx: Transaction,
  { on, actor, origin, at }: ClosingRequested,
): Promise<Refusal | null> {
  const refusal = await refusalOf(tx, on, at);
  if (refusal === null) {
    await tx.statementDay.updateMany({
      where: { on: new Date(on) },
      data: { state: 'closed', closedAt: at, closedById: actor.id },
    });
  }
  await saveAudit(tx, {
    ...{ at, actor, origin, action: 'close-statement-day', object: `statement-day/${on}` },
    refusal: refusal?.code ?? null,
  });
  return refusal;
}

async function refusalOf(tx: Transaction, on: LocalDate, at: Instant): Promise<Refusal | null> {
  const days = await tx.$queryRaw<{ state: string; isSettled: boolean }[]>`
    SELECT state, settled_at IS NOT NULL AS "isSettled" FROM statement_day WHERE "on" = ${on}::date
    ORDER BY channel FOR UPDATE`;
  if (days.some(({ state }) => state === 'closed')) return { code: 'statement-day-closed' };
  const isWhole = days.length === PAYMENT_CHANNELS.length && days.every(({ isSettled }) => isSettled);
  if (!isWhole || at < instantAt(addDays(on, 1), '00:00')) return { code: 'statement-day-not-fetched' };
  await resolveExplained(tx, { on }, at);
  const unresolved = await tx.statementDifference.count({
    where: { on: new Date(on), state: { not: 'resolved' } },
  });
  if (unresolved === 0) return null;
  return { code: 'statement-day-open-differences', slots: { count: String(unresolved) } };
}
