// The registration window: a registrar takes down, a reviewer looks at it, the register's activity makes the account.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { decisionContracts as decisions } from '../../api/contract/decisions.ts';
import { registrationContracts as registrations } from '../../api/contract/registrations.ts';
import { sessionContracts as sessions } from '../../api/contract/session.ts';
import { taskContracts as tasks } from '../../api/contract/tasks.ts';
import type { Database } from '../../db/client.ts';
import type { RegistrationForm } from '../../domain/registration/form.ts';
import type { IndividualRegistration } from '../../domain/registration/individual.ts';
import { scansNeeded } from '../../domain/registration/scans.ts';
import { type Applicant, makeApplicant } from '../../prisma/seed/applicants.ts';
import { demoPasswordHash } from '../../prisma/seed/password.ts';
import { OFFICE, saveResidents } from '../../prisma/seed/register.ts';
import type { TestApi } from './api.ts';
import { textOfPdf } from './pdf-text.ts';
import { employ, type Person, signedIn, upload } from './people.ts';
import { messagesTo } from './phones.ts';

const STAFF = {
  registrar: { role: 'registrar', office: OFFICE },
  otherRegistrar: { role: 'registrar', office: OFFICE },
  reviewer: { role: 'reviewer', office: OFFICE },
  administrator: { role: 'administrator', office: OFFICE },
  /** Of another office: for them nothing of ours exists. */
  outsideRegistrar: { role: 'registrar', office: 'zmd-xincai' },
  outsideReviewer: { role: 'reviewer', office: 'zmd-xincai' },
} as const;

export type WindowStaff = Readonly<Record<keyof typeof STAFF, Person>>;

/** Those who work at the window, signed in. */
export async function openWindow(api: TestApi): Promise<WindowStaff> {
  const names = Object.keys(STAFF).filter((name): name is keyof typeof STAFF => name in STAFF);
  await employ(
    api,
    names.map((name) => ({ ...STAFF[name], login: name })),
  );
  return {
    registrar: await signedIn(api.url, 'registrar'),
    otherRegistrar: await signedIn(api.url, 'otherRegistrar'),
    reviewer: await signedIn(api.url, 'reviewer'),
    administrator: await signedIn(api.url, 'administrator'),
    outsideRegistrar: await signedIn(api.url, 'outsideRegistrar'),
    outsideReviewer: await signedIn(api.url, 'outsideReviewer'),
  };
}

/** A form with the account it is about, where it is about one. */
export type Filed = RegistrationForm & { readonly accountId?: string; readonly bookingCode?: string };

/** The body that files a form, the scans it needs uploaded by whoever files it. */
export async function bodyOf(by: Person, form: Filed): Promise<Filed & { readonly documents: string[] }> {
  const documents: string[] = [];
  for (const kind of scansNeeded(form)) documents.push(await upload(by, kind));
  return { ...form, documents };
}

/** Takes a registration down. @throws Error when it is refused */
export async function file(by: Person, form: Filed) {
  return (await by.ask(registrations.file, { body: await bodyOf(by, form) })).body;
}

/** Prints the form of a registration; its text, where it is a PDF. */
export async function print(api: TestApi, by: Person, id: string): Promise<string> {
  const response = await fetch(`${api.url}/api/v1/registrations/${id}/form`, {
    headers: { Cookie: by.cookie() },
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect({ status: response.status, type: response.headers.get('content-type') }).toEqual({
    ...{ status: 200, type: 'application/pdf' },
  });
  expect(Buffer.from(bytes.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
  return textOfPdf(bytes);
}

/** Takes a case's task and decides it as it stands. */
export async function decide(by: Person, id: string, decision: object) {
  const { task, version } = (await by.ask(applications.read, { params: { id } })).body;
  await by.ask(tasks.claim, { params: { id: task?.id ?? '' } });
  return by.ask(decisions.decide, { params: { id }, version, body: decision });
}

/** Approves a registration and has it carried out. Returns whose account it is about. @throws Error when it is refused */
export async function approve(api: TestApi, by: Person, id: string): Promise<string> {
  const { state } = (await decide(by, id, { action: 'approve' })).body;
  if (state !== 'approved') throw new Error(`${id} is ${state}`);
  await api.recordRegister(id);
  return (await api.db.application.findUniqueOrThrow({ where: { id } })).applicantId;
}

/** Files and approves. Returns the account. */
export async function register(api: TestApi, staff: WindowStaff, form: Filed): Promise<string> {
  return approve(api, staff.reviewer, (await file(staff.registrar, form)).id);
}

/** How to sign in, as the last SMS with a first password tells it. @throws Error when none was sent */
export async function firstPasswordTo(
  db: Database,
  mobile: string,
): Promise<{ readonly login: string; readonly password: string }> {
  const told = (await messagesTo(db, mobile)).filter(
    ({ template }) => template === 'account-activated' || template === 'operator-activated',
  );
  const { login = mobile, password } = told.at(-1)?.slots ?? {};
  if (password === undefined) throw new Error('no first password was sent to this mobile');
  return { login, password };
}

export const NEW_PASSWORD = 'Changed-2015';

/** Signs in with the first password and changes it. */
export async function enter(api: TestApi, mobile: string, login?: string): Promise<Person> {
  const first = await firstPasswordTo(api.db, mobile);
  const person = await signedIn(api.url, login ?? first.login, first.password);
  await person.ask(sessions.changePassword, { body: { current: first.password, next: NEW_PASSWORD } });
  return person;
}

let made = 0;

/** Puts a person on file as they will identify at the window, with a car and no account. */
export async function onFile(api: TestApi, form: IndividualRegistration): Promise<Applicant> {
  made += 1;
  const { resident, applicant } = makeApplicant({
    ...{ service: 'plate-replace', today: api.clock.today, n: 50_000 + made },
    passwordHash: await demoPasswordHash(),
  });
  const { kind, number } = form.document;
  const person = {
    ...resident.person,
    ...{ name: form.name, sex: form.sex, birth_on: form.birthOn, resident_category: form.category },
    id_doc_kind: kind === 'temporary-resident-id' ? 'resident-id' : kind,
    id_doc_no: number,
  };
  await saveResidents(api.db, [{ ...resident, person, account: null }]);
  return applicant;
}
