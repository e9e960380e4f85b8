// What is foreign and what is missing cannot be told apart: not by ids in bodies, and not by the time the answer takes.
import { accountContracts as accounts } from '../../../api/contract/accounts.ts';
import { apiKeyContracts as apiKeys } from '../../../api/contract/api-keys.ts';
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import type { RouteContract } from '../../../api/contract/define.ts';
import { CONTRACTS } from '../../../api/contract/index.ts';
import { publicContracts } from '../../../api/contract/public.ts';
import { registrationContracts as registrations } from '../../../api/contract/registrations.ts';
import { taskContracts as tasks } from '../../../api/contract/tasks.ts';
import type { Asking } from '../../harness/people.ts';
import { ASKS, type Ask } from '../../harness/permission-asks.ts';
import { permissionScene, type TestCaller } from '../../harness/permission-scene.ts';
import type { CallerName, Thing } from '../../harness/permission-things.ts';
import { MISSING } from '../../harness/permission-things.ts';
import { expectedOf, shapeOf } from '../../harness/permission-verdicts.ts';

const scene = permissionScene();
const missing = () => crypto.randomUUID();

function getCaller(name: CallerName): TestCaller {
  const caller = scene.set.callers.get(name);
  if (!caller) throw new Error(`${name} does not call`);
  return caller;
}

interface Named {
  readonly what: string;
  readonly by: CallerName;
  readonly contract: RouteContract;
  readonly code: string;
  /** Of somebody else, of another office or unit. */
  readonly foreign: () => string;
  readonly asking: (id: string) => Asking;
}

const thingOf = (kind: keyof typeof scene.set.things, what: string) =>
  scene.set.things[kind].find((thing) => thing.what === what)?.id ?? '';

const period = { from: '2015-11-03T00:00:00Z', until: '2015-11-10T00:00:00Z', reason: '年休假' };

const NAMED_IN_BODIES: readonly Named[] = [
  {
    ...{
      what: 'an absent colleague',
      by: 'supervisor',
      contract: accounts.substitute,
      code: 'substitute-unfit',
    },
    foreign: () => scene.set.by.colleagueElsewhere,
    asking: (absentId) => ({ body: { ...period, absentId, substituteId: getCaller('clerk').accountId } }),
  },
  {
    ...{ what: 'a substitute', by: 'supervisor', contract: accounts.substitute, code: 'substitute-unfit' },
    foreign: () => scene.set.by.colleagueElsewhere,
    asking: (substituteId) => ({ body: { ...period, substituteId, absentId: getCaller('clerk').accountId } }),
  },
  {
    ...{ what: 'an operator', by: 'unit-head', contract: apiKeys.create, code: 'key-operator-unfit' },
    foreign: () => scene.set.by.otherOperator,
    asking: (operatorId) => ({ body: { name: '体检系统', scopes: ['document:read'], operatorId } }),
  },
  {
    ...{ what: 'an assignee', by: 'supervisor', contract: tasks.assign, code: 'assignee-unfit' },
    foreign: () => scene.set.by.colleagueElsewhere,
    asking: (assigneeId) => ({ params: { id: thingOf('task', 'free of a clerk') }, body: { assigneeId } }),
  },
  {
    ...{
      what: 'a document of a draft',
      by: 'window-user',
      contract: applications.create,
      code: 'document-unknown',
    },
    foreign: () => thingOf('document', 'of a stranger'),
    asking: (id) => ({ body: { service: 'licence-renewal', documents: [id], submit: false } }),
  },
  {
    ...{ what: 'a scan', by: 'registrar', contract: registrations.file, code: 'document-unknown' },
    foreign: () => thingOf('document', 'loose, of the online user'),
    asking: (id) => ({
      body: {
        ...{ matter: 'registration-change', accountId: scene.set.by.stranger.accountId, documents: [id] },
        change: { kind: 'mobile', mobile: '13900000001' },
      },
    }),
  },
  {
    ...{ what: 'a booking', by: 'registrar', contract: registrations.file, code: 'not-found' },
    foreign: () => 'YZ000000002',
    asking: (code) => ({
      body: {
        matter: 'registration-upgrade',
        bookingCode: code.slice(0, 11),
        individual: {
          ...{ category: 'local', name: '王小明', sex: 'M', birthOn: '1990-03-07', mobile: '13812341234' },
          ...{ division: '411702', address: '解放路100号', postcode: '463000' },
          document: {
            ...{ kind: 'resident-id', number: '412801199003071234' },
            ...{ issuedOn: '2015-10-08', validFrom: '2015-10-08', validTo: null },
          },
        },
      },
    }),
  },
  {
    ...{
      what: 'an application by its number',
      by: 'anonymous',
      contract: publicContracts.track,
      code: 'not-found',
    },
    foreign: () => scene.set.window.accountId,
    asking: (secret) => ({ body: { number: 'ZMD-20151103-000001-0', secret } }),
  },
];

test.each(NAMED_IN_BODIES)(
  '$what, named in a body: $code',
  async ({ by, contract, code, foreign, asking }) => {
    const caller = getCaller(by);
    const id = foreign();
    expect(id).not.toBe('');
    const told = await caller.ask(contract, asking(id));
    const other = await caller.ask(contract, asking(missing()));
    expect(told.problem.code).toBe(code);
    expect(shapeOf(told)).toBe(shapeOf(other));
  },
);

const TIMES = 20;
/** A busy machine slows one round now and then; a real difference shows in every one. */
const ROUNDS = 3;
/** What one answer may differ from another on a busy machine. */
const SLACK_MS = 4;

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

async function timed(
  caller: TestCaller,
  contract: RouteContract,
  { asking }: Ask,
  id: string,
): Promise<number> {
  const from = performance.now();
  const { problem } = await caller.ask(contract, asking?.(id, scene.set));
  expect(problem.code).toBe('not-found');
  return performance.now() - from;
}

/** What an answer takes about a foreign thing and about a missing one, in milliseconds. */
interface Medians {
  readonly foreign: number;
  readonly absent: number;
}

async function medians(caller: TestCaller, contract: RouteContract, how: Ask, id: string): Promise<Medians> {
  const [foreign, absent]: [number[], number[]] = [[], []];
  const absentId = missingOf(how);
  // In turns, so that whatever else the machine does slows both.
  for (let time = 0; time < TIMES; time += 1) {
    foreign.push(await timed(caller, contract, how, id));
    absent.push(await timed(caller, contract, how, absentId));
  }
  return { foreign: median(foreign), absent: median(absent) };
}

/** One that is not there, in the form that ids of its kind have. */
function missingOf({ on }: Ask): string {
  const things: readonly Thing[] = on === undefined ? [] : scene.set.things[on];
  return things.find(({ what }) => what === MISSING)?.id ?? missing();
}

function isAlike({ foreign, absent }: Medians): boolean {
  return Math.max(foreign, absent) < 2 * Math.min(foreign, absent) + SLACK_MS;
}

/** A caller and a thing that the route keeps from them; undefined where it keeps nothing from anybody. */
function findForeign({ operation }: RouteContract, { on }: Ask) {
  const things: readonly Thing[] = on === undefined ? [] : scene.set.things[on];
  const pairs = [...scene.set.callers.values()].flatMap((caller) =>
    things
      .filter(({ what, isOther }) => what !== MISSING && !isOther)
      .filter((thing) => expectedOf(operation, caller, thing) === 'not-found')
      .map((thing) => ({ caller, thing })),
  );
  return pairs.find(({ caller }) => caller.name !== 'api-key');
}

/** Requests about many cases answer 200, case by case. */
const ROUTES = CONTRACTS.filter(
  ({ operation, path }) => ASKS[operation]?.on !== undefined && !path.startsWith('/api/v1/decisions'),
);

/** An administrator sees all the staff, a cashier every difference: there is one account with each bank. */
const KEPT_FROM_NOBODY: readonly string[] = [
  ...['changeStaff', 'linkStaffIdentity'],
  ...['proposeDifferenceResolution', 'confirmDifferenceResolution', 'rejectDifferenceResolution'],
];

test.each(ROUTES.map((contract) => [contract.operation, contract] as const))(
  '%s takes as long for what is foreign as for what is missing',
  async (operation, contract) => {
    const how = ASKS[operation];
    const found = how && findForeign(contract, how);
    if (!how || !found) return expect(KEPT_FROM_NOBODY).toContain(operation);
    let told = await medians(found.caller, contract, how, found.thing.id);
    for (let round = 1; round < ROUNDS && !isAlike(told); round += 1) {
      told = await medians(found.caller, contract, how, found.thing.id);
    }
    expect({ ...told, isAlike: isAlike(told) }).toMatchObject({ isAlike: true });
  },
);
