// What applicants do by themselves: drafts, documents, withdrawal, supplement, another delivery, tracking.
import { createHash } from 'node:crypto';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { decisionContracts } from '../../api/contract/decisions.ts';
import { publicContracts } from '../../api/contract/public.ts';
import { taskContracts } from '../../api/contract/tasks.ts';
import { listServices } from '../../domain/services/index.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { applicantFor, type Desk, nobody, openDesk, type TestApplicant, upload } from '../harness/people.ts';

let api: TestApi;
let desk: Desk;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
});
afterAll(() => api?.stop());

const applicant = (service: TestApplicant['service'] = 'plate-reissue') =>
  applicantFor(api, service, { today: api.clock.today });

async function submitted(by: TestApplicant) {
  return (await by.ask(applications.create, { body: await by.submission() })).body;
}

async function read(by: { ask: TestApplicant['ask'] }, id: string) {
  return (await by.ask(applications.read, { params: { id } })).body;
}

/** The clerk claims the open task and decides. */
async function decide(id: string, body: object) {
  const view = await read(desk.clerk, id);
  await desk.clerk.ask(taskContracts.claim, { params: { id: view.task?.id ?? '' } });
  return (await desk.clerk.ask(decisionContracts.decide, { params: { id }, version: view.version, body }))
    .body;
}

test('the catalogue names every service, its inputs and its refusals', async () => {
  const { items } = (await nobody(api.url).ask(publicContracts.services)).body;
  expect(items.map(({ id }) => id)).toEqual(listServices().map(({ id }) => id));
  const one = (await nobody(api.url).ask(publicContracts.service, { params: { service: 'plate-reissue' } }))
    .body;
  expect(one).toEqual(items.find(({ id }) => id === 'plate-reissue'));
  expect(one).toMatchObject({ name: '补领机动车号牌', limit: 'accept-1-workday-then-post', handBack: true });
  expect(one.refusals.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['vehicle-stolen', 'plates-not-lost']),
  );
  const missing = await nobody(api.url).ask(publicContracts.service, { params: { service: 'plate-theft' } });
  expect(missing.problem.code).toBe('not-found');
});

test('a draft is kept, edited, and submitted; nobody else sees it before', async () => {
  const self = await applicant();
  const whole = await self.submission();
  const draft = await self.ask(applications.create, {
    body: { ...whole, form: { reason: 'lost', lostAt: '尚未写完' }, delivery: null, submit: false },
  });
  expect(draft.body).toMatchObject({ state: 'draft', stateName: '草稿', version: 1, acceptBy: null });
  const { id } = draft.body;
  expect(draft.headers.get('etag')).toBe('"1"');
  expect((await desk.clerk.ask(applications.read, { params: { id } })).problem.code).toBe('not-found');
  expect((await read(self, id)).allowedActions).toEqual(['edit-draft', 'submit', 'withdraw']);

  const edited = await self.ask(applications.editDraft, {
    params: { id },
    version: 1,
    body: { ...parts(whole), form: { ...whole.form, lostAt: '驿城区文明路' } },
  });
  expect(edited.body).toMatchObject({ state: 'draft', version: 2 });
  expect((await read(self, id)).form).toMatchObject({ lostAt: '驿城区文明路' });

  const sent = await self.ask(applications.submit, { params: { id }, version: 2, body: parts(whole) });
  expect(sent.body).toMatchObject({ state: 'submitted', number: draft.body.number });
  // Tuesday 10:00 counts from Wednesday: by closing time of the first working day after.
  expect(sent.body.acceptBy).toBe('2015-11-04T09:30:00.000Z');
  // What was chosen can be read at the desk; what was written freely is masked.
  const form = { ...whole.form, lostAt: '****' };
  expect(await read(desk.clerk, id)).toMatchObject({ state: 'submitted', form, task: { kind: 'accept' } });
  expect(await read(self, id)).toMatchObject({ form: whole.form });
});

function parts<T extends { service: unknown }>({ service: _fixed, ...rest }: T) {
  return rest;
}

test('a draft cannot be submitted with a faulty form, and stays as it was', async () => {
  const self = await applicant();
  const whole = await self.submission();
  const { id } = (await self.ask(applications.create, { body: { ...whole, submit: false } })).body;
  const form = { ...whole.form, plates: 'all four' };
  const refused = await self.ask(applications.submit, {
    params: { id },
    version: 1,
    body: { ...parts(whole), form },
  });
  expect(refused.problem).toMatchObject({ code: 'invalid-field', pointer: '/form/plates' });
  expect(await read(self, id)).toMatchObject({ state: 'draft', version: 1, form: whole.form });
});

test('documents come back as they were stored, as attachments, to their owner and to the office', async () => {
  const self = await applicant('licence-renewal');
  const body = await self.submission();
  const [photo = ''] = body.documents;
  const { id } = (await self.ask(applications.create, { body })).body;
  const { documents } = await read(self, id);
  expect(documents).toMatchObject([{ id: photo, kind: 'photo', mediaType: 'image/png' }]);
  for (const reader of [self, desk.clerk, desk.supervisor]) {
    const answer = await fetch(`${api.url}/api/v1/documents/${photo}`, {
      headers: { Cookie: reader.cookie() },
    });
    expect(answer.status).toBe(200);
    const content = new Uint8Array(await answer.arrayBuffer());
    // Pictures are made anew; what was stored is what comes back.
    expect(createHash('sha256').update(content).digest('hex')).toBe(documents[0]?.sha256);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  }
  const loose = await upload(self, 'photo');
  for (const [reader, document] of [
    [await applicant(), photo],
    [desk.outsider, photo],
    [desk.clerk, loose],
  ] as const) {
    const refused = await reader.ask(publicContracts.download, { params: { id: document } });
    expect(refused.problem.code).toBe('not-found');
  }
});

test('a document of somebody else does not count as one’s own', async () => {
  const [self, other] = [await applicant('licence-renewal'), await applicant('licence-renewal')];
  const foreign = (await other.submission()).documents;
  const body = { ...(await self.submission()), documents: foreign };
  expect((await self.ask(applications.create, { body })).problem).toMatchObject({
    code: 'document-missing',
    pointer: '/documents',
  });
});

test('withdrawn before acceptance, closed for everybody after', async () => {
  const self = await applicant();
  const { id, version } = await submitted(self);
  expect((await self.ask(applications.withdraw, { params: { id }, version })).body.state).toBe('withdrawn');
  const view = await read(self, id);
  expect(view).toMatchObject({ stage: 'ended', allowedActions: [], task: null });
  expect(view.timeline.map(({ type, by }) => [type, by])).toEqual([
    ['drafted', 'applicant'],
    ['submitted', 'applicant'],
    ['withdrawn', 'applicant'],
  ]);
  const late = await desk.clerk.ask(decisionContracts.decide, {
    params: { id },
    version: view.version,
    body: { action: 'accept' },
  });
  expect(late.problem.code).toBe('application-closed');
  expect((await submitted(self)).id).not.toBe(id);
});

test('the clerk asks for a supplement; the promise stands still and begins anew with it', async () => {
  const self = await applicant('licence-renewal');
  const { id, acceptBy } = await submitted(self);
  const items = [{ pointer: '/documents', note: '照片背景应为白色' }];
  expect(
    (await decide(id, { action: 'request-supplement', reason: 'photo-not-standard', items })).state,
  ).toBe('supplement');
  const asked = await read(self, id);
  expect(asked).toMatchObject({
    supplement: { reason: 'photo-not-standard', reasonName: { zh: '照片不符合标准' }, items },
    allowedActions: ['resubmit', 'change-delivery', 'withdraw'],
  });
  expect(asked.clocks.map(({ kind, status }) => [kind, status])).toEqual([
    ['acceptance', 'paused'],
    ['supplement', 'running'],
  ]);
  api.clock.advance({ minutes: 24 * 60 });
  const photo = await upload(self, 'photo');
  const answer = await self.ask(applications.resubmit, {
    params: { id },
    version: asked.version,
    body: { documents: [photo] },
  });
  expect(answer.body.state).toBe('submitted');
  expect(Date.parse(answer.body.acceptBy ?? '')).toBeGreaterThan(Date.parse(acceptBy ?? ''));
  const view = await read(desk.clerk, id);
  expect(view.documents).toHaveLength(2);
  expect(view.supplement).toBeNull();
});

test('delivery is changed between post and pickup, and the address is masked for the desk', async () => {
  const self = await applicant();
  const { id, version } = await submitted(self);
  const address = self.applicant.address;
  expect((await read(self, id)).delivery).toEqual({ mode: 'post', zone: 'city', ...address });
  const masked = (await read(desk.clerk, id)).delivery;
  expect(masked).toMatchObject({ mode: 'post', division: address.division });
  expect(JSON.stringify(masked)).not.toContain(address.mobile);
  expect(JSON.stringify(masked)).not.toContain(address.recipient);

  const pickup = await self.ask(applications.changeDelivery, {
    params: { id },
    version,
    body: { delivery: { mode: 'pickup' } },
  });
  expect((await read(self, id)).delivery).toEqual({ mode: 'pickup' });
  await decide(id, { action: 'accept' });
  const accepted = await read(self, id);
  expect(accepted.clocks.map(({ kind }) => kind)).toEqual(['acceptance', 'pickup-ready']);

  const far = { ...address, division: '110105', address: '北京市朝阳区建国路1号', postcode: '100020' };
  const posted = await self.ask(applications.changeDelivery, {
    params: { id },
    version: accepted.version,
    body: { delivery: { mode: 'post', ...far } },
  });
  expect(posted.body.deliverBy).not.toBe(pickup.body.deliverBy);
  expect(await read(self, id)).toMatchObject({ delivery: { mode: 'post', zone: 'interprovince', ...far } });

  const abroad = await self.ask(applications.changeDelivery, {
    params: { id },
    version: posted.body.version,
    body: { delivery: { mode: 'post', ...far, division: '810000' } },
  });
  expect(abroad.problem).toMatchObject({ code: 'address-not-deliverable', pointer: '/delivery/division' });
});

test('refused with reason, note and the right of appeal', async () => {
  const self = await applicant();
  const { id } = await submitted(self);
  await decide(id, { action: 'decline', reason: 'identity-mismatch', note: '姓名与登记不符' });
  expect(await read(self, id)).toMatchObject({
    state: 'not-accepted',
    ending: {
      reason: 'identity-mismatch',
      reasonName: { zh: '身份信息不一致' },
      note: '姓名与登记不符',
      rightOfAppeal: { zh: expect.stringContaining('行政复议') },
    },
  });
});

test('every promised date is explained step by step, in both languages', async () => {
  const self = await applicant();
  const { id } = await submitted(self);
  await decide(id, { action: 'accept' });
  const { clocks } = (await self.ask(applications.explain, { params: { id } })).body;
  expect(clocks.map(({ kind }) => kind)).toEqual(['acceptance', 'delivery']);
  for (const { zh, en, steps } of clocks) {
    expect(zh).toHaveLength(steps.length);
    expect(en).toHaveLength(steps.length);
    expect(steps.length).toBeGreaterThan(2);
  }
});

describe('public tracking', () => {
  test('number and secret show where it stands, and nothing personal', async () => {
    const self = await applicant();
    const { number, trackingSecret = '' } = await submitted(self);
    const track = (body: object) => nobody(api.url).ask(publicContracts.track, { body });
    const shown = await track({ number: number.toLowerCase(), secret: trackingSecret });
    expect(shown.body).toMatchObject({ number, state: 'submitted', stateName: '已提交' });
    const { recipient, mobile, address } = self.applicant.address;
    for (const personal of [recipient, mobile, address, self.accountId])
      expect(shown.text).not.toContain(personal);

    const refusals = [
      await track({ number, secret: `${trackingSecret}x` }),
      await track({ number, secret: '' }),
      await track({ number: 'ZMD-20151103-999999-9', secret: trackingSecret }),
      await track({ number: 'nonsense', secret: trackingSecret }),
    ].map(({ status, problem: { requestId: _own, ...problem } }) => ({ status, problem }));
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
    expect(refusals[0]).toMatchObject({ status: 404, problem: { code: 'not-found' } });
  });
});

test('one’s own list is paged without gaps or repeats while new ones come in', async () => {
  const self = await applicant();
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    const { id } = (
      await self.ask(applications.create, { body: { ...(await self.submission()), submit: false } })
    ).body;
    ids.unshift(id);
    api.clock.advance({ minutes: count % 2 });
  }
  const seen: string[] = [];
  let after: string | null = '';
  while (after !== null) {
    const page: { items: { id: string }[]; next: string | null } = (
      await self.ask(applications.list, { query: { limit: 2, ...(after && { after }) } })
    ).body;
    seen.push(...page.items.map(({ id }) => id));
    after = page.next;
    await self.ask(applications.create, { body: { ...(await self.submission()), submit: false } });
    api.clock.advance({ minutes: 1 });
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(ids.filter((id) => !seen.includes(id))).toEqual([]);
  const drafts = (await self.ask(applications.list, { query: { state: 'withdrawn' } })).body;
  expect(drafts).toEqual({ items: [], next: null });
});
