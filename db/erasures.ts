// What is over and how it is erased: for each rule of retention, so many rows at a time. Rows that somebody holds are left for the next run.
import type { Instant } from '../domain/calendar/local-date.ts';
import type { RetentionName } from '../domain/retention.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { Database, Transaction } from './client.ts';

/** One rule at work. `before` is the instant before which its time must have begun. */
export interface Erasure {
  /** How much is over. */
  count(db: Database, before: Instant): Promise<number>;
  /** Erases at most so many, and answers how many. */
  erase(tx: Transaction, before: Instant, limit: number, now: Instant): Promise<number>;
}

const sql = Prisma.sql;
const name = (text: string) => Prisma.raw(`"${text}"`);

async function countOf(db: Database, table: string, isOver: Prisma.Sql): Promise<number> {
  const [row] = await db.$queryRaw<{ rows: number }[]>`
    SELECT count(*)::int AS rows FROM ${name(table)} t WHERE ${isOver}`;
  return row?.rows ?? 0;
}

/** Whole rows go. */
function deletion(table: string, isOver: (before: Instant) => Prisma.Sql): Erasure {
  return {
    count: (db, before) => countOf(db, table, isOver(before)),
    erase: (tx, before, limit) => tx.$executeRaw`
      DELETE FROM ${name(table)} WHERE ctid = ANY(ARRAY(
        SELECT t.ctid FROM ${name(table)} t WHERE ${isOver(before)} LIMIT ${limit} FOR UPDATE SKIP LOCKED))`,
  };
}

/** Rows stay, and what is personal in them goes. */
function wiping(
  table: string,
  isOver: (before: Instant) => Prisma.Sql,
  wipe: (tx: Transaction, ids: readonly string[], now: Instant) => Promise<void>,
): Erasure {
  return {
    count: (db, before) => countOf(db, table, isOver(before)),
    erase: async (tx, before, limit, now) => {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT t.id FROM ${name(table)} t WHERE ${isOver(before)} ORDER BY t.id LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      if (rows.length > 0) {
        await wipe(
          tx,
          rows.map(({ id }) => id),
          now,
        );
      }
      return rows.length;
    },
  };
}

export const ERASURES = {
  'loose-documents': deletion(
    'document',
    (before) => sql`t.application_id IS NULL AND t.created_at < ${before}::timestamptz`,
  ),
  // Events are never deleted, so the emptied draft stays; filled again, its time begins anew.
  drafts: wiping(
    'application',
    (before) => sql`t.state = 'draft' AND t.created_at < ${before}::timestamptz AND (
      SELECT max(e.at) FROM application_event e WHERE e.application_id = t.id
    ) BETWEEN coalesce(t.erased_at, '-infinity') AND ${before}::timestamptz`,
    wipeApplications,
  ),
  'closed-applications': wiping(
    'application',
    (before) =>
      sql`NOT t.open AND t.closed_at < ${before}::timestamptz AND coalesce(t.erased_at < t.closed_at, true)`,
    wipeApplications,
  ),
  'closed-accounts': wiping(
    'account',
    (before) => sql`t.erased_at IS NULL AND t.closed_at < ${before}::timestamptz`,
    wipeAccounts,
  ),
  'unsendable-messages': wiping(
    'message',
    (before) => sql`t.state = 'waiting' AND t.created_at < ${before}::timestamptz
      AND (t.to_sealed IS NOT NULL OR t.slots_sealed IS NOT NULL)`,
    async (tx, ids, now) => {
      const data = { state: 'undeliverable', sentAt: now, toSealed: null, slotsSealed: null };
      await tx.message.updateMany({ where: { id: { in: [...ids] } }, data });
    },
  ),
  bookings: deletion('counter_booking', (before) => sql`t.on < (${before}::timestamptz)::date`),
  'request-keys': deletion('idempotency_key', (before) => sql`t.created_at < ${before}::timestamptz`),
  'phone-codes': deletion('phone_code', (before) => sql`t.expires_at < ${before}::timestamptz`),
  // The store writes the time of this session's zone, as this comparison reads it.
  sessions: deletion('session', (before) => sql`t.expire < ${before}::timestamptz`),
  'rate-limits': deletion('rate_limit', (before) => sql`t.expire < ${BigInt(Date.parse(before))}`),
} as const satisfies Readonly<Record<RetentionName, Erasure>>;

async function wipeApplications(tx: Transaction, ids: readonly string[], now: Instant): Promise<void> {
  await tx.document.deleteMany({ where: { applicationId: { in: [...ids] } } });
  await tx.pickupProxy.deleteMany({ where: { applicationId: { in: [...ids] } } });
  const found = { itemsSealed: null, doctorSealed: null };
  await tx.bodyExam.updateMany({ where: { applicationId: { in: [...ids] } }, data: found });
  const data = { formSealed: tx.vault.seal('{}'), addressSealed: null, erasedAt: now };
  await tx.application.updateMany({ where: { id: { in: [...ids] } }, data });
}

const NAMELESS = '已注销用户';

async function wipeAccounts(tx: Transaction, ids: readonly string[], now: Instant): Promise<void> {
  const those = { id: { in: [...ids] } };
  const access = { passwordHash: null, oidcSubject: null, totpSealed: null, totpStep: null };
  const reach = { login: null, mobileSealed: null, mobileIndex: null, displayName: NAMELESS };
  await tx.account.updateMany({ where: { ...those, kind: 'staff' }, data: { ...access, erasedAt: now } });
  const users = { ...those, kind: { not: 'staff' } };
  await tx.account.updateMany({ where: users, data: { ...access, ...reach, erasedAt: now } });
  await tx.$executeRaw`DELETE FROM session WHERE sess->>'accountId' = ANY(${[...ids]})`;
  // A unit that is no more leaves its name and, where it was registered once, its 法定代表人: a later registration is held against them.
  const contact = { agentSealed: null, addressSealed: null, telephoneSealed: null };
  await tx.unit.updateMany({
    where: { state: { in: ['rejected', 'cancelled'] }, accounts: { some: those } },
    data: contact,
  });
  await tx.unit.updateMany({
    where: { state: 'rejected', accounts: { some: those } },
    data: { legalRepresentativeSealed: tx.vault.seal('{}') },
  });
}

/** Notes since when accounts are closed; one that was taken up again is closed no more. */
export async function noteClosedAccounts(tx: Transaction, now: Instant): Promise<void> {
  await tx.account.updateMany({
    where: { state: { in: ['cancelled', 'rejected'] }, closedAt: null },
    data: { closedAt: now },
  });
  await tx.account.updateMany({
    where: { state: { notIn: ['cancelled', 'rejected'] }, closedAt: { not: null }, erasedAt: null },
    data: { closedAt: null },
  });
}
