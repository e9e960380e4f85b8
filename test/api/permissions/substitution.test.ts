// Who stands in for an absent colleague: for a time, within the office, under their own name, and never for who watches or grants.
import { accountContracts as accounts } from '../../../api/contract/accounts.ts';
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { auditContracts as audit } from '../../../api/contract/audit.ts';
import { decisionContracts as decisions } from '../../../api/contract/decisions.ts';
import { sessionContracts as sessions } from '../../../api/contract/session.ts';
import { taskContracts as tasks } from '../../../api/contract/tasks.ts';
import { addMinutes, toInstant } from '../../../domain/calendar/local-date.ts';
import { individual } from '../../../domain/registration/testing/samples.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { eventually } from '../../harness/eventually.ts';
import { newNumber } from '../../harness/identities.ts';
import { applicantFor, employ, type Person, signedIn } from '../../harness/people.ts';
import { decide, file } from '../../harness/window.ts';

const ELSEWHERE = 'zmd-xincai';
const EMPLOYEES = [
  { login: 'clerk', role: 'clerk' },
  { login: 'dispatcher', role: 'dispatch' },
  { login: 'registrar', role: 'registrar' },
  { login: 'reviewer', role: 'reviewer' },
  { login: 'reviewer2', role: 'reviewer' },
  { login: 'supervisor', role: 'supervisor' },
  { login: 'auditor', role: 'auditor' },
  { login: 'administrator', role: 'administrator' },
  { login: 'clerk-elsewhere', role: 'clerk', office: ELSEWHERE },
  { login: 'supervisor-elsewhere', role: 'supervisor', office: ELSEWHERE },
] as const;
type Login = (typeof EMPLOYEES)[number]['login'];

let api: TestApi;
const people = new Map<string, Person>();
const at = (login: Login): Person => {
  const person = people.get(login);
  if (!person) throw new Error(`${login} is not signed in`);
  return person;
};

beforeAll(async () => {
  api = await startApi({ patienceMs: 60_000 });
  await employ(api, EMPLOYEES);
  for (const { login } of EMPLOYEES) people.set(login, await signedIn(api.url, login));
});
afterAll(() => api?.stop());
afterEach(async () => {
  await api.db.substitution.updateMany({
    where: { endedAt: null },
    data: { endedAt: new Date(api.clock.at) },
  });
  for (const { login } of EMPLOYEES) await actsIn(login, []);
});

interface Wanted {
  readonly absent: Login;
  readonly substitute: Login;
  /** Minutes from now on. */
  readonly from?: number;
  readonly until?: number;
  readonly by?: Login;
}

const inMinutes = (minutes: number) => addMinutes(toInstant(api.clock.at), minutes);

function name({ absent, substitute, from = 0, until = 60, by = 'supervisor' }: Wanted) {
  const ids = { absentId: at(absent).accountId, substituteId: at(substitute).accountId };
  const body = { ...ids, from: inMinutes(from), until: inMinutes(until), reason: '年休假' };
  return at(by).ask(accounts.substitute, { body });
}

/** The roles whose tasks somebody may claim. */
async function rolesOf(login: Login): Promise<readonly unknown[]> {
  const { rules } = (await at(login).ask(sessions.whoAmI)).body;
  return rules.filter(({ subject }) => subject === 'Task').map(({ conditions }) => conditions?.role);
}

const ownRoleOf = (login: Login) => EMPLOYEES.find((each) => each.login === login)?.role;

/** Waits until somebody acts in these roles beside their own: for a second the API may remember them as they were. */
async function actsIn(login: Login, roles: readonly string[]): Promise<void> {
  await eventually(`${login} in ${roles.join()}`, async () => {
    const others = (await rolesOf(login)).filter((role) => role !== undefined && role !== ownRoleOf(login));
    return JSON.stringify(others) === JSON.stringify(roles);
  });
}

async function submitted(): Promise<{ readonly id: string; readonly taskId: string }> {
  const self = await applicantFor(api, 'plate-reissue', { today: api.clock.today });
  const { id } = (await self.ask(applications.create, { body: await self.submission() })).body;
  const { task } = (await at('clerk').ask(applications.read, { params: { id } })).body;
  return { id, taskId: task?.id ?? '' };
}

const claim = (login: Login, id: string) => at(login).ask(tasks.claim, { params: { id } });

async function trail(object: string) {
  const rows = await api.db.auditEvent.findMany({ where: { object }, orderBy: { id: 'asc' } });
  return rows.map(({ actorId, actorRole, forId, action, refusal, requestId }) => ({
    ...{ actorId, actorRole, forId, action, refusal },
    isRequest: requestId !== null,
  }));
}

test('a substitute has the colleague’s role as long as the window lasts, and not a minute longer', async () => {
  const { id, taskId } = await submitted();
  expect((await name({ absent: 'clerk', substitute: 'dispatcher', from: 30, until: 90 })).status).toBe(201);
  expect((await claim('dispatcher', taskId)).problem.code).toBe('not-found');

  api.clock.advance({ minutes: 31 });
  await actsIn('dispatcher', ['clerk']);
  const listed = (await at('dispatcher').ask(tasks.list)).body.items.map((task) => task.id);
  expect(listed).toContain(taskId);
  expect((await claim('dispatcher', taskId)).status).toBe(200);
  const seen = (await at('dispatcher').ask(applications.read, { params: { id } })).body;
  expect(seen.allowedActions).toContain('accept');
  const body = { action: 'accept' };
  const decided = await at('dispatcher').ask(decisions.decide, {
    params: { id },
    version: seen.version,
    body,
  });
  expect(decided.body.state).toBe('accepted');
  const acting = { actorId: at('dispatcher').accountId, actorRole: 'clerk', forId: at('clerk').accountId };
  const done = { ...acting, refusal: null, isRequest: true };
  expect(await trail(`task/${taskId}`)).toEqual([{ ...done, action: 'claim' }]);
  expect((await trail(`application/${id}`)).at(-1)).toEqual({ ...done, action: 'accept' });

  api.clock.advance({ minutes: 60 });
  await actsIn('dispatcher', []);
  const next = { params: { id }, version: decided.body.version, body: { action: 'approve' } };
  expect((await at('dispatcher').ask(decisions.decide, next)).problem.code).toBe('not-permitted');
});

test('what a colleague had begun is taken over, and is theirs again afterwards', async () => {
  const { taskId } = await submitted();
  expect((await claim('clerk', taskId)).status).toBe(200);
  await name({ absent: 'clerk', substitute: 'dispatcher' });
  await actsIn('dispatcher', ['clerk']);
  expect((await claim('dispatcher', taskId)).status).toBe(200);
  expect((await claim('clerk', taskId)).problem.code).toBe('task-not-yours');
  const released = await at('dispatcher').ask(tasks.release, { params: { id: taskId } });
  expect(released.status).toBe(200);
  expect((await trail(`task/${taskId}`)).map(({ forId }) => forId)).toEqual([
    null,
    at('clerk').accountId,
    at('clerk').accountId,
  ]);
  expect((await claim('clerk', taskId)).status).toBe(200);
});

test('a substitution that is ended is over at once', async () => {
  const { taskId } = await submitted();
  const { id } = (await name({ absent: 'clerk', substitute: 'dispatcher' })).body;
  await actsIn('dispatcher', ['clerk']);
  expect((await at('supervisor').ask(accounts.endSubstitution, { params: { id } })).status).toBe(204);
  await actsIn('dispatcher', []);
  expect((await claim('dispatcher', taskId)).problem.code).toBe('not-found');
});

const [UNFIT, PERIOD] = ['substitute-unfit', 'substitution-period-invalid'];

test.each<[string, Wanted, string]>([
  ['of another office', { absent: 'clerk', substitute: 'clerk-elsewhere' }, UNFIT],
  ['for somebody of another office', { absent: 'clerk-elsewhere', substitute: 'clerk' }, UNFIT],
  [
    'across offices, named by who sees both',
    { absent: 'clerk', substitute: 'clerk-elsewhere', by: 'administrator' },
    UNFIT,
  ],
  ['for oneself', { absent: 'clerk', substitute: 'clerk' }, UNFIT],
  ['for the auditor', { absent: 'auditor', substitute: 'clerk' }, UNFIT],
  ['for an administrator', { absent: 'administrator', substitute: 'clerk' }, UNFIT],
  ['by the auditor', { absent: 'clerk', substitute: 'auditor' }, UNFIT],
  ['by an administrator', { absent: 'clerk', substitute: 'administrator' }, UNFIT],
  ['by who names', { absent: 'clerk', substitute: 'supervisor' }, 'four-eyes'],
  [
    'by an administrator who names',
    { absent: 'clerk', substitute: 'administrator', by: 'administrator' },
    'four-eyes',
  ],
  ['in the past', { absent: 'clerk', substitute: 'dispatcher', from: -90, until: -30 }, PERIOD],
  ['for longer than sixty days', { absent: 'clerk', substitute: 'dispatcher', until: 61 * 24 * 60 }, PERIOD],
  ['named by a clerk', { absent: 'clerk', substitute: 'dispatcher', by: 'clerk' }, 'not-permitted'],
  [
    'named in another office',
    { absent: 'clerk', substitute: 'dispatcher', by: 'supervisor-elsewhere' },
    UNFIT,
  ],
])('nobody stands in %s', async (_, wanted, code) => {
  const before = await api.db.substitution.count();
  expect((await name(wanted)).problem.code).toBe(code);
  expect(await api.db.substitution.count()).toBe(before);
});

const changed = async (login: Login, change: object) => {
  const params = { id: at(login).accountId };
  await at('administrator').ask(accounts.changeStaff, { params, body: change });
  people.set(login, await eventually(`${login} signed in`, () => signedIn(api.url, login).catch(() => null)));
};

test('whoever stood in for a clerk does not stand in for what the clerk becomes', async () => {
  await name({ absent: 'clerk', substitute: 'dispatcher' });
  await actsIn('dispatcher', ['clerk']);
  await changed('clerk', { role: 'reviewer' });
  await actsIn('dispatcher', []);
  await changed('clerk', { role: 'clerk' });
  expect(await api.db.substitution.count({ where: { endedAt: null } })).toBe(0);
});

test('rows that should not be there permit nothing', async () => {
  const shared = { office: 'zmd-vmo', reason: '年休假', createdById: at('supervisor').accountId };
  const times = { from: inMinutes(-5), until: inMinutes(60), createdAt: api.clock.at };
  const pairs: readonly (readonly [Login, Login])[] = [
    ['administrator', 'dispatcher'],
    ['auditor', 'dispatcher'],
    ['clerk-elsewhere', 'dispatcher'],
    ['clerk', 'auditor'],
    ['clerk', 'administrator'],
  ];
  for (const [absent, substitute] of pairs)
    await api.db.substitution.create({
      data: {
        ...{ ...shared, ...times, id: crypto.randomUUID() },
        ...{ absentId: at(absent).accountId, substituteId: at(substitute).accountId },
      },
    });
  // Once one more that is right has arrived, the others have been read as well.
  await name({ absent: 'reviewer', substitute: 'dispatcher' });
  await actsIn('dispatcher', ['reviewer']);
  expect((await at('dispatcher').ask(accounts.listStaff)).problem.code).toBe('not-permitted');
  expect((await at('dispatcher').ask(audit.search)).problem.code).toBe('not-permitted');
  for (const login of ['auditor', 'administrator'] as const)
    expect((await at(login).ask(tasks.list)).problem.code).toBe('not-permitted');
});

test('what is done in a colleague’s role is on record as done for them, whatever it is', async () => {
  await name({ absent: 'supervisor', substitute: 'clerk', by: 'administrator' });
  await eventually('the clerk in the supervisor’s place', async () => {
    const { rules } = (await at('clerk').ask(sessions.whoAmI)).body;
    return rules.some(({ subject }) => [subject].flat().includes('Substitution'));
  });
  const acting = { actorRole: 'supervisor', forId: at('supervisor').accountId, refusal: null };
  const { id } = (await name({ absent: 'reviewer', substitute: 'dispatcher', by: 'clerk' })).body;
  expect((await name({ absent: 'reviewer', substitute: 'clerk', by: 'clerk' })).problem.code).toBe(
    'four-eyes',
  );
  expect((await at('clerk').ask(accounts.endSubstitution, { params: { id } })).status).toBe(204);
  const { taskId } = await submitted();
  const assigneeId = at('clerk').accountId;
  const assigned = await at('clerk').ask(tasks.assign, { params: { id: taskId }, body: { assigneeId } });
  expect(assigned.status).toBe(200);
  expect(await trail(`substitution/${id}`)).toMatchObject([acting, acting]);
  expect(await trail(`task/${taskId}`)).toMatchObject([{ ...acting, action: 'assign' }]);
  // What one's own role allows is done in one's own name.
  await claim('clerk', taskId);
  expect((await trail(`task/${taskId}`)).at(-1)).toMatchObject({ actorRole: 'clerk', forId: null });
});

async function filedBy(login: Login) {
  const form = individual('hk', 'hk-id');
  const document = { ...form.document, number: newNumber('hk-id') };
  return file(at(login), { matter: 'individual-registration', individual: { ...form, document } });
}

test('a registrar who stands in for the reviewer does not approve what they took down themselves', async () => {
  await name({ absent: 'reviewer', substitute: 'registrar' });
  await actsIn('registrar', ['reviewer']);
  const { id } = await filedBy('registrar');
  expect((await decide(at('registrar'), id, { action: 'approve' })).problem.code).toBe('four-eyes');
  expect((await trail(`application/${id}`)).at(-1)).toEqual({
    ...{ actorId: at('registrar').accountId, actorRole: 'reviewer', forId: at('reviewer').accountId },
    ...{ action: 'approve', refusal: 'four-eyes', isRequest: true },
  });
  await at('registrar').ask(tasks.release, { params: { id: (await taskOf(id)) ?? '' } });
  expect((await decide(at('reviewer2'), id, { action: 'approve' })).status).toBe(200);
});

test('a reviewer who stands in for the registrar does not either', async () => {
  await name({ absent: 'registrar', substitute: 'reviewer' });
  await eventually('the reviewer at the window', async () => {
    const { rules } = (await at('reviewer').ask(sessions.whoAmI)).body;
    return rules.some(
      ({ subject, action }) => subject === 'Registration' && [action].flat().includes('create'),
    );
  });
  const { id } = await filedBy('reviewer');
  expect((await trail(`application/${id}`)).at(-1)).toMatchObject({
    ...{ actorId: at('reviewer').accountId, actorRole: 'registrar', forId: at('registrar').accountId },
    refusal: null,
  });
  expect((await decide(at('reviewer'), id, { action: 'approve' })).problem.code).toBe('four-eyes');
});

async function taskOf(id: string): Promise<string | undefined> {
  return (await api.db.task.findFirst({ where: { applicationId: id, state: 'open' } }))?.id;
}
