// Accounts: who signs in, and as what.
import type { StaffRole } from '../domain/application/lifecycle.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import type { Database, Transaction } from './client.ts';
import { stored } from './json.ts';

export type AccountRole = 'applicant' | StaffRole;

export interface SignedInAccount {
  readonly id: string;
  readonly role: AccountRole;
  readonly kind: 'ind-online' | 'ind-window' | 'staff';
  readonly state: 'pending' | 'active' | 'suspended' | 'cancelled';
  readonly displayName: string;
  readonly office: string;
  readonly personId: string | null;
}

type AccountRow = Prisma.AccountGetPayload<object>;

function toAccount(row: AccountRow): SignedInAccount {
  const { id, displayName, office, personId } = row;
  return {
    id,
    displayName,
    office,
    personId,
    role: stored<AccountRole>(row.role),
    kind: stored<SignedInAccount['kind']>(row.kind),
    state: stored<SignedInAccount['state']>(row.state),
  };
}

/** The account of a login name with its password hash. */
export async function findAccountByLogin(
  db: Database,
  login: string,
): Promise<(SignedInAccount & { passwordHash: string }) | undefined> {
  const row = await db.account.findUnique({ where: { login } });
  return row ? { ...toAccount(row), passwordHash: row.passwordHash } : undefined;
}

/** An account by id; undefined when it is gone. */
export async function findAccount(db: Database, id: string): Promise<SignedInAccount | undefined> {
  const row = await db.account.findUnique({ where: { id } });
  return row ? toAccount(row) : undefined;
}

/** What the gate asks of an applicant's account. */
export async function getApplicant(tx: Transaction, id: string) {
  const row = await tx.account.findUniqueOrThrow({
    where: { id },
    include: { person: { select: { id: true, mobile: true, address: true } } },
  });
  const { person } = row;
  return {
    account: toAccount(row),
    personId: person?.id ?? null,
    hasContact: Boolean(person?.mobile && person.address),
  };
}
