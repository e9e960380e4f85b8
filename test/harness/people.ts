// People at the API whose every answer is held against its contract: applicants with something to apply for, and the desk.
import { randomUUID } from 'node:crypto';
import type { RouteContract } from '../../api/contract/define.ts';
import { publicContracts } from '../../api/contract/public.ts';
import { sessionContracts } from '../../api/contract/session.ts';
import type { Database } from '../../db/client.ts';
import type { LocalDate } from '../../domain/calendar/local-date.ts';
import type { StaffRole } from '../../domain/permissions/role.ts';
import type { ApplicantService } from '../../prisma/seed/applicant-services.ts';
import { type Applicant, type ApplicantRequest, createApplicantFor } from '../../prisma/seed/applicants.ts';
import { DEMO_PASSWORD, DEMO_TOTP_SECRET, demoPasswordHash } from '../../prisma/seed/password.ts';
import { OFFICE } from '../../prisma/seed/register.ts';
import { anybody, type Call, giveSecondFactor, type PersonAtApi } from '../../sandbox/person.ts';
import { SCAN } from '../../sandbox/scan.ts';
import { contractOf, problemOf, type Told, toldBy } from './told.ts';

export interface Asking extends Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
}

export interface Person extends PersonAtApi {
  readonly accountId: string;
  /** As a browser would send it. */
  cookie(): string;
  /** Asks by contract and gets a typed answer. */
  ask<C extends RouteContract>(contract: C, asking?: Asking): Promise<Told<C>>;
}

function person(at: PersonAtApi & { cookie: string }, accountId: string): Person {
  return {
    accountId,
    cookie: () => at.cookie,
    async call(method, path, call) {
      const answer = await at.call(method, path, call);
      const contract = contractOf(method, path);
      if (contract) toldBy(contract, answer);
      else if (path.startsWith('/api/')) problemOf(answer);
      return answer;
    },
    ask: async (contract, { params = {}, query = {}, ...call } = {}) =>
      toldBy(contract, await at.call(verbOf(contract), addressOf(contract, params, query), call)),
  };
}

function verbOf({ method }: RouteContract) {
  const verbs = { get: 'GET', post: 'POST', put: 'PUT', delete: 'DELETE' } as const;
  return verbs[method];
}

export function addressOf(
  contract: RouteContract,
  params: Asking['params'] = {},
  query: Record<string, string | number | boolean> = {},
): string {
  const path = contract.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? name),
  );
  const texts = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  const asked = new URLSearchParams(texts).toString();
  return asked === '' ? path : `${path}?${asked}`;
}

/** Somebody who is not signed in. */
export function nobody(url: string): Person {
  return person(anybody(url), 'anonymous');
}

/** Signs in, the staff with their second factor: at most three times in half a minute, since each code is good once. */
export async function signedIn(url: string, login: string, password = DEMO_PASSWORD): Promise<Person> {
  const at = anybody(url);
  const body = { login, password };
  const first = toldBy(sessionContracts.signIn, await at.call('POST', '/api/v1/session', { body })).body;
  const step =
    first.state === 'second-factor'
      ? toldBy(sessionContracts.secondFactor, await giveSecondFactor(at)).body
      : first;
  if (step.state !== 'signed-in') throw new Error(`${login} is not signed in, but at ${step.state}`);
  return person(at, step.id);
}

export interface WithApi {
  readonly url: string;
  readonly db: Database;
}

export interface TestApplicant extends Person {
  readonly applicant: Applicant;
  readonly service: ApplicantService;
  /** A whole and right body for `createApplication`, its documents uploaded. */
  submission(): Promise<NewSubmission>;
}

export interface NewSubmission {
  readonly service: ApplicantService;
  readonly subject: Applicant['subject'];
  readonly form: Applicant['form'];
  readonly documents: readonly string[];
  readonly delivery: object | null;
}

let made = 0;

/** A new applicant who may apply for the service at once. */
export async function applicantFor(
  { url, db }: WithApi,
  service: ApplicantService,
  { today, zone = 'city' }: { readonly today: LocalDate; readonly zone?: ApplicantRequest['zone'] & string },
): Promise<TestApplicant> {
  made += 1;
  const applicant = await createApplicantFor(db, service, { today, zone, n: made });
  const self = await signedIn(url, applicant.login);
  return { ...self, applicant, service, submission: () => submissionBy(self, service, applicant) };
}

/** A whole and right body for `createApplication` of what somebody may apply for, its documents uploaded. */
export async function submissionBy(
  self: Person,
  service: ApplicantService,
  { documentKinds, subject, form, delivery, address }: Applicant,
): Promise<NewSubmission> {
  const documents: string[] = [];
  for (const kind of documentKinds) documents.push(await upload(self, kind));
  return {
    ...{ service, subject, form, documents },
    delivery: delivery?.mode === 'post' ? { mode: 'post', ...address } : delivery,
  };
}

export const PNG = SCAN;

/** Uploads a picture and returns its id. */
export async function upload(by: Person, kind: string, content: Uint8Array = PNG): Promise<string> {
  const headers = { 'Content-Type': 'image/png' };
  return (await by.ask(publicContracts.upload, { params: { kind }, body: content, headers })).body.id;
}

const DESK = {
  clerk: { role: 'clerk', office: OFFICE },
  otherClerk: { role: 'clerk', office: OFFICE },
  production: { role: 'production', office: OFFICE },
  dispatch: { role: 'dispatch', office: OFFICE },
  supervisor: { role: 'supervisor', office: OFFICE },
  /** Of another office: for them nothing of ours exists. */
  outsider: { role: 'clerk', office: 'zmd-xincai' },
  outsideSupervisor: { role: 'supervisor', office: 'zmd-xincai' },
} as const satisfies Record<string, { readonly role: StaffRole; readonly office: string }>;

export type DeskName = keyof typeof DESK;
export type Desk = Readonly<Record<DeskName, Person>>;

export interface Employee {
  readonly login: string;
  readonly role: StaffRole;
  readonly office?: string;
}

/** Makes accounts of the staff: with the password and the second factor of every demonstration. */
export async function employ({ db }: Pick<WithApi, 'db'>, employees: readonly Employee[]): Promise<void> {
  const passwordHash = await demoPasswordHash();
  await db.account.createMany({
    data: employees.map(({ login, role, office = OFFICE }) => ({
      ...{ id: randomUUID(), login, role, office, passwordHash, kind: 'staff' },
      totpSealed: db.vault.seal(DEMO_TOTP_SECRET),
      displayName: `${login} 民警`,
    })),
  });
}

/** The staff, signed in. */
export async function openDesk({ url, db }: WithApi): Promise<Desk> {
  const names = Object.keys(DESK).filter((name): name is DeskName => name in DESK);
  await employ(
    { db },
    names.map((name) => ({ ...DESK[name], login: name })),
  );
  const [clerk, otherClerk, production, dispatch, supervisor, outsider, outsideSupervisor] =
    await Promise.all([
      signedIn(url, 'clerk'),
      signedIn(url, 'otherClerk'),
      signedIn(url, 'production'),
      signedIn(url, 'dispatch'),
      signedIn(url, 'supervisor'),
      signedIn(url, 'outsider'),
      signedIn(url, 'outsideSupervisor'),
    ]);
  return { clerk, otherClerk, production, dispatch, supervisor, outsider, outsideSupervisor };
}
