// Who may call what: every route × every role, from one table. A route that is not in it fails.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import type { RouteContract } from '../../api/contract/define.ts';
import { CONTRACTS } from '../../api/contract/index.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import {
  applicantFor,
  type Desk,
  nobody,
  openDesk,
  type Person,
  type TestApplicant,
} from '../harness/people.ts';
import { changedRows, countRows } from '../harness/rows.ts';
import type { Told } from '../harness/told.ts';

const ROLES = [
  'anonymous',
  'owner',
  'other',
  'clerk',
  'production',
  'dispatch',
  'supervisor',
  'outsider',
] as const;
type Role = (typeof ROLES)[number];

/**
 * yes: gets past every question of access · in: must sign in · no: has no permission · none: there is nothing here for
 * them, whether it exists or not · sign: only who signs the request
 */
type Verdict = 'yes' | 'in' | 'no' | 'none' | 'sign';

const y = 'yes';
const n = 'no';
const z = 'none';

// prettier-ignore
// biome-ignore format: a table
const TABLE: Readonly<Record<string, readonly Verdict[]>> = {
  //                    anonymous owner other clerk production dispatch supervisor outsider
  listServices:          [y,      y,    y,    y,    y,         y,       y,         y],
  readService:           [y,      y,    y,    y,    y,         y,       y,         y],
  track:                 [z,      z,    z,    z,    z,         z,       z,         z],
  receiveCourierEvent:   ['sign','sign','sign','sign','sign',  'sign',  'sign',    'sign'],
  signIn:                ['in',  'in', 'in', 'in', 'in',       'in',    'in',      'in'],
  whoAmI:                ['in',   y,    y,    y,    y,         y,       y,         y],
  signOut:               [y,      y,    y,    y,    y,         y,       y,         y],
  uploadDocument:        ['in',   y,    y,    n,    n,         n,       n,         n],
  readDocument:          ['in',   y,    z,    y,    n,         n,       y,         z],
  createApplication:     ['in',   y,    y,    n,    n,         n,       n,         n],
  listApplications:      ['in',   y,    y,    y,    y,         y,       y,         y],
  readApplication:       ['in',   y,    z,    y,    y,         y,       y,         z],
  explainDates:          ['in',   y,    z,    y,    y,         y,       y,         z],
  editDraft:             ['in',   y,    z,    n,    n,         n,       n,         n],
  submitDraft:           ['in',   y,    z,    n,    n,         n,       n,         n],
  supplement:            ['in',   y,    z,    n,    n,         n,       n,         n],
  withdrawApplication:   ['in',   y,    z,    n,    n,         n,       n,         n],
  changeDelivery:        ['in',   y,    z,    n,    n,         n,       n,         n],
  decide:                ['in',   n,    n,    y,    y,         y,       n,         z],
  previewBulkDecision:   ['in',   n,    n,    y,    y,         y,       n,         y],
  bulkDecide:            ['in',   n,    n,    y,    y,         y,       n,         y],
  listTasks:             ['in',   n,    n,    y,    y,         y,       y,         y],
  claimTask:             ['in',   n,    n,    y,    z,         z,       n,         z],
  releaseTask:           ['in',   n,    n,    y,    z,         z,       n,         z],
  assignTask:            ['in',   n,    n,    n,    n,         n,       y,         n],
  takeProductionBatch:   ['in',   n,    n,    n,    y,         n,       n,         n],
};

let api: TestApi;
let desk: Desk;
let owner: TestApplicant;
let other: TestApplicant;
/** A submitted application with a document, and its open task. */
let known: { readonly id: string; readonly taskId: string; readonly documentId: string };

beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
  const { today } = api.clock;
  owner = await applicantFor(api, 'licence-renewal', { today });
  other = await applicantFor(api, 'licence-renewal', { today });
  const body = await owner.submission();
  const { id } = (await owner.ask(applications.create, { body })).body;
  const view = (await desk.clerk.ask(applications.read, { params: { id } })).body;
  known = { id, taskId: view.task?.id ?? '', documentId: body.documents[0] ?? '' };
});
afterAll(() => api?.stop());

async function personOf(role: Role): Promise<Person> {
  if (role === 'anonymous') return nobody(api.url);
  if (role === 'owner') return owner;
  return role === 'other' ? other : desk[role];
}

/** A request that nothing but the caller speaks against, on what is known or on what does not exist. */
async function asked(contract: RouteContract, by: Person, missing: boolean): Promise<Told<RouteContract>> {
  const id = missing ? crypto.randomUUID() : idFor(contract);
  const params = { id, service: 'plate-reissue', kind: 'photo' };
  const body = await bodyFor(contract);
  return by.ask(contract, {
    params,
    ...(contract.versioned ? { version: 1 } : {}),
    ...(body === undefined ? {} : { body }),
    ...(contract.accepts ? { body: Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]) } : {}),
  });
}

function idFor({ path }: RouteContract): string {
  if (path.startsWith('/api/v1/tasks')) return known.taskId;
  return path.startsWith('/api/v1/documents') ? known.documentId : known.id;
}

async function bodyFor({ operation }: RouteContract): Promise<unknown> {
  const item = { applicationId: known.id, version: 1 };
  const bodies: Readonly<Record<string, unknown>> = {
    track: { number: 'ZMD-20151103-000001-0', secret: 'guessed' },
    receiveCourierEvent: {
      eventNo: 'E1',
      trackingNumber: 'EA123456785CN',
      report: 'delivered',
      occurredAt: api.clock.at,
    },
    signIn: { login: 'clerk', password: 'guessed' },
    createApplication: { service: 'licence-renewal', form: {}, delivery: { mode: 'pickup' } },
    editDraft: { form: {} },
    submitDraft: { form: { certNo: 'ZMD-2015-000123' } },
    supplement: {},
    changeDelivery: { delivery: { mode: 'pickup' } },
    decide: { action: 'accept' },
    previewBulkDecision: { action: 'accept', items: [item] },
    bulkDecide: { action: 'accept', items: [item] },
    assignTask: { assigneeId: null },
    takeProductionBatch: { size: 1 },
  };
  return bodies[operation];
}

function verdictOf(told: Told<RouteContract>): Verdict {
  if (told.status < 400) return 'yes';
  switch (told.problem.code) {
    case 'not-signed-in':
    case 'sign-in-failed':
      return 'in';
    case 'not-permitted':
      return 'no';
    case 'not-found':
      return 'none';
    case 'signature-invalid':
      return 'sign';
    default:
      return 'yes';
  }
}

test('every route is in the table', () => {
  expect(Object.keys(TABLE).sort()).toEqual(CONTRACTS.map(({ operation }) => operation).sort());
  for (const row of Object.values(TABLE)) expect(row).toHaveLength(ROLES.length);
});

// Signing out is asked last: it ends the session of the one who asks.
const ROUTES = CONTRACTS.filter(({ operation }) => operation !== 'signOut');

describe.each(ROUTES.map((contract) => [contract.operation, contract] as const))(
  '%s',
  (operation, contract) => {
    test.each(ROLES.map((role, index) => [role, TABLE[operation]?.[index]] as const))(
      '%s: %s',
      async (role, verdict) => {
        const by = await personOf(role);
        const told = await asked(contract, by, false);
        expect(verdictOf(told)).toBe(verdict);
      },
    );
  },
);

/** Answers alike but for the number of the request. */
function shapeOf({ status, problem, headers }: Told<RouteContract>) {
  const { requestId: _own, ...shown } = problem;
  return { status, shown, type: headers.get('content-type'), names: [...headers.keys()].sort() };
}

test('what is foreign and what is missing cannot be told apart', async () => {
  for (const contract of ROUTES.filter(({ path }) => path.includes('{id}'))) {
    for (const role of ROLES.filter((_, index) => TABLE[contract.operation]?.[index] === 'none')) {
      const by = await personOf(role);
      expect(shapeOf(await asked(contract, by, false))).toEqual(shapeOf(await asked(contract, by, true)));
    }
  }
});

test('whoever has no permission changes nothing', async () => {
  for (const contract of ROUTES) {
    const before = await countRows(api.db);
    const shut = ROLES.filter((_, index) => ['in', 'no'].includes(TABLE[contract.operation]?.[index] ?? ''));
    for (const role of shut) await asked(contract, await personOf(role), false);
    const changed = Object.keys(changedRows(before, await countRows(api.db)));
    expect(changed).toEqual(contract.operation === 'signIn' ? ['audit_event'] : []);
  }
});

test('everybody may sign out', async () => {
  for (const role of ROLES)
    expect((await (await personOf(role)).call('DELETE', '/api/v1/session')).status).toBe(204);
  expect((await owner.ask(applications.list)).problem.code).toBe('not-signed-in');
});
