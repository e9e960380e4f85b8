// Registration online: whom the register knows in which way, and how they ask for an account.
import type { IdDocKind } from '../../domain/identity/identity-document.ts';
import type { OnlineSubtype } from '../../domain/registration/online.ts';
import type { ApplicantService } from '../../prisma/seed/applicant-services.ts';
import { makeApplicant } from '../../prisma/seed/applicants.ts';
import { demoPasswordHash } from '../../prisma/seed/password.ts';
import { OFFICE, saveResidents } from '../../prisma/seed/register.ts';
import { type Answer, anybody } from '../../sandbox/person.ts';
import type { TestApi } from './api.ts';
import { newIndividual } from './identities.ts';
import type { WithApi } from './people.ts';
import { codeTo } from './phones.ts';

export interface Claim {
  readonly subtype: OnlineSubtype;
  readonly identity: { readonly kind: IdDocKind; readonly number: string };
  readonly name: string;
  readonly mobile: string;
  readonly password: string;
  readonly agreesToTerms: true;
}

const TERMS = { password: 'Own-Choice-15', agreesToTerms: true } as const;

let made = 0;

/** Somebody who owns a car here, or holds a licence, and has no account. */
export async function ownerOnFile(api: TestApi, service: ApplicantService = 'plate-replace'): Promise<Claim> {
  made += 1;
  const { resident } = makeApplicant({
    ...{ service, today: api.clock.today, n: 60_000 + made },
    passwordHash: await demoPasswordHash(),
  });
  await saveResidents(api.db, [{ ...resident, account: null }]);
  const { name, mobile, id_doc_no } = resident.person;
  if (mobile === null) throw new Error('applicants leave a mobile');
  const identity = { kind: 'resident-id', number: id_doc_no } as const;
  return { subtype: 'owner-or-driver', identity, name, mobile, ...TERMS };
}

/** Somebody whom the register does not know. */
export function stranger(): Claim {
  const { name, mobile, document } = newIndividual('local', 'resident-id');
  const identity = { kind: 'resident-id', number: document.number } as const;
  return { subtype: 'new-car-owner', identity, name, mobile, ...TERMS };
}

/** Somebody who learns to drive here, with or without a mobile on file. */
export async function learnerOnFile(api: TestApi, hasMobile: boolean): Promise<Claim> {
  const claim = await ownerOnFile(api);
  const owner = { person: { idDocNoIndex: api.db.vault.index('id-number', claim.identity.number) } };
  await api.db.certificate.deleteMany({ where: { vehicle: { owner: owner.person } } });
  await api.db.vehicle.deleteMany({ where: { owner: owner.person } });
  const person = await api.db.person.findFirstOrThrow({ where: owner.person });
  if (!hasMobile)
    await api.db.person.update({ where: { id: person.id }, data: { mobileSealed: null, mobileIndex: null } });
  await api.db.licenceApplication.create({
    data: {
      no: person.id,
      personId: person.id,
      cls: 'C1',
      acceptedOn: new Date('2015-10-20'),
      office: OFFICE,
    },
  });
  return { ...claim, subtype: 'learner' };
}

/** Has a code sent to a mobile, and reads it there. */
export async function codeFor({ url, db }: WithApi, mobile: string): Promise<string> {
  await anybody(url).call('POST', '/api/v1/phone-codes', { body: { mobile, purpose: 'register' } });
  return codeTo(db, mobile);
}

/** Asks for an account, with the code to the mobile that is claimed. */
export async function registerOnline(on: WithApi, claim: Claim): Promise<Answer> {
  const code = await codeFor(on, claim.mobile);
  return anybody(on.url).call('POST', '/api/v1/registrations/online', { body: { ...claim, code } });
}
