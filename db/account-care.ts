// Accounts in the care of the staff and of their owners: found, suspended, given up.
import type { Instant } from '../domain/calendar/local-date.ts';
import { compactIdDocNo } from '../domain/identity/identity-document.ts';
import { normaliseMobile } from '../domain/identity/mobile.ts';
import { normaliseOrganisationCode } from '../domain/identity/organisation-code.ts';
import type { Refusal } from '../domain/refusals.ts';
import {
  type AccountAction,
  type AccountState,
  LIVING_STATES,
  nextAccountState,
} from '../domain/registration/account-life.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import type { Database, Transaction } from './client.ts';

export interface AccountFinding {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly office: string;
  readonly name: string;
  readonly idDocNo: string | null;
  readonly mobile: string | null;
  readonly unitName: string | null;
}

export interface AccountQuery {
  readonly idDocNo?: string | undefined;
  readonly mobile?: string | undefined;
  readonly orgCode?: string | undefined;
}

/** Accounts by identity number, mobile or organisation code; a query that names nothing finds nothing. */
export async function searchAccounts(db: Database, query: AccountQuery): Promise<readonly AccountFinding[]> {
  const { idDocNo, mobile } = query;
  const orgCode = query.orgCode && normaliseOrganisationCode(query.orgCode);
  const conditions = [
    ...(idDocNo ? [{ person: { idDocNoIndex: db.vault.index('id-number', compactIdDocNo(idDocNo)) } }] : []),
    ...(mobile ? [{ mobileIndex: db.vault.index('mobile', normaliseMobile(mobile)) }] : []),
    ...(orgCode ? [{ unit: { OR: [{ orgCode }, { uscc: orgCode }] } }] : []),
  ];
  if (conditions.length === 0) return [];
  const rows = await db.account.findMany({
    where: { AND: conditions, kind: { not: 'staff' } },
    include: { person: true, unit: { select: { name: true } } },
    take: 20,
  });
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind, state: row.state, office: row.office, mobile: row.mobile },
    name: row.person?.name ?? row.displayName,
    idDocNo: row.person?.idDocNo ?? null,
    unitName: row.unit?.name ?? null,
  }));
}

export interface StateChange {
  readonly id: string;
  readonly action: AccountAction;
  readonly reason: string;
  readonly at: Instant;
}

interface LockedAccount {
  readonly state: AccountState;
  /** The unit that goes the way of its head's account; null of every other account. */
  readonly headOf: string | null;
}

async function lockAccount(tx: Transaction, id: string): Promise<LockedAccount | undefined> {
  const [row] = await tx.$queryRaw<LockedAccount[]>`
    SELECT state, CASE WHEN unit_head THEN unit_id END AS "headOf" FROM account WHERE id = ${id}::uuid FOR UPDATE`;
  return row;
}

/** Moves an account on, its sessions ended; null where its state does not allow it. With the account of its head goes a unit. */
export async function changeAccountState(tx: Transaction, change: StateChange): Promise<AccountState | null> {
  const locked = await lockAccount(tx, change.id);
  const next = locked ? nextAccountState(locked.state, change.action) : null;
  if (!locked || next === null) return null;
  await moveAccounts(tx, { id: change.id }, next, change);
  if (locked.headOf !== null) await moveUnit(tx, locked.headOf, next, change);
  return next;
}

/** Operators of a suspended unit wait with it; those of a cancelled one have no account any more. */
async function moveUnit(tx: Transaction, id: string, next: AccountState, change: StateChange): Promise<void> {
  await tx.unit.update({ where: { id }, data: { state: next } });
  const operators = { unitId: id, id: { not: change.id } };
  if (next === 'cancelled') {
    await moveAccounts(tx, { ...operators, state: { in: [...LIVING_STATES] } }, next, change);
    return;
  }
  await tx.account.updateMany({ where: operators, data: { sessionEpoch: { increment: 1 } } });
}

async function moveAccounts(
  tx: Transaction,
  which: Prisma.AccountWhereInput,
  state: AccountState,
  { reason: stateReason, at }: StateChange,
): Promise<void> {
  const isOver = state === 'cancelled';
  const ids = (await tx.account.findMany({ where: which, select: { id: true } })).map(({ id }) => id);
  await tx.account.updateMany({
    where: { id: { in: ids } },
    data: { state, stateReason, sessionEpoch: { increment: 1 }, ...(isOver ? { closedAt: at } : {}) },
  });
  if (isOver)
    await tx.apiKey.updateMany({
      where: { accountId: { in: ids }, revokedAt: null },
      data: { revokedAt: at },
    });
}

/** Gives up one's own account; a new registration will be a new account (registration.md §8). */
export async function cancelAccount(tx: Transaction, id: string, at: Instant): Promise<Refusal | null> {
  const locked = await lockAccount(tx, id);
  const whose = locked?.headOf ? { applicant: { unitId: locked.headOf } } : { applicantId: id };
  // A day to choose a plate ends with the account, or by itself.
  const open = await tx.application.count({
    where: { ...whose, open: true, lifecycle: { not: 'L-NEW-CAR' } },
  });
  if (open > 0) return { code: 'applications-open' };
  const state = await changeAccountState(tx, { id, action: 'cancel', reason: 'own-wish', at });
  return state === null ? { code: 'account-state-conflict' } : null;
}
