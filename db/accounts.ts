// Accounts: who signs in, and as what.
import type { Instant } from '../domain/calendar/local-date.ts';
import { compactIdDocNo } from '../domain/identity/identity-document.ts';
import { NEVER_STAND_INS, type RoleName, type StaffRole } from '../domain/permissions/role.ts';
import type { AccountState } from '../domain/registration/account-life.ts';
import type { UnitKind, UnitOption } from '../domain/registration/unit-kinds.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import type { Database, Transaction } from './client.ts';
import { stored } from './json.ts';

export type AccountRole = 'applicant' | StaffRole;

export interface AccountUnit {
  readonly id: string;
  readonly kind: UnitKind;
  readonly options: readonly UnitOption[];
  readonly state: AccountState;
}

/** A colleague's work, taken on while they are away. */
export interface StandIn {
  readonly absentId: string;
  readonly role: StaffRole;
}

export interface SignedInAccount {
  readonly id: string;
  readonly role: AccountRole;
  readonly kind: 'ind-online' | 'ind-window' | 'unit' | 'staff';
  readonly state: AccountState;
  readonly displayName: string;
  readonly office: string;
  readonly personId: string | null;
  readonly unit: AccountUnit | null;
  readonly unitHead: boolean;
  readonly sessionEpoch: number;
  readonly mustChangePassword: boolean;
}

const UNIT = { unit: { select: { id: true, kind: true, options: true, state: true } } } as const;

type AccountRow = Prisma.AccountGetPayload<{ include: typeof UNIT }>;

function toAccount(row: AccountRow): SignedInAccount {
  const { id, displayName, office, personId, unit, unitHead, sessionEpoch, mustChangePassword } = row;
  return {
    ...{ id, displayName, office, personId, unitHead, sessionEpoch, mustChangePassword },
    role: stored<AccountRole>(row.role),
    kind: stored<SignedInAccount['kind']>(row.kind),
    state: stored<AccountState>(row.state),
    unit: stored<AccountUnit | null>(unit),
  };
}

/** The role whose rules an account goes by. */
export function roleNameOf({ kind, role, unitHead }: SignedInAccount): RoleName {
  switch (kind) {
    case 'ind-online':
      return 'online-user';
    case 'ind-window':
      return 'window-user';
    case 'unit':
      return unitHead ? 'unit-head' : 'unit-operator';
    case 'staff':
      // Only applicants' accounts hold the role `applicant`.
      return role === 'applicant' ? 'publisher' : role;
  }
}

/** What is checked when somebody signs in. Secrets are as they are stored. */
export interface Credentials {
  readonly login: string | null;
  readonly mobile: string | null;
  readonly passwordHash: string | null;
  readonly totpSealed: string | null;
  readonly totpStep: number | null;
  readonly mobileIndex: string | null;
}

/** The living account of a login name, a mobile or an identity number; undefined where several share it. */
export async function findAccountByIdentifier(
  db: Database,
  identifier: string,
): Promise<(SignedInAccount & Credentials) | undefined> {
  const rows = await db.account.findMany({
    where: {
      state: { in: ['pending', 'active', 'suspended'] },
      OR: [
        { login: identifier },
        // Operators of units sign in by their login alone: their mobile may be that of their own account.
        {
          kind: { in: ['ind-online', 'ind-window'] },
          OR: [
            { mobileIndex: db.vault.index('mobile', identifier) },
            { person: { idDocNoIndex: db.vault.index('id-number', compactIdDocNo(identifier)) } },
          ],
        },
      ],
    },
    include: UNIT,
    take: 2,
  });
  const [row] = rows;
  return row && rows.length === 1 ? withCredentials(row) : undefined;
}

/** An account by id, with what is checked when somebody signs in. */
export async function findCredentials(
  db: Database,
  id: string,
): Promise<(SignedInAccount & Credentials) | undefined> {
  const row = await db.account.findUnique({ where: { id }, include: UNIT });
  return row ? withCredentials(row) : undefined;
}

function withCredentials(row: AccountRow & { readonly mobile: string | null }) {
  const { login, mobile, passwordHash, totpSealed, totpStep, mobileIndex } = row;
  return { ...toAccount(row), login, mobile, passwordHash, totpSealed, totpStep, mobileIndex };
}

/** An account by id; undefined when it is gone. */
export async function findAccount(
  db: Database | Transaction,
  id: string,
): Promise<SignedInAccount | undefined> {
  const row = await db.account.findUnique({ where: { id }, include: UNIT });
  return row ? toAccount(row) : undefined;
}

/** The colleagues somebody stands in for at an instant: active staff of the same office, and never of a role that is not passed on. */
export async function listStandIns(
  db: Database,
  substitute: Pick<SignedInAccount, 'id' | 'role' | 'office'>,
  at: Instant,
): Promise<readonly StandIn[]> {
  if (NEVER_STAND_INS.some((role) => role === substitute.role)) return [];
  const rows = await db.substitution.findMany({
    where: {
      substituteId: substitute.id,
      endedAt: null,
      from: { lte: at },
      until: { gt: at },
      absent: {
        ...{ kind: 'staff', state: 'active', office: substitute.office },
        role: { notIn: [...NEVER_STAND_INS] },
      },
    },
    orderBy: { from: 'asc' },
    select: { absentId: true, absent: { select: { role: true } } },
  });
  return rows.map(({ absentId, absent }) => ({ absentId, role: stored<StaffRole>(absent.role) }));
}

/** What the gate asks of an applicant's account. */
export async function getApplicant(tx: Transaction, id: string) {
  const row = await tx.account.findUniqueOrThrow({
    where: { id },
    include: { ...UNIT, person: { select: { id: true, mobile: true, address: true } } },
  });
  const { person } = row;
  return {
    account: toAccount(row),
    personId: person?.id ?? null,
    // A unit left telephone and address with its registration.
    hasContact: row.unit !== null || Boolean(person?.mobile && person.address),
  };
}
