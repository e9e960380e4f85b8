// Lists and searches: each role finds exactly what it may see one by one, and nothing else.
import { accountContracts as accounts } from '../../../api/contract/accounts.ts';
import { apiKeyContracts as apiKeys } from '../../../api/contract/api-keys.ts';
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { auditContracts as audit } from '../../../api/contract/audit.ts';
import { bookingContracts as bookings } from '../../../api/contract/bookings.ts';
import { sessionContracts as sessions } from '../../../api/contract/session.ts';
import { taskContracts as tasks } from '../../../api/contract/tasks.ts';
import { CALLERS, reachIn, type TableCaller } from '../../../api/permission-table.ts';
import { permissionScene, type TestCaller } from '../../harness/permission-scene.ts';
import { ELSEWHERE, HERE, type Thing, type ThingKind } from '../../harness/permission-things.ts';
import { expectedOf, isStaff } from '../../harness/permission-verdicts.ts';

const scene = permissionScene();

function getCaller(name: TableCaller): TestCaller {
  const caller = scene.set.callers.get(name);
  if (!caller) throw new Error(`${name} does not call`);
  return caller;
}

/** Who may use a list at all. */
const holdersOf = (operation: string) =>
  CALLERS.filter((name) => !['none', null].includes(reachIn(operation, name)));

const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id).sort();

/** The things of a kind that a caller may have one by one. */
function seenBy(caller: TestCaller, operation: string, kind: ThingKind): readonly Thing[] {
  return scene.set.things[kind].filter((thing) => expectedOf(operation, caller, thing) === 'within');
}

test.each(holdersOf('listApplications'))('applications: %s', async (name) => {
  const caller = getCaller(name);
  const { items, next } = (await caller.ask(applications.list, { query: { limit: 100 } })).body;
  const seen = seenBy(caller, 'readApplication', 'application');
  expect(idsOf(items)).toEqual(idsOf(seen));
  expect(items.length).toBeGreaterThan(0);
  expect(next).toBeNull();
});

test.each(holdersOf('listApplications'))('applications page by page and filtered: %s', async (name) => {
  const caller = getCaller(name);
  const found: { readonly id: string }[] = [];
  let after: string | null = '';
  while (after !== null) {
    const query: Record<string, string | number> = { limit: 3, ...(after && { after }) };
    const page = (await caller.ask(applications.list, { query })).body;
    found.push(...page.items);
    after = page.next;
  }
  expect(idsOf(found)).toEqual(idsOf(seenBy(caller, 'readApplication', 'application')));
  const drafts = (await caller.ask(applications.list, { query: { limit: 100, state: 'draft' } })).body.items;
  expect(drafts.length > 0).toBe(name === 'window-user');
});

test.each(holdersOf('listTasks'))('tasks: %s', async (name) => {
  const caller = getCaller(name);
  const { items } = (await caller.ask(tasks.list, { query: { limit: 100 } })).body;
  const operation = name === 'supervisor' ? 'assignTask' : 'claimTask';
  const open = seenBy(caller, operation, 'task').filter(({ what }) => !what.startsWith('state'));
  expect(idsOf(items)).toEqual(idsOf(open));
  expect(items.length).toBeGreaterThan(0);
});

test.each(holdersOf('searchAccounts'))('a search for accounts: %s', async (name) => {
  const { by, online, window, api } = scene.set;
  const caller = getCaller(name);
  const found = async (query: object) =>
    idsOf((await caller.ask(accounts.search, { body: query })).body.items);
  for (const applicant of [online, window, by.stranger])
    expect(await found({ mobile: applicant.login })).toEqual([applicant.accountId]);
  expect(await found({ mobile: by.far.login })).toEqual(name === 'administrator' ? [by.far.accountId] : []);
  const { orgCode } = await api.db.unit.findUniqueOrThrow({ where: { id: by.otherUnit } });
  expect(await found({ orgCode })).toEqual([by.otherOperator]);
  expect(await found({})).toEqual([]);
});

test.each(holdersOf('listStaff'))('staff: %s', async (name) => {
  const { items } = (await getCaller(name).ask(accounts.listStaff)).body;
  const logins = items.map(({ login }) => login);
  expect(logins.includes('colleague-elsewhere')).toBe(name === 'administrator');
  expect(logins).toEqual(expect.arrayContaining(['clerk', 'colleague', 'administrator']));
  if (name === 'supervisor') expect(new Set(items.map(({ office }) => office))).toEqual(new Set([HERE]));
});

test.each(holdersOf('listSubstitutions'))('substitutions: %s', async (name) => {
  const caller = getCaller(name);
  const { items } = (await caller.ask(accounts.listSubstitutions)).body;
  expect(idsOf(items)).toEqual(idsOf(seenBy(caller, 'endSubstitution', 'substitution')));
  expect(items).toHaveLength(name === 'administrator' ? 2 : 1);
});

test.each(holdersOf('listCounterBookings'))('bookings: %s', async (name) => {
  const caller = getCaller(name);
  const { items } = (await caller.ask(bookings.list, { query: { on: '2015-11-05' } })).body;
  expect(idsOf(items)).toEqual(idsOf(seenBy(caller, 'cancelCounterBooking', 'booking')));
});

test.each(holdersOf('listApiKeys'))('keys: %s', async (name) => {
  const { api, by } = scene.set;
  const caller = getCaller(name);
  const { items } = (await caller.ask(apiKeys.list)).body;
  const living = await api.db.apiKey.findMany({
    where: name === 'administrator' ? {} : { unitId: by.unit },
  });
  expect(idsOf(items)).toEqual(idsOf(living));
  expect(items).toHaveLength(name === 'administrator' ? 3 : 2);
});

test.each(holdersOf('listOperators'))('operators: %s', async (name) => {
  const caller = getCaller(name);
  const { items } = (await caller.ask(accounts.listOperators)).body;
  const ids = [getCaller('unit-head').accountId, getCaller('unit-operator').accountId, scene.set.by.operator];
  expect(items.map(({ id }) => id).sort()).toEqual(ids.sort());
});

test.each(holdersOf('listOwnSessions'))('sessions: %s', async (name) => {
  const caller = getCaller(name);
  const { items } = (await caller.ask(sessions.listSessions)).body;
  const [copy] = seenBy(caller, 'endOwnSession', 'session');
  expect(items.filter(({ current }) => current)).toHaveLength(1);
  expect(items.filter(({ current }) => !current).map(({ id }) => id)).toEqual([copy?.id]);
});

test('the audit trail: the auditor finds the acts of everybody, of every office', async () => {
  const { api, persons } = scene.set;
  const at = api.clock.at;
  for (const office of [HERE, ELSEWHERE])
    await api.db.auditEvent.create({
      data: { at, office, actorId: `of ${office}`, actorRole: 'clerk', action: 'tried', object: 'a test' },
    });
  const { items } = (await getCaller('auditor').ask(audit.search, { query: { action: 'tried' } })).body;
  expect(items.map(({ office }) => office).sort()).toEqual([HERE, ELSEWHERE].sort());
  expect([...persons.keys()].filter((name) => isStaff(name))).toHaveLength(10);
  expect(holdersOf('searchAudit')).toEqual(['auditor']);
});
