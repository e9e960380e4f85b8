// Papers through the API: what stands on each, what is masked for whom, what a scanner reads, and what may be handed in.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { paperContracts as papers } from '../../api/contract/papers.ts';
import { publicContracts } from '../../api/contract/public.ts';
import { taskContracts as tasks } from '../../api/contract/tasks.ts';
import { eraseOver } from '../../db/retention.ts';
import { addMinutes, DAY_MINUTES } from '../../domain/calendar/local-date.ts';
import { maskIdNo, maskName } from '../../domain/identity/masking.ts';
import { findScanned } from '../../domain/pickup/scanned.ts';
import { RETENTION } from '../../domain/retention.ts';
import { getService, listServices } from '../../domain/services/index.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { approved, decideNow, filedForPickup, readyForPickup } from '../harness/counter.ts';
import { marksOfPdf } from '../harness/pdf-marks.ts';
import { textOfPdf } from '../harness/pdf-text.ts';
import { applicantFor, type Desk, nobody, openDesk, type Person, PNG, upload } from '../harness/people.ts';
import { changedRows, countRows } from '../harness/rows.ts';

let api: TestApi;
let desk: Desk;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
});
afterAll(() => api?.stop());

/** A paper as somebody gets it. */
async function paperOf(by: Person, path: string, body?: object): Promise<Uint8Array> {
  const answer = await fetch(`${api.url}/api/v1/${path}`, {
    headers: { Cookie: by.cookie(), 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="[a-z-]+\.pdf"$/);
  return bytes;
}

const bare = (text: string) => text.replaceAll(/\s/g, '');
function expectTexts(pdf: Uint8Array, ...texts: readonly string[]) {
  const found = textOfPdf(pdf);
  for (const text of texts) expect(found).toContain(bare(text));
}

/** Everything personal of somebody, as the register and the form have it. */
async function secretsOf({ accountId }: Person) {
  const account = { where: { id: accountId }, include: { person: true } };
  const { person } = await api.db.account.findUniqueOrThrow(account);
  if (!person?.mobile || !person.address) throw new Error('the applicant has no contact');
  return { name: person.name, idDocNo: person.idDocNo, mobile: person.mobile, address: bare(person.address) };
}

function expectNone(pdf: Uint8Array, secrets: Awaited<ReturnType<typeof secretsOf>>) {
  const found = textOfPdf(pdf);
  for (const secret of Object.values(secrets)) expect(found).not.toContain(secret);
}

async function submitted(service: Parameters<typeof applicantFor>[1]) {
  const self = await applicantFor(api, service, { today: api.clock.today });
  const body = await self.submission();
  const { id, number } = (await self.ask(applications.create, { body })).body;
  return { self, id, number, body };
}

const trailOf = (id: string) =>
  api.db.auditEvent.findMany({
    where: { object: `application/${id}`, action: 'disclose' },
    orderBy: { id: 'asc' },
  });

describe('the receipt', () => {
  test('is masked for everybody, explains every date, and scans as its number', async () => {
    const { self, id, number, body } = await submitted('licence-renewal');
    const secrets = await secretsOf(self);
    const before = await paperOf(self, `applications/${id}/receipt`);
    expectTexts(before, '申请提交回执', '尚未受理', number, '受理期限');
    await approved(api, desk, id);
    const { clocks } = (await self.ask(applications.explain, { params: { id } })).body;
    for (const by of [self, desk.clerk, desk.supervisor]) {
      const pdf = await paperOf(by, `applications/${id}/receipt`);
      expectTexts(
        pdf,
        '受理回执',
        number,
        '期满换领驾驶证',
        maskName(secrets.name),
        maskIdNo(secrets.idDocNo),
      );
      expect(clocks.length).toBeGreaterThan(1);
      for (const { zh } of clocks) expectTexts(pdf, ...zh);
      expectNone(pdf, secrets);
      expect(await marksOfPdf(pdf)).toEqual([
        { format: 'Code128', text: number },
        { format: 'QRCode', text: number },
      ]);
    }
    expect(body.documents).toHaveLength(1);
    expectTexts(await paperOf(self, `applications/${id}/receipt`), '近期一寸白底免冠彩色照片');
  });

  test('of a case that was not accepted tells why, and what can be done', async () => {
    const { self, id } = await submitted('plate-reissue');
    const { task } = (await desk.clerk.ask(applications.read, { params: { id } })).body;
    await desk.clerk.ask(tasks.claim, { params: { id: task?.id ?? '' } });
    const note = '所附照片不清晰,请重新拍摄';
    await decideNow(desk.clerk, id, { action: 'decline', reason: 'documents-illegible', note });
    const { ending } = (await self.ask(applications.read, { params: { id } })).body;
    expectTexts(
      await paperOf(self, `applications/${id}/receipt`),
      '影像不清晰',
      note,
      ending?.rightOfAppeal.zh ?? '?',
    );
  });

  test('is not made of a draft, nor for anybody else', async () => {
    const self = await applicantFor(api, 'plate-reissue', { today: api.clock.today });
    const draft = { ...(await self.submission()), submit: false };
    const { id } = (await self.ask(applications.create, { body: draft })).body;
    const params = { id };
    expect((await self.ask(papers.receipt, { params })).problem).toMatchObject({
      ...{ code: 'receipt-not-ready', title: '申请尚未提交,没有回执。', status: 409 },
    });
    const stranger = await applicantFor(api, 'plate-reissue', { today: api.clock.today });
    for (const by of [stranger, desk.clerk, desk.outsider])
      expect((await by.ask(papers.receipt, { params })).problem.code).toBe('not-found');
    expect((await nobody(api.url).ask(papers.receipt, { params })).problem.code).toBe('not-signed-in');
  });
});

const FILED = ['plate-reissue', 'licence-renewal', 'renewal-deferral'] as const;

describe('the application form', () => {
  test.each(FILED)(
    'of %s is full for its applicant, masked for the staff, full again for a reason',
    async (service) => {
      const { self, id, number, body } = await submitted(service);
      const secrets = await secretsOf(self);
      const title = getService(service).documents.find(({ kind }) => kind === 'application-form')?.zh ?? '?';
      const own = await paperOf(self, `applications/${id}/form`);
      expectTexts(own, title, number, getService(service).name, ...Object.values(secrets));
      expect(await marksOfPdf(own)).toEqual([{ format: 'Code128', text: number }]);

      const seen = await paperOf(desk.clerk, `applications/${id}/form`);
      expectTexts(seen, title, number, maskName(secrets.name), '隐去个人信息');
      expectNone(seen, secrets);
      for (const text of writtenIn(service, body.form)) {
        expect(textOfPdf(own)).toContain(bare(text));
        expect(textOfPdf(seen)).not.toContain(bare(text));
      }
      expect(await trailOf(id)).toEqual([]);

      const full = await paperOf(desk.clerk, `applications/${id}/form/disclosures`, { reason: 'decide' });
      expect(textOfPdf(full)).toBe(textOfPdf(own));
      expect(await trailOf(id)).toMatchObject([
        { actorId: desk.clerk.accountId, actorRole: 'clerk', reason: 'decide', refusal: null },
      ]);
    },
  );

  test('is not told in full without a reason, nor to whom it is not for', async () => {
    const { self, id } = await submitted('plate-reissue');
    const ask = (by: Person, body: object) => by.ask(papers.fullForm, { params: { id }, body });
    expect((await ask(desk.clerk, { reason: 'complaint' })).problem).toMatchObject({
      ...{ code: 'disclosure-note-required', pointer: '/note' },
    });
    expect((await trailOf(id)).map(({ refusal }) => refusal)).toEqual(['disclosure-note-required']);
    for (const by of [desk.production, desk.supervisor, self])
      expect((await ask(by, { reason: 'decide' })).problem.code).toBe('not-permitted');
    expect((await ask(desk.outsider, { reason: 'decide' })).problem.code).toBe('not-found');
  });

  test('is gone with the case’s data; the receipt stays', async () => {
    const { self, id } = await submitted('plate-reissue');
    const { version } = (await self.ask(applications.read, { params: { id } })).body;
    await self.ask(applications.withdraw, { params: { id }, version });
    const days = RETENTION['closed-applications'].days + 1;
    await eraseOver({ db: api.db, now: addMinutes(api.clock.at, days * DAY_MINUTES), realNow: api.clock.at });
    expect((await self.ask(papers.form, { params: { id } })).problem.code).toBe('already-erased');
    const disclosed = await desk.clerk.ask(papers.fullForm, { params: { id }, body: { reason: 'decide' } });
    expect(disclosed.problem.code).toBe('already-erased');
    expectTexts(await paperOf(self, `applications/${id}/receipt`), '申请提交回执', '已撤回');
  });
});

/** What somebody wrote by hand, longer than would stand there anyway. */
function writtenIn(service: (typeof FILED)[number], form: object): readonly string[] {
  const texts = getService(service).inputs.filter(({ kind }) => kind === 'text');
  return texts.flatMap(({ name }) => {
    const value: unknown = Reflect.get(form, name);
    return typeof value === 'string' && value.length > 3 ? [value] : [];
  });
}

describe('the slip', () => {
  test('opens the counter, for the applicant alone', async () => {
    const on = await readyForPickup(api, desk, 'plate-reissue');
    const { id, number, self, pickupCode } = on;
    const pdf = await paperOf(self, `applications/${id}/pickup-slip`);
    expectTexts(
      pdf,
      '牌证领取凭证',
      number,
      [...pickupCode].join(''),
      '车辆管理所牌证领取窗口',
      '2015年12月3日',
    );
    expectNone(pdf, await secretsOf(self));
    const [bars, square] = await marksOfPdf(pdf);
    expect(bars).toEqual({ format: 'Code128', text: number });
    expect(findScanned(square?.text ?? '')).toEqual({ kind: 'slip', number, pickupCode });
    for (const by of [desk.clerk, desk.supervisor])
      expect((await by.ask(papers.slip, { params: { id } })).problem.code).toBe('not-permitted');
    await decideNow(desk.clerk, id, { action: 'hand-over', pickupCode, handedBack: true });
    expect((await self.ask(papers.slip, { params: { id } })).problem).toMatchObject({
      ...{ code: 'pickup-not-ready', title: '牌证尚不能到窗口领取,没有领取凭证。' },
    });
  });
});

describe('a production batch', () => {
  const take = async (size: number) =>
    (await desk.production.ask(tasks.productionBatch, { body: { size } })).body;

  test('is kept as it was taken, printed with bars for every case, and seen as it goes on', async () => {
    const numbers: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const { id, number } = await filedForPickup(api);
      await approved(api, desk, id);
      numbers.push(number);
    }
    const { id, items } = await take(100);
    if (id === null) throw new Error('nothing was taken');
    expect(items.map(({ number }) => number)).toEqual(expect.arrayContaining(numbers));
    const pdf = await paperOf(desk.production, `production-batches/${id}/manifest`);
    expectTexts(pdf, '牌证制作清单', `批次:${id.slice(0, 8).toUpperCase()}`, `合计 ${items.length} 件`);
    expectTexts(pdf, 'production 民警', '制作:', '复核:', '交接:', '换领机动车号牌');
    const read = (await marksOfPdf(pdf)).map(({ text }) => text);
    expect(read.sort()).toEqual(items.map(({ number }) => number).sort());

    const [first] = items;
    await decideNow(desk.production, first?.applicationId ?? '', { action: 'complete-production' });
    const now = (await desk.supervisor.ask(papers.batch, { params: { id } })).body;
    expect(now.items[0]).toMatchObject({
      number: first?.number,
      state: 'ready-for-pickup',
      stateName: '待领取',
    });
    expect(now.items.slice(1).every(({ state }) => state === 'producing')).toBe(true);
    const listed = (await desk.production.ask(papers.batches)).body;
    expect(listed.items[0]).toMatchObject({ id, size: items.length, takenBy: 'production 民警' });
  });

  test('of nothing is none', async () => {
    await take(100);
    const before = await countRows(api.db);
    expect(await take(5)).toEqual({ id: null, items: [] });
    const changed = changedRows(before, await countRows(api.db));
    expect(changed).toEqual({ audit_event: 1, idempotency_key: 1 });
  });

  test('taken by two at once holds no case twice', async () => {
    for (let n = 0; n < 4; n += 1) await approved(api, desk, (await filedForPickup(api)).id);
    const taken = await Promise.all([take(2), take(2), take(2)]);
    const numbers = taken.flatMap(({ items }) => items.map(({ number }) => number));
    expect(numbers).toHaveLength(4);
    expect(new Set(numbers).size).toBe(4);
  });

  test('is of its office, for those who make it and who watch', async () => {
    await approved(api, desk, (await filedForPickup(api)).id);
    const { id } = await take(1);
    const params = { id: id ?? '' };
    for (const by of [desk.clerk, desk.dispatch])
      expect((await by.ask(papers.manifest, { params })).problem.code).toBe('not-permitted');
    expect((await desk.outsideSupervisor.ask(papers.manifest, { params })).problem.code).toBe('not-found');
    expect((await desk.outsideSupervisor.ask(papers.batches)).body.items).toEqual([]);
  });

  test('is listed page by page', async () => {
    const all: string[] = [];
    let after: string | null = null;
    do {
      const query: Record<string, string | number> = { limit: 2, ...(after === null ? {} : { after }) };
      const page: { items: readonly { id: string }[]; next: string | null } = (
        await desk.production.ask(papers.batches, { query })
      ).body;
      all.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(all).toHaveLength(await api.db.productionBatch.count());
    expect(new Set(all).size).toBe(all.length);
  });
});

const UPLOADS = [
  ...new Set(
    listServices().flatMap(({ documents }) =>
      documents.filter(({ source }) => source === 'upload').map(({ kind }) => kind),
    ),
  ),
];

describe('what is handed in', () => {
  test.each(UPLOADS)('%s is uploaded, listed, and read by applicant and clerk', async (kind) => {
    const self = await applicantFor(api, 'plate-reissue', { today: api.clock.today });
    const whole = await self.submission();
    const documentId = await upload(self, kind);
    const body = { ...whole, documents: [...whole.documents, documentId] };
    const { id } = (await self.ask(applications.create, { body })).body;
    for (const by of [self, desk.clerk]) {
      const { documents } = (await by.ask(applications.read, { params: { id } })).body;
      expect(documents).toContainEqual(
        expect.objectContaining({ id: documentId, kind, mediaType: 'image/png' }),
      );
      expect((await by.call('GET', `/api/v1/documents/${documentId}`)).status).toBe(200);
    }
    const stranger = await applicantFor(api, 'plate-reissue', { today: api.clock.today });
    expect((await stranger.ask(publicContracts.download, { params: { id: documentId } })).problem.code).toBe(
      'not-found',
    );
  });

  test.each(['holiday-snapshot', 'application-form', 'constructor'])(
    '%s is asked for by nobody',
    async (kind) => {
      const self = await applicantFor(api, 'plate-reissue', { today: api.clock.today });
      const before = await countRows(api.db);
      const headers = { 'Content-Type': 'image/png' };
      const { problem } = await self.ask(publicContracts.upload, { params: { kind }, body: PNG, headers });
      expect(problem).toMatchObject({ code: 'document-kind-unknown', status: 422 });
      expect(problem.title).toBe(`没有业务需要提交此类材料(${kind})。`);
      expect(changedRows(before, await countRows(api.db))).toEqual({ idempotency_key: 1 });
    },
  );
});
