// Services that are opened and closed while the platform runs: at the next submission, and for nothing that is under way.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { decisionContracts } from '../../api/contract/decisions.ts';
import { serviceSwitchContracts as switches } from '../../api/contract/service-switches.ts';
import { taskContracts } from '../../api/contract/tasks.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { applicantFor, type Desk, employ, openDesk, type Person, signedIn } from '../harness/people.ts';

const SERVICE = 'vehicle-licence-reissue';
const NOT_OPEN = { code: 'service-not-open', title: '该业务尚未上线,敬请期待。' };

let api: TestApi;
let desk: Desk;
let administrator: Person;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
  await employ(api, [{ login: 'administrator', role: 'administrator' }]);
  administrator = await signedIn(api.url, 'administrator');
});
afterAll(() => api?.stop());

const turn = (isOpen: boolean, service = SERVICE) =>
  administrator.ask(switches.change, { params: { service }, body: { isOpen, reason: '按上级通知' } });

const applicant = () => applicantFor(api, SERVICE, { today: api.clock.today });

async function submit() {
  const by = await applicant();
  return by.ask(applications.create, { body: await by.submission() });
}

test('the seventeen are open, the six are not, what is simulated is', async () => {
  const { items } = (await administrator.ask(switches.list)).body;
  for (const { service, phase, isOpen, decided } of items) {
    expect([service, decided]).toEqual([service, null]);
    expect([service, isOpen]).toEqual([service, phase === 'trial' || service === 'plate-preselection']);
  }
});

test('opened, it takes applications; closed again, none; those under way go on', async () => {
  expect((await submit()).problem).toMatchObject(NOT_OPEN);
  expect((await turn(true)).body).toMatchObject({
    isOpen: true,
    decided: { byId: administrator.accountId, reason: '按上级通知', at: api.clock.at },
  });
  const { body } = await submit();
  expect(body.state).toBe('submitted');

  await turn(false);
  expect((await submit()).problem).toMatchObject(NOT_OPEN);
  const view = (await desk.clerk.ask(applications.read, { params: { id: body.id } })).body;
  await desk.clerk.ask(taskContracts.claim, { params: { id: view.task?.id ?? '' } });
  const accepted = await desk.clerk.ask(decisionContracts.decide, {
    ...{ params: { id: body.id }, version: view.version, body: { action: 'accept' } },
  });
  expect(accepted.body.state).toBe('accepted');
});

test('a supplement is taken after the service was closed', async () => {
  await turn(true);
  const by = await applicant();
  const { id } = (await by.ask(applications.create, { body: await by.submission() })).body;
  await turn(false);
  const view = (await desk.clerk.ask(applications.read, { params: { id } })).body;
  await desk.clerk.ask(taskContracts.claim, { params: { id: view.task?.id ?? '' } });
  const items = [{ pointer: '/documents', note: '照片不清晰' }];
  const asked = await desk.clerk.ask(decisionContracts.decide, {
    ...{ params: { id }, version: view.version },
    body: { action: 'request-supplement', reason: 'documents-illegible', items },
  });
  const resubmitted = await by.ask(applications.resubmit, {
    ...{ params: { id }, version: asked.body.version, body: {} },
  });
  expect(resubmitted.body.state).toBe('submitted');
});

test('a draft of before is not submitted after', async () => {
  await turn(true);
  const by = await applicant();
  const whole = await by.submission();
  const draft = (await by.ask(applications.create, { body: { ...whole, submit: false } })).body;
  await turn(false);
  const { service: _service, ...body } = whole;
  const told = await by.ask(applications.submit, {
    ...{ params: { id: draft.id }, version: draft.version, body },
  });
  expect(told.problem).toMatchObject(NOT_OPEN);
});

test('what the notice promises cannot be closed; what there is not, not switched', async () => {
  const fixed = await turn(false, 'plate-reissue');
  expect(fixed.problem).toMatchObject({
    code: 'service-switch-fixed',
    title: '试运行业务须始终开放,不能关闭。',
  });
  expect((await turn(false, 'plate-theft')).problem.code).toBe('not-found');
});

test('each change leaves its row in the trail', async () => {
  await turn(true);
  const rows = await api.db.auditEvent.findMany({ where: { object: `service/${SERVICE}`, refusal: null } });
  expect(rows.at(-1)).toMatchObject({
    ...{ action: 'open-service', actorId: administrator.accountId, reason: '按上级通知' },
  });
});

test('a dry run says what would be answered, and keeps nothing', async () => {
  await turn(false);
  const by = await applicant();
  const body = await by.submission();
  const closed = (await by.ask(applications.check, { body })).body;
  expect(closed).toMatchObject({ refusal: NOT_OPEN, advice: [], feeFen: 0 });
  await turn(true);
  expect((await by.ask(applications.check, { body })).body.refusal).toBeNull();
  expect(await api.db.application.count({ where: { applicantId: by.accountId } })).toBe(0);
});
