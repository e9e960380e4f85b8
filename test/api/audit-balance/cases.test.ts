// Mutations = audit rows, for cases: from the draft to the parcel, one by one and many at once.
import { randomUUID } from 'node:crypto';
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { batchContracts } from '../../../api/contract/batch.ts';
import { decisionContracts as decisions } from '../../../api/contract/decisions.ts';
import { pickupContracts as pickup } from '../../../api/contract/pickup.ts';
import { privacyContracts as privacy } from '../../../api/contract/privacy.ts';
import { publicContracts } from '../../../api/contract/public.ts';
import { taskContracts as tasks } from '../../../api/contract/tasks.ts';
import { balanceScene } from '../../harness/balance-scene.ts';
import { signedReport } from '../../harness/courier.ts';
import { type Desk, openDesk, type Person, type TestApplicant } from '../../harness/people.ts';
import { decide } from '../../harness/window.ts';

let desk: Desk;
const scene = balanceScene(async (api) => {
  desk = await openDesk(api);
});
const { noted, balanced } = scene;

const view = async (id: string) => (await desk.clerk.ask(applications.read, { params: { id } })).body;
const onto = async (id: string) => ({ params: { id }, version: (await view(id)).version });

async function decided(by: Person, id: string, decision: object): Promise<void> {
  const told = await decide(noted(by), id, decision);
  expect([told.status, told.status === 200 ? '' : told.text]).toEqual([200, '']);
}

const TRACKING = 'EA123456785CN';

test('a case from its draft to its parcel', async () => {
  const { api } = scene;
  const self = await scene.applicant('plate-reissue');
  const { mutations } = await balanced(async () => {
    const { service, ...body } = await self.submission();
    const { id, version } = (
      await self.ask(applications.create, { body: { service, ...body, submit: false } })
    ).body;
    const edited = (await self.ask(applications.editDraft, { params: { id }, version, body })).body;
    await self.ask(applications.submit, { params: { id }, version: edited.version, body });
    const items = [{ pointer: '/documents', note: '照片不清晰' }];
    await decided(desk.clerk, id, { action: 'request-supplement', reason: 'photo-not-standard', items });
    const { form, documents } = body;
    await self.ask(applications.resubmit, { ...(await onto(id)), body: { form, documents } });
    await decided(desk.clerk, id, { action: 'accept' });
    await self.ask(applications.changeDelivery, { ...(await onto(id)), body: { delivery: body.delivery } });
    await decided(desk.clerk, id, { action: 'approve' });
    await api.recordRegister(id);
    await noted(desk.production).ask(tasks.productionBatch, { body: { size: 5 } });
    await decided(desk.production, id, { action: 'complete-production' });
    await decided(desk.dispatch, id, { action: 'dispatch', trackingNumber: TRACKING });
    const report = { eventNo: 'E1', trackingNumber: TRACKING, report: 'delivered', place: '驻马店' };
    const call = signedReport({ ...report, occurredAt: api.clock.at }, api.clock.at);
    for (const _twice of [1, 2]) await scene.anybody().call('POST', '/api/v1/courier/events', call);
    expect((await view(id)).state).toBe('done');
  });
  expect(mutations).toBeGreaterThan(15);
});

test('a case withdrawn, tasks handed around, decisions on many, and what changes nothing', async () => {
  const people: TestApplicant[] = [];
  for (let n = 0; n < 4; n += 1) people.push(await scene.applicant('licence-renewal'));
  const [clerk, supervisor, dispatch] = [noted(desk.clerk), noted(desk.supervisor), noted(desk.dispatch)];
  await balanced(async () => {
    const cases = [];
    for (const self of people)
      cases.push({ self, ...(await self.ask(applications.create, { body: await self.submission() })).body });
    const [given, held, ...others] = cases;
    if (!given || !held) throw new Error('four cases are wanted');
    await given.self.ask(applications.withdraw, { params: { id: given.id }, version: given.version });

    const task = { params: { id: (await view(held.id)).task?.id ?? '' } };
    await clerk.ask(tasks.claim, task);
    await clerk.ask(tasks.release, task);
    await supervisor.ask(tasks.assign, { ...task, body: { assigneeId: desk.otherClerk.accountId } });
    await clerk.ask(tasks.claim, task);

    const items = others.map(({ id, version }) => ({ applicationId: id, version }));
    for (const { id } of others)
      await clerk.ask(tasks.claim, { params: { id: (await view(id)).task?.id ?? '' } });
    await clerk.ask(decisions.bulk, { body: { action: 'accept', items } });
    await dispatch.ask(privacy.discloseApplication, { params: { id: held.id }, body: { reason: 'label' } });
  });
  const [first] = people;
  const body = await first?.submission();
  const looked = await balanced(async () => {
    await first?.ask(applications.check, { body });
    const items = [{ applicationId: people[0]?.accountId ?? '', version: 1 }];
    await clerk.ask(decisions.preview, { body: { action: 'accept', items } });
    await scene
      .anybody()
      .ask(publicContracts.track, { body: { number: 'ZMD-20151103-000001-0', secret: 'x' } });
  });
  expect(looked.mutations).toBe(0);
});

test('several sent at once, each with its row', async () => {
  const self = await scene.applicant('plate-reissue');
  const key = randomUUID();
  await balanced(async () => {
    const items = [{ key, ...(await self.submission()) }];
    for (const _twice of [1, 2]) {
      const { results } = (await self.ask(batchContracts.create, { body: { items } })).body;
      expect(results.map(({ ok }) => ok)).toEqual([true]);
    }
  });
});

test('a case picked up by somebody else, with what is printed of it', async () => {
  const { api } = scene;
  const self = await scene.applicant('plate-replace');
  const params = async () => {
    const { items } = (await self.ask(applications.list)).body;
    return { id: items[0]?.id ?? '' };
  };
  const proxy = { name: '李雷', idDocKind: 'hk-id', idDocNo: 'A1234563' };
  await balanced(async () => {
    const body = { ...(await self.submission()), delivery: { mode: 'pickup' } };
    const { id } = (await self.ask(applications.create, { body })).body;
    await self.ask(pickup.nameProxy, { params: { id }, body: proxy });
    await self.ask(pickup.revokeProxy, { params: { id } });
    await self.ask(pickup.nameProxy, { params: { id }, body: proxy });
    await decided(desk.clerk, id, { action: 'accept' });
    await decided(desk.clerk, id, { action: 'approve' });
    await api.recordRegister(id);
    await decided(desk.production, id, { action: 'complete-production' });
  });
  const { token: pickupToken } = (await self.ask(pickup.pass, { params: await params() })).body;
  const looked = await balanced(async () => {
    const { number } = await view((await params()).id);
    await noted(desk.clerk).ask(pickup.lookUp, { body: { scanned: number } });
    const { id } = await params();
    await fetch(`${api.url}/api/v1/applications/${id}/receipt`, { headers: { Cookie: self.cookie() } });
    await noted(desk.clerk).call('POST', `/api/v1/applications/${id}/form/disclosures`, {
      body: { reason: 'decide' },
    });
  });
  expect([looked.mutations, looked.acts]).toEqual([0, ['disclose']]);
  await balanced(async () => {
    const shown = { pickupToken, proxyIdDocNo: proxy.idDocNo, handedBack: true };
    await decided(desk.clerk, (await params()).id, { action: 'hand-over', ...shown });
  });
});

test('every route of cases was driven', () => {
  const untold = scene.undriven(
    ...['applications', 'decisions', 'tasks', 'documents', 'courier', 'disclosures', 'papers', 'pickup'],
  );
  // An account is disclosed where people are driven.
  expect(untold.filter((operation) => operation !== 'discloseAccount')).toEqual([]);
});
