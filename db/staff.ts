// The staff: their accounts, and who stands in for whom. Every change is audited with what it changed.
import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { StaffRole } from '../domain/permissions/role.ts';
import type { Database, Transaction } from './client.ts';
import { stored } from './json.ts';
import { hashPassword, newFirstPassword } from './passwords.ts';

export interface StaffMember {
  readonly id: string;
  readonly login: string | null;
  readonly displayName: string;
  readonly role: StaffRole;
  readonly office: string;
  readonly state: 'active' | 'suspended' | 'cancelled';
  readonly hasTotp: boolean;
}

const SHOWN = {
  id: true,
  login: true,
  displayName: true,
  role: true,
  office: true,
  state: true,
  totpSealed: true,
} as const;

/** Staff of an office, or everybody's. */
export async function listStaff(db: Database, office: string | null): Promise<readonly StaffMember[]> {
  const rows = await db.account.findMany({
    where: { kind: 'staff', ...(office === null ? {} : { office }) },
    select: SHOWN,
    orderBy: [{ office: 'asc' }, { login: 'asc' }],
  });
  return rows.map(({ totpSealed, ...row }) => ({
    ...row,
    role: stored<StaffRole>(row.role),
    state: stored<StaffMember['state']>(row.state),
    hasTotp: totpSealed !== null,
  }));
}

/** A member of the staff; undefined for anybody else's account. */
export async function findStaff(db: Database | Transaction, id: string): Promise<StaffMember | undefined> {
  const row = await db.account.findFirst({ where: { id, kind: 'staff' }, select: SHOWN });
  if (!row) return undefined;
  const { totpSealed, ...rest } = row;
  return {
    ...rest,
    role: stored<StaffRole>(row.role),
    state: stored<StaffMember['state']>(row.state),
    hasTotp: totpSealed !== null,
  };
}

/** Whether a login name is taken, by anybody. */
export async function isLoginTaken(tx: Transaction, login: string): Promise<boolean> {
  return (await tx.account.count({ where: { login } })) > 0;
}

export interface NewStaff {
  readonly login: string;
  readonly displayName: string;
  readonly role: StaffRole;
  readonly office: string;
  readonly createdAt: Instant;
}

/** Adds a member; the first password is told once, and to be changed. The second factor is set up at the first sign-in. */
export async function saveStaff(
  tx: Transaction,
  member: NewStaff,
): Promise<{ id: string; firstPassword: string }> {
  const firstPassword = newFirstPassword();
  const id = randomUUID();
  const passwordHash = await hashPassword(firstPassword);
  await tx.account.create({
    data: { ...member, id, passwordHash, kind: 'staff', state: 'active', mustChangePassword: true },
  });
  return { id, firstPassword };
}

export interface StaffChange {
  readonly role?: StaffRole | undefined;
  readonly state?: 'active' | 'suspended' | 'cancelled' | undefined;
  readonly resetTotp?: true | undefined;
  readonly resetPassword?: true | undefined;
}

/**
 * Changes a member; sessions end, so that the new rules hold at once, and with a role end the substitutions that were agreed
 * on for it. Returns the new first password, if one was made.
 */
export async function changeStaff(
  tx: Transaction,
  id: string,
  change: StaffChange,
  at: Instant,
): Promise<string | null> {
  const firstPassword = change.resetPassword ? newFirstPassword() : null;
  await tx.account.update({
    where: { id },
    data: {
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.resetTotp ? { totpSealed: null, totpStep: null } : {}),
      ...(firstPassword === null
        ? {}
        : { passwordHash: await hashPassword(firstPassword), mustChangePassword: true }),
      sessionEpoch: { increment: 1 },
    },
  });
  if (change.role !== undefined)
    await tx.substitution.updateMany({
      where: { endedAt: null, OR: [{ absentId: id }, { substituteId: id }] },
      data: { endedAt: at },
    });
  return firstPassword;
}

export interface NewSubstitution {
  readonly office: string;
  readonly absentId: string;
  readonly substituteId: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly reason: string;
  readonly createdById: string;
  readonly createdAt: Instant;
}

const SUBSTITUTION_SHOWN = {
  ...{ id: true, absentId: true, substituteId: true, from: true, until: true, reason: true },
  endedAt: true,
} as const;

export async function saveSubstitution(tx: Transaction, substitution: NewSubstitution) {
  return tx.substitution.create({
    data: { ...substitution, id: randomUUID() },
    select: SUBSTITUTION_SHOWN,
  });
}

export type Substitution = Awaited<ReturnType<typeof listSubstitutions>>[number];

/** Substitutions of an office, or of all, newest first. */
export async function listSubstitutions(db: Database, office: string | null) {
  return db.substitution.findMany({
    where: office === null ? {} : { office },
    select: SUBSTITUTION_SHOWN,
    orderBy: { from: 'desc' },
    take: 200,
  });
}

export async function findSubstitution(db: Database, id: string) {
  return (await db.substitution.findUnique({ where: { id } })) ?? undefined;
}

/** Ends a substitution; false when it had ended. */
export async function endSubstitution(tx: Transaction, id: string, at: Instant): Promise<boolean> {
  const { count } = await tx.substitution.updateMany({ where: { id, endedAt: null }, data: { endedAt: at } });
  return count === 1;
}
