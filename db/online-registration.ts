// 网上注册: an individual whose mobile is on file gets an account at once; a new car's owner gets one for a day.
import { randomBytes, randomUUID } from 'node:crypto';
import { type Instant, localDateOf } from '../domain/calendar/local-date.ts';
import { isIdDocNo } from '../domain/identity/identity-document.ts';
import { isMobile, normaliseMobile } from '../domain/identity/mobile.ts';
import { findResidentId } from '../domain/identity/resident-id.ts';
import type { Refusal } from '../domain/refusals.ts';
import { LOCAL_OFFICE } from '../domain/register/local.ts';
import { REGISTRATION_MATTERS } from '../domain/registration/matters.ts';
import { checkOnline, type KnownIdentity, type OnlineSubtype } from '../domain/registration/online.ts';
import { checkPassword } from '../domain/registration/password.ts';
import { type Origin, saveAudit } from './audit.ts';
import type { Transaction } from './client.ts';
import type { Deciding } from './deciding.ts';
import { openCase } from './open-case.ts';
import { hashPassword } from './passwords.ts';
import {
  findPersonByIdentity,
  type Identity,
  type KnownPerson,
  lockIdentity,
  NO_PLATE_CHOSEN,
  savePerson,
  sealedMobile,
} from './people.ts';
import type { PhoneCodes } from './phone-codes.ts';
import { transact } from './transact.ts';

export interface OnlineRegistration {
  readonly subtype: OnlineSubtype;
  readonly identity: Identity;
  readonly name: string;
  readonly mobile: string;
  /** Sent to the mobile. */
  readonly code: string;
  readonly password: string;
  readonly origin: Origin;
}

export interface Registered {
  readonly id: string;
  /** Until when a new car's owner has to choose a plate; null for the others. */
  readonly chooseBy: Instant | null;
}

type Answer = Registered | { readonly refusal: Refusal };

/** Makes an account for whoever the register knows by name, number and mobile. A refusal is an answer, not an error. */
export async function registerOnline(
  deps: Deciding,
  phoneCodes: PhoneCodes,
  request: OnlineRegistration,
): Promise<Answer> {
  const { origin } = request;
  const mobile = normaliseMobile(request.mobile);
  const registration = { ...request, mobile };
  const now = await deps.now();
  const refusal =
    checkForm(registration, now) ??
    (await phoneCodes.check({ mobile, purpose: 'register', code: request.code }));
  const answer: Answer = refusal ? { refusal } : await register(deps, phoneCodes, registration, now);
  if ('refusal' in answer) {
    await saveAudit(deps.db, {
      ...{ at: now, actor: VISITOR, action: 'register-online', object: 'account', origin },
      refusal: answer.refusal.code,
    });
  }
  return answer;
}

const VISITOR = { id: 'unknown', role: 'applicant' } as const;

function checkForm(
  { subtype, identity, mobile, password }: OnlineRegistration,
  now: Instant,
): Refusal | null {
  const { kind, number } = identity;
  if (!isMobile(mobile)) return { code: 'mobile-invalid', pointer: '/mobile' };
  // Birth and sex of somebody whom the register does not know are those that the number tells.
  if (subtype === 'new-car-owner' && kind !== 'resident-id')
    return { code: 'window-only-document', pointer: '/identity/kind' };
  if (!isIdDocNo(kind, number, localDateOf(now)))
    return { code: 'id-number-invalid', pointer: '/identity/number' };
  const weak = checkPassword(password);
  return weak && { ...weak, pointer: '/password' };
}

async function register(
  deps: Deciding,
  phoneCodes: PhoneCodes,
  registration: OnlineRegistration,
  now: Instant,
): Promise<Answer> {
  const { subtype, identity, name, mobile, code, origin } = registration;
  // Slow, and needs no lock.
  const passwordHash = await hashPassword(registration.password);
  return transact(deps.db, async (tx): Promise<Answer> => {
    await lockIdentity(tx, identity);
    const known = await findPersonByIdentity(tx, identity);
    const refusal = checkOnline({ subtype, name, mobile }, known ? knownIdentity(tx, known, mobile) : null);
    if (refusal) return { refusal };
    if (!(await phoneCodes.use(tx, { mobile, purpose: 'register', code })))
      return { refusal: { code: 'phone-code-wrong', pointer: '/code' } };
    const personId = known?.id ?? (await saveNewcomer(tx, registration, now));
    const id = randomUUID();
    await tx.account.create({
      data: {
        ...{ id, personId, subtype, passwordHash, office: LOCAL_OFFICE, ...sealedMobile(tx, mobile) },
        ...{ kind: 'ind-online', role: 'applicant', state: 'active', displayName: name, createdAt: now },
      },
    });
    await saveAudit(tx, {
      at: now,
      actor: { id, role: 'applicant', office: LOCAL_OFFICE },
      ...{ action: 'register-online', object: `account/${id}`, origin },
      states: { before: null, after: { kind: 'ind-online', subtype, personId } },
    });
    return { id, chooseBy: subtype === 'new-car-owner' ? await openPlateChoice(deps, tx, id, origin) : null };
  });
}

function knownIdentity(tx: Transaction, known: KnownPerson, mobile: string): KnownIdentity {
  const mobileIndex = tx.vault.index('mobile', mobile);
  return {
    ...known,
    livingAccount: known.livingAccount && {
      hasThisMobile: known.livingAccount.mobileIndex === mobileIndex,
    },
    lostForWantOfPlate: known.accounts.some(
      (account) => account.stateReason === NO_PLATE_CHOSEN && account.mobileIndex === mobileIndex,
    ),
  };
}

/** Whoever owns nothing yet is known by the number of the card alone; a window sees the rest. */
async function saveNewcomer(
  tx: Transaction,
  { identity, name }: OnlineRegistration,
  now: Instant,
): Promise<string> {
  const told = findResidentId(identity.number, localDateOf(now));
  if (told === undefined) throw new Error('a number is gone that was just checked');
  return savePerson(tx, {
    ...{ name, identity, category: 'local', birthOn: told.birthOn, sex: told.sex },
    residenceDivision: told.division,
  });
}

/** 24小时内未选号的,账号予以注销: the day is a case of its own, carried like every other. */
async function openPlateChoice(
  deps: Deciding,
  tx: Transaction,
  accountId: string,
  origin: Origin,
): Promise<Instant> {
  const { application } = await openCase(deps, tx, {
    matter: REGISTRATION_MATTERS['new-car-registration'],
    actor: { id: accountId, role: 'applicant' },
    ...{ applicantId: accountId, office: LOCAL_OFFICE, form: {}, documentIds: [], delivery: null, origin },
    sealed: { formSealed: tx.vault.seal('{}'), addressSealed: null },
    trackingSecret: randomBytes(9).toString('base64url'),
    submit: true,
    judge: async () => ({ gate: null, documents: null, fen: 0, vehicleId: null, licenceId: null }),
  });
  const clock = application.clocks['plate-choice'];
  if (!clock) throw new Error('the day to choose a plate has no clock');
  return clock.dueAt;
}
