// Units and their operators, as an approved registration leaves them.
import { randomUUID } from 'node:crypto';
import { UNIT_KINDS, type UnitKind, type UnitOption } from '../../domain/registration/unit-kinds.ts';
import { demoPasswordHash } from '../../prisma/seed/password.ts';
import { OFFICE } from '../../prisma/seed/register.ts';
import type { TestApi } from './api.ts';
import type { TestClock } from './clock.ts';

let made = 0;

/** A unit with everything its kind may choose. Returns its id. */
export async function makeUnit(
  { db, clock }: Pick<TestApi, 'db'> & { readonly clock: Pick<TestClock, 'at'> },
  kind: UnitKind,
  options: readonly UnitOption[] = UNIT_KINDS[kind].options,
): Promise<string> {
  made += 1;
  const id = randomUUID();
  const legalRepresentativeSealed = db.vault.seal(JSON.stringify({ name: '法定代表人' }));
  await db.unit.create({
    data: {
      ...{ id, name: `单位${made}`, kind, options: [...options], state: 'active', office: OFFICE },
      ...{ orgCode: `2${String(made).padStart(7, '0')}X`, legalRepresentativeSealed, createdAt: clock.at },
    },
  });
  return id;
}

export interface TestOperator {
  readonly unitId: string;
  readonly login: string;
  readonly unitHead?: boolean;
}

/** An operator of a unit, with the password of every demonstration. Returns the account's id. */
export async function makeOperator(
  { db }: Pick<TestApi, 'db'>,
  { unitId, login, unitHead = false }: TestOperator,
): Promise<string> {
  const id = randomUUID();
  await db.account.create({
    data: {
      ...{ id, unitId, login, unitHead, kind: 'unit', role: 'applicant', office: OFFICE },
      ...{ displayName: '经办人', passwordHash: await demoPasswordHash() },
    },
  });
  return id;
}
