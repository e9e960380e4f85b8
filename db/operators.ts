// The operators of a unit: several people, each under a name of their own.
import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { Database, Transaction } from './client.ts';
import { sendFirstPassword } from './first-password.ts';
import { hashPassword, newFirstPassword } from './passwords.ts';
import { sealedMobile } from './people.ts';

const SHOWN = { id: true, login: true, displayName: true, unitHead: true, state: true } as const;

/** The operators of a unit, those who have left included. */
export async function listOperators(db: Database, unitId: string) {
  if (unitId === '') return [];
  return db.account.findMany({ where: { unitId }, select: SHOWN, orderBy: { createdAt: 'asc' } });
}

/** An operator of this unit; undefined for anybody else. */
export async function findOperator(tx: Transaction, id: string, unitId: string) {
  if (unitId === '') return undefined;
  return (await tx.account.findFirst({ where: { id, unitId }, select: SHOWN })) ?? undefined;
}

export interface NewOperator {
  readonly unitId: string;
  readonly office: string;
  readonly login: string;
  readonly displayName: string;
  readonly mobile: string;
  readonly createdAt: Instant;
}

/** Adds an operator; the first password goes to their mobile. */
export async function saveOperator(tx: Transaction, { mobile, ...operator }: NewOperator): Promise<string> {
  const id = randomUUID();
  const password = newFirstPassword();
  await tx.account.create({
    data: {
      ...{ ...operator, id, ...sealedMobile(tx, mobile) },
      ...{ kind: 'unit', role: 'applicant', state: 'active', mustChangePassword: true },
      passwordHash: await hashPassword(password),
    },
  });
  const { login, createdAt: at } = operator;
  await sendFirstPassword(tx, { accountId: id, mobile, login, password, at });
  return id;
}

/** An operator leaves: their sessions and keys end with the account. */
export async function removeOperator(tx: Transaction, id: string, at: Instant): Promise<void> {
  await tx.account.update({
    where: { id },
    data: { state: 'cancelled', stateReason: 'left-the-unit', sessionEpoch: { increment: 1 }, closedAt: at },
  });
  await tx.apiKey.updateMany({ where: { accountId: id, revokedAt: null }, data: { revokedAt: at } });
}
