// 窗口注册: what a registrar takes down becomes a case of its own; the account is made when a second person has approved it.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Actor } from '../domain/application/events.ts';
import { type Instant, localDateOf } from '../domain/calendar/local-date.ts';
import { type Refusal, refusalUnder } from '../domain/refusals.ts';
import { type ChangedAccount, checkChange } from '../domain/registration/changes.ts';
import type { RegistrationForm } from '../domain/registration/form.ts';
import { checkIndividual, type IndividualRegistration } from '../domain/registration/individual.ts';
import { REGISTRATION_MATTERS } from '../domain/registration/matters.ts';
import { missingScan } from '../domain/registration/scans.ts';
import { checkUnit, handlerOf, orgCodeOf, type UnitRegistration } from '../domain/registration/unit.ts';
import type { UnitKind } from '../domain/registration/unit-kinds.ts';
import type { Origin } from './audit.ts';
import type { Transaction } from './client.ts';
import type { Deciding } from './deciding.ts';
import type { Outcome } from './decision.ts';
import { findUsableKinds } from './documents.ts';
import type { KeptReply } from './idempotency.ts';
import { stored } from './json.ts';
import { openCase } from './open-case.ts';
import {
  correctPerson,
  findPersonByIdentity,
  type KnownPerson,
  lockIdentity,
  savePerson,
  sealedMobile,
} from './people.ts';
import { transact } from './transact.ts';
import { findUnitOnFile, lockUnit, newHeadLogin, saveUnit } from './units.ts';

export interface Filing {
  readonly form: RegistrationForm;
  /** The account that is upgraded or changed; null where one is made. */
  readonly accountId: string | null;
  /** Scans uploaded by the registrar. */
  readonly documentIds: readonly string[];
  readonly actor: Actor;
  /** Whom the registrar stands in for. */
  readonly forId?: string | null;
  readonly office: string;
  readonly origin?: Origin;
  readonly reply?: (outcome: Outcome) => KeptReply | null;
  /** What else is done in the transaction of a filing that is not refused. */
  readonly alongside?: (tx: Transaction) => Promise<void>;
}

/** What a filing comes to: a refusal, or what to write with the case. */
interface Prepared {
  readonly refusal: Refusal | null;
  readonly write: (now: Instant) => Promise<void>;
}

const NOTHING = async () => {};
const refused = (refusal: Refusal): Prepared => ({ refusal, write: NOTHING });
const fine = (write: Prepared['write'] = NOTHING): Prepared => ({ refusal: null, write });

/** Files a registration, an upgrade or a change. A refusal is an answer, not an error. */
export async function fileRegistration(deps: Deciding, filing: Filing): Promise<Outcome> {
  const { form, documentIds, actor, forId, office } = filing;
  const applicantId = filing.accountId ?? randomUUID();
  return transact(deps.db, async (tx) => {
    let write = NOTHING as Prepared['write'];
    return openCase(deps, tx, {
      ...{ actor, forId, applicantId, office, documentIds },
      matter: REGISTRATION_MATTERS[form.matter],
      form: {},
      sealed: { formSealed: tx.vault.seal(JSON.stringify(form)), addressSealed: null },
      delivery: null,
      // Nobody tracks it by number: the SMS tells the outcome.
      trackingSecret: randomBytes(9).toString('base64url'),
      submit: true,
      judge: async (now) => {
        const prepared = await prepare(tx, filing, applicantId, now);
        ({ write } = prepared);
        const gate = prepared.refusal ?? (await checkScans(tx, filing));
        return { gate, documents: null, fen: 0, vehicleId: null, licenceId: null };
      },
      prepare: async (now) => {
        await write(now);
        await filing.alongside?.(tx);
      },
      origin: filing.origin,
      reply: filing.reply,
    });
  });
}

async function checkScans(tx: Transaction, { form, documentIds, actor }: Filing): Promise<Refusal | null> {
  const kinds = await findUsableKinds(tx, actor.id, documentIds, null);
  return kinds === null ? { code: 'document-unknown', pointer: '/documents' } : missingScan(form, kinds);
}

async function prepare(tx: Transaction, filing: Filing, accountId: string, now: Instant): Promise<Prepared> {
  const { form } = filing;
  switch (form.matter) {
    case 'individual-registration':
      return prepareIndividual(tx, filing, form.individual, accountId, now);
    case 'unit-registration':
      return prepareUnit(tx, filing, form.unit, accountId, now);
    case 'registration-upgrade':
      return prepareUpgrade(tx, form.individual, accountId, now);
    case 'registration-change':
      return prepareChange(tx, form.change, accountId, now);
  }
}

async function prepareIndividual(
  tx: Transaction,
  { office }: Filing,
  form: IndividualRegistration,
  accountId: string,
  now: Instant,
): Promise<Prepared> {
  const wrong = refusalUnder('/individual', checkIndividual(form, localDateOf(now)));
  if (wrong) return refused(wrong);
  await lockIdentity(tx, form.document);
  const known = await findPersonByIdentity(tx, form.document);
  if (known && !known.isUnproven && known.name !== form.name)
    return refused({ code: 'register-mismatch', pointer: '/individual/name' });
  if (known?.deceased) return refused({ code: 'register-mismatch', pointer: '/individual/document/number' });
  if (known?.livingAccount) {
    const isOnline = known.livingAccount.kind === 'ind-online';
    return refused({ code: isOnline ? 'upgrade-instead' : 'already-registered' });
  }
  // 在本地拥有机动车或驾驶证的本地居民; the others live here by the documents they bring (三(二)).
  const ownsHere = known !== undefined && (known.ownsLocalVehicle || known.holdsLocalLicence);
  if (form.category === 'local' && !ownsHere) return refused({ code: 'nothing-on-file' });
  return fine(async () => {
    await tx.account.create({
      data: {
        ...{ id: accountId, office, ...sealedMobile(tx, form.mobile) },
        personId: await personOf(tx, form, known),
        ...{ kind: 'ind-window', role: 'applicant', state: 'pending', displayName: form.name },
        subtype: 'owner-or-driver',
        createdAt: now,
      },
    });
  });
}

/** The person on file, or a new one. */
async function personOf(
  tx: Transaction,
  { document: identity, division: residenceDivision, ...form }: IndividualRegistration,
  known: KnownPerson | undefined,
): Promise<string> {
  const { name, category, birthOn, sex } = form;
  const person = { identity, residenceDivision, name, category, birthOn, sex };
  if (known === undefined) return savePerson(tx, person);
  if (known.isUnproven) await correctPerson(tx, known.id, person);
  return known.id;
}

async function prepareUnit(
  tx: Transaction,
  { office }: Filing,
  form: UnitRegistration,
  accountId: string,
  now: Instant,
): Promise<Prepared> {
  const orgCode = orgCodeOf(form);
  if (orgCode !== null) await lockUnit(tx, orgCode);
  const onFile = orgCode === null ? null : await findUnitOnFile(tx, orgCode);
  const wrong = refusalUnder('/unit', checkUnit(form, onFile, localDateOf(now)));
  if (wrong) return refused(wrong);
  return fine(async () => {
    const unitId = await saveUnit(tx, form, office, now);
    const { name, mobile } = handlerOf(form);
    const login = await newHeadLogin(tx, orgCodeOf(form) ?? '');
    await tx.account.create({
      data: {
        ...{ id: accountId, unitId, unitHead: true, login, office, ...sealedMobile(tx, mobile) },
        ...{ kind: 'unit', role: 'applicant', state: 'pending', displayName: name },
        createdAt: now,
      },
    });
  });
}

/** 互联网用户转窗口用户注册: the same account, the same person, seen with their document (registration.md §4). */
async function prepareUpgrade(
  tx: Transaction,
  form: IndividualRegistration,
  accountId: string,
  now: Instant,
): Promise<Prepared> {
  const wrong = refusalUnder('/individual', checkIndividual(form, localDateOf(now)));
  if (wrong) return refused(wrong);
  await lockAccount(tx, accountId);
  const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  if (account.kind !== 'ind-online' || account.state !== 'active')
    return refused({ code: 'upgrade-not-needed' });
  const known = await findPersonByIdentity(tx, form.document);
  if (known?.id !== account.personId || known?.name !== form.name) {
    return refused({ code: 'register-mismatch', pointer: '/individual/document/number' });
  }
  const ownsHere = known.ownsLocalVehicle || known.holdsLocalLicence;
  if (form.category === 'local' && !ownsHere) return refused({ code: 'nothing-on-file' });
  return notPending(tx, accountId);
}

async function prepareChange(
  tx: Transaction,
  change: Extract<RegistrationForm, { matter: 'registration-change' }>['change'],
  accountId: string,
  now: Instant,
): Promise<Prepared> {
  await lockAccount(tx, accountId);
  const account = await tx.account.findUniqueOrThrow({ where: { id: accountId }, include: { unit: true } });
  if (account.state !== 'active') return refused({ code: 'account-not-active' });
  const wrong = refusalUnder('/change', checkChange(change, changedAccount(account), localDateOf(now)));
  if (wrong) return refused(wrong);
  if (change.kind === 'id-number') {
    await lockIdentity(tx, change.document);
    const known = await findPersonByIdentity(tx, change.document);
    if (known && known.id !== account.personId)
      return refused({ code: 'register-mismatch', pointer: '/change/document/number' });
  }
  return notPending(tx, accountId);
}

function changedAccount(account: {
  readonly kind: string;
  readonly unit: { readonly kind: string; readonly name: string } | null;
}): ChangedAccount {
  const { unit } = account;
  if (unit !== null) return { kind: 'unit', unit: { kind: stored<UnitKind>(unit.kind), name: unit.name } };
  return { kind: account.kind === 'ind-window' ? 'ind-window' : 'ind-online', unit: null };
}

/** Nothing else of the account is taken down, or done to it, until this transaction ends. */
async function lockAccount(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM account WHERE id = ${id}::uuid FOR UPDATE`;
}

/** One registration of an account is decided before the next is taken down. */
async function notPending(tx: Transaction, accountId: string): Promise<Prepared> {
  const open = await tx.application.count({
    where: { applicantId: accountId, lifecycle: 'L-REGISTER', open: true },
  });
  return open > 0 ? refused({ code: 'duplicate-application' }) : fine();
}
