// 单位用户: a unit with its people on record, sealed; one living registration an organisation code.
import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { AccountChange } from '../domain/registration/changes.ts';
import { orgCodeOf, type UnitRegistration } from '../domain/registration/unit.ts';
import type { Transaction } from './client.ts';

/** Nobody else registers the same unit until this transaction ends. */
export async function lockUnit(tx: Transaction, orgCode: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`unit ${orgCode}`}, 0))`;
}

/** What an earlier registration of the same code says; null when there was none. */
export async function findUnitOnFile(tx: Transaction, orgCode: string) {
  const rows = await tx.unit.findMany({
    where: { orgCode, state: { not: 'rejected' } },
    orderBy: { createdAt: 'desc' },
  });
  const living = rows.find(({ state }) => state !== 'cancelled');
  const row = living ?? rows[0];
  if (!row) return null;
  const representative: { name: string } = JSON.parse(tx.vault.open(row.legalRepresentativeSealed));
  return { name: row.name, legalRepresentativeName: representative.name, isLiving: living !== undefined };
}

/** A name for whoever uses the account first: of the organisation code, and with a number where that is taken. */
export async function newHeadLogin(tx: Transaction, orgCode: string): Promise<string> {
  const login = `u${orgCode.toLowerCase()}`;
  const taken = await tx.account.findMany({
    where: { login: { startsWith: login } },
    select: { login: true },
  });
  const isTaken = (name: string) => taken.some((account) => account.login === name);
  let name = login;
  for (let n = 2; isTaken(name); n += 1) name = `${login}-${n}`;
  return name;
}

const sealedJson = ({ vault }: Transaction, value: unknown) => vault.seal(JSON.stringify(value));

/** Adds a unit that waits for its review. */
export async function saveUnit(
  tx: Transaction,
  form: UnitRegistration,
  office: string,
  now: Instant,
): Promise<string> {
  const id = randomUUID();
  await tx.unit.create({
    data: {
      ...{ id, office, name: form.name, kind: form.unitKind, uscc: form.uscc, createdAt: now },
      orgCode: orgCodeOf(form) ?? '',
      options: [...form.options],
      legalRepresentativeSealed: sealedJson(tx, form.legalRepresentative),
      agentSealed: form.agent === null ? null : sealedJson(tx, form.agent),
      telephoneSealed: tx.vault.seal(form.telephone),
      addressSealed: tx.vault.seal(form.address),
      division: form.division,
      postcode: form.postcode,
    },
  });
  return id;
}

type UnitChange = Extract<AccountChange, { kind: `unit-${string}` }>;

/** Changes what a unit has on record. */
export async function changeUnit(tx: Transaction, accountId: string, change: UnitChange): Promise<void> {
  const where = { accounts: { some: { id: accountId } } };
  switch (change.kind) {
    case 'unit-options':
      await tx.unit.updateMany({ where, data: { options: [...change.options] } });
      return;
    case 'unit-agent':
      await tx.unit.updateMany({ where, data: { agentSealed: sealedJson(tx, change.agent) } });
      return;
    case 'unit-legal-representative':
      await tx.unit.updateMany({
        where,
        data: { legalRepresentativeSealed: sealedJson(tx, change.legalRepresentative) },
      });
      return;
  }
}
