// What permissions are tried on: one caller of every role, and of every kind of object some that are theirs and some that are not.
import { apiKeyContracts as apiKeys } from '../../api/contract/api-keys.ts';
import type { RouteContract } from '../../api/contract/define.ts';
import { KEY_SCOPE_NAMES } from '../../domain/permissions/key-scopes.ts';
import { STAFF_ROLES } from '../../domain/permissions/role.ts';
import { type Applicant, createApplicants } from '../../prisma/seed/applicants.ts';
import { anybody } from '../../sandbox/person.ts';
import { startApi, type TestApi } from './api.ts';
import { type Asking, addressOf, employ, nobody, type Person, signedIn } from './people.ts';
import {
  type Bystanders,
  type CallerName,
  ELSEWHERE,
  layOutThings,
  type Things,
} from './permission-things.ts';
import { type Told, toldBy } from './told.ts';
import { makeOperator, makeUnit } from './units.ts';

export interface TestCaller {
  readonly name: CallerName;
  /** Of a key that of its operator. */
  readonly accountId: string | null;
  readonly unitId: string | null;
  ask<C extends RouteContract>(contract: C, asking?: Asking): Promise<Told<C>>;
}

export interface PermissionScene {
  readonly api: TestApi;
  readonly callers: ReadonlyMap<CallerName, TestCaller>;
  /** The signed-in persons among the callers, by role. */
  readonly persons: ReadonlyMap<CallerName, Person>;
  readonly online: Applicant;
  readonly window: Applicant;
  readonly by: Bystanders;
  readonly things: Things;
}

const UNIT_CALLERS: readonly CallerName[] = ['unit-operator', 'unit-head', 'api-key'];

async function set(): Promise<PermissionScene> {
  // Many ask at once: what they are told must not depend on how busy the machine is.
  const api = await startApi({ patienceMs: 60_000 });
  const { by, online, window } = await populate(api);
  const persons = await signIn(api, { online, window });
  const at = (name: CallerName): Person => {
    const person = persons.get(name);
    if (!person) throw new Error(`${name} is not signed in`);
    return person;
  };
  const unitOf = (name: CallerName) => (UNIT_CALLERS.includes(name) ? by.unit : null);
  const callers = new Map<CallerName, TestCaller>([
    ['anonymous', { name: 'anonymous', accountId: null, unitId: null, ask: nobody(api.url).ask }],
  ]);
  for (const [name, { accountId, ask }] of persons)
    callers.set(name, { name, accountId, unitId: unitOf(name), ask });
  const operatorId = at('unit-operator').accountId;
  const { key } = (
    await at('unit-head').ask(apiKeys.create, {
      body: { name: '体检系统', scopes: KEY_SCOPE_NAMES, operatorId },
    })
  ).body;
  callers.set('api-key', keyCaller(api.url, key, { accountId: operatorId, unitId: by.unit }));
  const things = await layOutThings({ api, at, by });
  return { api, callers, persons, online, window, by, things };
}

/** Everybody there is: two of whom call, four who never do, the staff here and elsewhere, and two units. */
async function populate(api: TestApi) {
  const { db, clock } = api;
  await employ(api, [
    ...STAFF_ROLES.map((role) => ({ login: role, role })),
    { login: 'colleague', role: 'clerk' },
    { login: 'colleague-elsewhere', role: 'clerk', office: ELSEWHERE },
  ]);
  const idOf = async (login: string) => (await db.account.findUniqueOrThrow({ where: { login } })).id;
  const requests = [1, 2, 3, 4].map((n) => ({
    ...({ service: 'licence-renewal', today: clock.today, n: 70_000 + n } as const),
  }));
  const [online, window, stranger, far] = await createApplicants(db, requests);
  if (!online || !window || !stranger || !far) throw new Error('four individuals are wanted');
  await db.account.update({ where: { id: online.accountId }, data: { kind: 'ind-online' } });
  await db.account.update({ where: { id: far.accountId }, data: { office: ELSEWHERE } });
  const unit = await makeUnit(api, 'hospital');
  const otherUnit = await makeUnit(api, 'car-dealer');
  await makeOperator(api, { unitId: unit, login: 'unit-head', unitHead: true });
  await makeOperator(api, { unitId: unit, login: 'unit-operator' });
  const by: Bystanders = {
    ...{ stranger, far, unit, otherUnit },
    operator: await makeOperator(api, { unitId: unit, login: 'unit-operator-2' }),
    otherOperator: await makeOperator(api, { unitId: otherUnit, login: 'other-operator' }),
    colleague: await idOf('colleague'),
    colleagueElsewhere: await idOf('colleague-elsewhere'),
  };
  return { by, online, window };
}

/** Everybody who signs in does so once. */
async function signIn(
  { url }: TestApi,
  { online, window }: { readonly online: Applicant; readonly window: Applicant },
): Promise<ReadonlyMap<CallerName, Person>> {
  const logins: readonly (readonly [CallerName, string])[] = [
    ['online-user', online.login],
    ['window-user', window.login],
    ['unit-head', 'unit-head'],
    ['unit-operator', 'unit-operator'],
    ...STAFF_ROLES.map((role) => [role, role] as const),
  ];
  const persons = new Map<CallerName, Person>();
  for (const [name, login] of logins) persons.set(name, await signedIn(url, login));
  return persons;
}

/** A system of a unit: it shows its key and has no cookie. */
function keyCaller(
  url: string,
  key: string,
  of: { readonly accountId: string; readonly unitId: string },
): TestCaller {
  const verbs = { get: 'GET', post: 'POST', put: 'PUT', delete: 'DELETE' } as const;
  const headers = { Authorization: `Bearer ${key}` };
  return {
    ...of,
    name: 'api-key',
    ask: async (contract, { params = {}, query = {}, ...call } = {}) => {
      const address = addressOf(contract, params, query);
      const asked = { ...call, headers: { ...call.headers, ...headers } };
      return toldBy(contract, await anybody(url).call(verbs[contract.method], address, asked));
    },
  };
}

/** A scene that is set before the tests of a file and taken down after them. */
export function permissionScene(): { readonly set: PermissionScene } {
  let current: PermissionScene | undefined;
  beforeAll(async () => {
    current = await set();
  });
  afterAll(() => current?.api.stop());
  return {
    get set() {
      if (!current) throw new Error('the scene is not set yet');
      return current;
    },
  };
}
