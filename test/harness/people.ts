// People at the API whose every answer is held against its contract: applicants with something to apply for, and the desk.
import { randomUUID } from 'node:crypto';
import type { RouteContract } from '../../api/contract/define.ts';
import { publicContracts } from '../../api/contract/public.ts';
import type { Database } from '../../db/client.ts';
import type { StaffRole } from '../../domain/application/lifecycle.ts';
import type { LocalDate } from '../../domain/calendar/local-date.ts';
import type { ServiceId } from '../../domain/services/index.ts';
import { type Applicant, type ApplicantRequest, createApplicantFor } from '../../prisma/seed/applicants.ts';
import { DEMO_PASSWORD, demoPasswordHash } from '../../prisma/seed/password.ts';
import { OFFICE } from '../../prisma/seed/register.ts';
import { anybody, type Call, type PersonAtApi } from '../../sandbox/person.ts';
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

export async function signedIn(url: string, login: string, password = DEMO_PASSWORD): Promise<Person> {
  const at = anybody(url);
  const body = { login, password };
  const told = toldBy(publicContracts.signIn, await at.call('POST', '/api/v1/session', { body }));
  return person(at, told.body.id);
}

export interface WithApi {
  readonly url: string;
  readonly db: Database;
}

export interface TestApplicant extends Person {
  readonly applicant: Applicant;
  readonly service: ServiceId;
  /** A whole and right body for `createApplication`, its documents uploaded. */
  submission(): Promise<NewSubmission>;
}

export interface NewSubmission {
  readonly service: ServiceId;
  readonly subject: Applicant['subject'];
  readonly form: Applicant['form'];
  readonly documents: readonly string[];
  readonly delivery: object | null;
}

let made = 0;

/** A new applicant who may apply for the service at once. */
export async function applicantFor(
  { url, db }: WithApi,
  service: ServiceId,
  { today, zone = 'city' }: { readonly today: LocalDate; readonly zone?: ApplicantRequest['zone'] & string },
): Promise<TestApplicant> {
  made += 1;
  const applicant = await createApplicantFor(db, service, { today, zone, n: made });
  const self = await signedIn(url, applicant.login);
  return {
    ...self,
    applicant,
    service,
    submission: async () => {
      const documents: string[] = [];
      for (const kind of applicant.documentKinds) documents.push(await upload(self, kind));
      const { subject, form, delivery, address } = applicant;
      return {
        service,
        subject,
        form,
        documents,
        delivery: delivery?.mode === 'post' ? { mode: 'post', ...address } : delivery,
      };
    },
  };
}

export const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

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

/** The staff, signed in. */
export async function openDesk({ url, db }: WithApi): Promise<Desk> {
  const passwordHash = await demoPasswordHash();
  const names = Object.keys(DESK).filter((name): name is DeskName => name in DESK);
  await db.account.createMany({
    data: names.map((name) => ({
      ...DESK[name],
      id: randomUUID(),
      login: name,
      passwordHash,
      kind: 'staff',
      displayName: `${name} 民警`,
    })),
  });
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
