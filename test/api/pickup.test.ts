// The pickup counter through the API: by code, by pass, by whoever the applicant has named; never twice, never by anybody else.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { pickupContracts as pickup } from '../../api/contract/pickup.ts';
import { privacyContracts as privacy } from '../../api/contract/privacy.ts';
import { PASS_GRACE_SECONDS, PASS_SECONDS } from '../../api/pickup/passes.ts';
import { eraseOver } from '../../db/retention.ts';
import { addMinutes, DAY_MINUTES } from '../../domain/calendar/local-date.ts';
import { residentIdCheckCharacter } from '../../domain/identity/resident-id.ts';
import { slipText } from '../../domain/pickup/scanned.ts';
import { RETENTION } from '../../domain/retention.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { type AtCounter, decideNow, filedForPickup, readyForPickup } from '../harness/counter.ts';
import { marksOfPng } from '../harness/pdf-marks.ts';
import { type Desk, openDesk, type Person } from '../harness/people.ts';
import { changedRows, countRows } from '../harness/rows.ts';

let api: TestApi;
let desk: Desk;
let passTime = Date.now();
beforeAll(async () => {
  api = await startApi({ clockMs: () => passTime });
  desk = await openDesk(api);
});
afterAll(() => api?.stop());

const ready = () => readyForPickup(api, desk);
const passOf = async ({ self, id }: AtCounter) => (await self.ask(pickup.pass, { params: { id } })).body;
const handOver = (id: string, body: object, by: Person = desk.clerk) =>
  decideNow(by, id, { action: 'hand-over', handedBack: true, ...body });
const stateOf = async (id: string) =>
  (await desk.clerk.ask(applications.read, { params: { id } })).body.state;

describe('a pass', () => {
  test('is shown as a square, and opens the counter without the code', async () => {
    const on = await ready();
    const { token, issuedAt, expiresAt, image } = await passOf(on);
    expect(Date.parse(expiresAt) - Date.parse(issuedAt)).toBe(PASS_SECONDS * 1_000);
    expect(await marksOfPng(image)).toEqual([{ format: 'QRCode', text: token }]);
    expect(token).not.toContain(on.pickupCode);
    expect((await handOver(on.id, { pickupToken: token })).body).toMatchObject({ state: 'done' });
    const { timeline } = (await on.self.ask(applications.read, { params: { id: on.id } })).body;
    expect(timeline.find(({ type }) => type === 'collected')).toMatchObject({ zh: '已领取', by: 'clerk' });
  });

  test('is another one each time, and every one of its minute is good', async () => {
    const on = await ready();
    const [first, second] = [await passOf(on), await passOf(on)];
    expect(first.token).not.toBe(second.token);
    expect((await handOver(on.id, { pickupToken: first.token })).status).toBe(200);
  });

  test('is refused once it has expired; a new one opens', async () => {
    const on = await ready();
    const { token } = await passOf(on);
    passTime += (PASS_SECONDS + PASS_GRACE_SECONDS) * 1_000 + 1;
    const refused = (await handOver(on.id, { pickupToken: token })).problem;
    expect(refused).toMatchObject({ code: 'pickup-pass-expired', pointer: '/pickupToken', status: 422 });
    expect(refused.title).toBe('领取二维码已过期,请申请人刷新后重新出示。');
    expect(await stateOf(on.id)).toBe('ready-for-pickup');
    expect((await handOver(on.id, { pickupToken: (await passOf(on)).token })).status).toBe(200);
  });

  test('of another case, forged, or made up opens nothing', async () => {
    const [on, other] = [await ready(), await ready()];
    const foreign = (await handOver(on.id, { pickupToken: (await passOf(other)).token })).problem;
    expect(foreign).toMatchObject({ code: 'pickup-pass-of-another', title: '该领取二维码不属于本件申请。' });
    const { token } = await passOf(on);
    const forged = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BA' : 'AA'}`;
    for (const pickupToken of [forged, 'YZP1.xxxx', ''])
      expect((await handOver(on.id, { pickupToken })).problem).toMatchObject({
        ...{ code: 'pickup-pass-invalid', title: '领取二维码无效,请申请人重新出示。' },
      });
    expect([await stateOf(on.id), await stateOf(other.id)]).toEqual(['ready-for-pickup', 'ready-for-pickup']);
  });

  test('goes with its code: after a change of delivery and back it opens nothing', async () => {
    const on = await ready();
    const { token } = await passOf(on);
    const change = async (delivery: object) => {
      const { version } = (await on.self.ask(applications.read, { params: { id: on.id } })).body;
      return on.self.ask(applications.changeDelivery, { params: { id: on.id }, version, body: { delivery } });
    };
    await change({ mode: 'post', ...on.self.applicant.address });
    expect((await on.self.ask(pickup.pass, { params: { id: on.id } })).problem.code).toBe('pickup-not-ready');
    await change({ mode: 'pickup' });
    const { pickupCode } = (await on.self.ask(applications.read, { params: { id: on.id } })).body;
    if (pickupCode !== on.pickupCode)
      expect((await handOver(on.id, { pickupToken: token })).problem.code).toBe('pickup-pass-invalid');
    expect((await handOver(on.id, { pickupToken: (await passOf(on)).token })).status).toBe(200);
  });

  test('is not shown together with a code', async () => {
    const on = await ready();
    const { token: pickupToken } = await passOf(on);
    const { problem } = await handOver(on.id, { pickupToken, pickupCode: on.pickupCode });
    expect(problem).toMatchObject({ code: 'pickup-proof-double', title: '取件码和领取二维码只能出示一种。' });
  });

  test('does not spare what has to be handed back', async () => {
    const on = await ready();
    const { token: pickupToken } = await passOf(on);
    const { problem } = await handOver(on.id, { pickupToken, handedBack: false });
    expect(problem).toMatchObject({ code: 'damaged-plates-not-returned', pointer: '/handedBack' });
    // Nothing was collected, so the pass is not used up.
    expect((await handOver(on.id, { pickupToken })).status).toBe(200);
  });

  test('collects once, however many counters it is shown at', async () => {
    const on = await ready();
    const { token: pickupToken } = await passOf(on);
    const { version } = (await desk.clerk.ask(applications.read, { params: { id: on.id } })).body;
    const body = { action: 'hand-over', handedBack: true, pickupToken };
    const asked = Array.from({ length: 8 }, (_, n) =>
      (n % 2 ? desk.clerk : desk.otherClerk).call('POST', `/api/v1/applications/${on.id}/decisions`, {
        body,
        version,
      }),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 7 }, () => 412)]);
    expect((await handOver(on.id, { pickupToken })).problem).toMatchObject({
      ...{ code: 'application-closed', title: '该申请已办结。' },
    });
    const collected = { applicationId: on.id, type: 'collected' };
    expect(await api.db.applicationEvent.count({ where: collected })).toBe(1);
  });

  test('is for the applicant alone, and only while something waits', async () => {
    const on = await ready();
    const params = { id: on.id };
    for (const by of [desk.clerk, desk.supervisor, desk.production])
      expect((await by.ask(pickup.pass, { params })).problem.code).toBe('not-permitted');
    const stranger = await filedForPickup(api);
    expect((await stranger.self.ask(pickup.pass, { params })).problem.code).toBe('not-found');
    const early = (await stranger.self.ask(pickup.pass, { params: { id: stranger.id } })).problem;
    expect(early).toMatchObject({ code: 'pickup-not-ready', title: '牌证尚不能到窗口领取,没有领取凭证。' });
    await handOver(on.id, { pickupCode: on.pickupCode });
    expect((await on.self.ask(pickup.pass, { params })).problem.code).toBe('pickup-not-ready');
  });
});

let proxies = 0;
/** A number that no applicant of any test has. */
function newProxyNumber(): string {
  proxies += 1;
  const body = `41172019850615${String(100 + proxies)}`;
  return body + residentIdCheckCharacter(body);
}

const proxyNamed = (idDocNo = newProxyNumber()) => ({
  ...{ name: '李雷', idDocKind: 'resident-id', idDocNo },
});
const name = ({ self, id }: Pick<AtCounter, 'self' | 'id'>, body: object) =>
  self.ask(pickup.nameProxy, { params: { id }, body });

describe('whoever collects for the applicant', () => {
  test('gets it for the number on the document that is shown, and it is on record', async () => {
    const on = await ready();
    const proxy = proxyNamed();
    const named = (await name(on, proxy)).body;
    expect(named).toEqual({ proxy: { ...proxy, namedAt: api.clock.at } });
    const { body } = await handOver(on.id, {
      pickupCode: on.pickupCode,
      proxyIdDocNo: ` ${proxy.idDocNo.toLowerCase()}`,
    });
    expect(body).toMatchObject({ state: 'done' });
    const { timeline } = (await on.self.ask(applications.read, { params: { id: on.id } })).body;
    expect(timeline.find(({ type }) => type === 'collected')).toMatchObject({ zh: '已由代领人领取' });
    const event = { applicationId: on.id, type: 'collected' };
    expect(await api.db.applicationEvent.findFirst({ where: event })).toMatchObject({
      data: { by: 'proxy' },
    });
  });

  test('may show the pass as well', async () => {
    const on = await ready();
    const proxy = proxyNamed();
    await name(on, proxy);
    const { token: pickupToken } = await passOf(on);
    expect((await handOver(on.id, { pickupToken, proxyIdDocNo: proxy.idDocNo })).status).toBe(200);
  });

  test('gets nothing without being named, without the right number, or without code and pass', async () => {
    const on = await ready();
    const { pickupCode } = on;
    const proxyIdDocNo = newProxyNumber();
    const unnamed = (await handOver(on.id, { pickupCode, proxyIdDocNo })).problem;
    expect(unnamed).toMatchObject({ code: 'proxy-unnamed', pointer: '/proxyIdDocNo' });
    expect(unnamed.title).toBe('申请人没有委托他人代领,或者已撤销委托。');
    const proxy = proxyNamed();
    await name(on, proxy);
    const differs = (await handOver(on.id, { pickupCode, proxyIdDocNo })).problem;
    expect(differs).toMatchObject({ code: 'proxy-number-differs', pointer: '/proxyIdDocNo' });
    expect(differs.title).toBe('出示的身份证明号码与申请人登记的代领人不一致。');
    expect((await handOver(on.id, { pickupCode, proxyIdDocNo: '' })).problem.code).toBe(
      'proxy-number-differs',
    );
    const wrong = pickupCode === '000000' ? '000001' : '000000';
    const noCode = (await handOver(on.id, { pickupCode: wrong, proxyIdDocNo: proxy.idDocNo })).problem;
    expect(noCode.code).toBe('pickup-code-wrong');
    expect(await stateOf(on.id)).toBe('ready-for-pickup');
  });

  test('is taken back, and gets nothing any more', async () => {
    const on = await ready();
    const { self, id, pickupCode } = on;
    const proxy = proxyNamed();
    await name(on, proxy);
    expect((await self.ask(pickup.revokeProxy, { params: { id } })).status).toBe(204);
    expect((await self.ask(pickup.proxy, { params: { id } })).body).toEqual({ proxy: null });
    expect(await api.db.pickupProxy.count({ where: { applicationId: id } })).toBe(0);
    const { problem } = await handOver(id, { pickupCode, proxyIdDocNo: proxy.idDocNo });
    expect(problem.code).toBe('proxy-unnamed');
    expect((await self.ask(pickup.revokeProxy, { params: { id } })).problem.code).toBe('proxy-unnamed');
    // The applicant comes in person.
    expect((await handOver(id, { pickupCode })).status).toBe(200);
  });

  test('ends with the pickup: what is posted after all is collected by nobody', async () => {
    const { self, id } = await ready();
    const params = { id };
    const proxy = proxyNamed();
    expect((await self.ask(pickup.nameProxy, { params, body: proxy })).status).toBe(200);
    const { version } = (await self.ask(applications.read, { params })).body;
    const delivery = { mode: 'post', ...self.applicant.address };
    const posted = await self.ask(applications.changeDelivery, { params, version, body: { delivery } });
    expect(posted.status).toBe(200);
    expect(await api.db.pickupProxy.count({ where: { applicationId: id } })).toBe(0);
  });

  test('is replaced by the next one named', async () => {
    const on = await ready();
    const [first, second] = [proxyNamed(), proxyNamed()];
    await name(on, first);
    await name(on, second);
    const { pickupCode } = on;
    const { problem } = await handOver(on.id, { pickupCode, proxyIdDocNo: first.idDocNo });
    expect(problem.code).toBe('proxy-number-differs');
    expect((await handOver(on.id, { pickupCode, proxyIdDocNo: second.idDocNo })).status).toBe(200);
  });

  test('taken back while they stand at the counter: one of the two wins, never both', async () => {
    for (let round = 0; round < 4; round += 1) {
      const on = await ready();
      const proxy = proxyNamed();
      await name(on, proxy);
      const { pickupCode, id, self } = on;
      const [given, taken] = await Promise.all([
        handOver(id, { pickupCode, proxyIdDocNo: proxy.idDocNo }),
        self.ask(pickup.revokeProxy, { params: { id } }),
      ]);
      const outcome = [given.status, taken.status];
      expect([
        [200, 409],
        [422, 204],
      ]).toContainEqual(outcome);
      expect(await stateOf(id)).toBe(given.status === 200 ? 'done' : 'ready-for-pickup');
    }
  });

  test.each([
    ['a number that is none', { idDocNo: '412801199003071235' }, 'id-number-invalid', '/idDocNo'],
    ['a kind that is none', { idDocKind: 'library-card' }, 'invalid-field', '/idDocKind'],
    ['no name', { name: ' ' }, 'invalid-field', '/name'],
    ['a field nobody asked for', { mobile: '13800000000' }, 'unknown-field', undefined],
  ])('is not named by %s', async (_, change, code, pointer) => {
    const on = await filedForPickup(api);
    const before = await countRows(api.db);
    const { problem } = await name(on, { ...proxyNamed(), ...change });
    expect(problem.code).toBe(code);
    if (pointer) expect(problem.pointer).toBe(pointer);
    const changed = changedRows(before, await countRows(api.db));
    expect(Object.keys(changed).filter((table) => table !== 'idempotency_key')).toEqual([]);
  });

  test('cannot be the applicant, nor be named where nothing is picked up, nor after the end', async () => {
    const on = await ready();
    const { person } = await api.db.account.findUniqueOrThrow({
      where: { id: on.self.accountId },
      include: { person: true },
    });
    const self = (await name(on, proxyNamed(person?.idDocNo))).problem;
    expect(self).toMatchObject({ code: 'proxy-is-applicant', title: '代领人不能是申请人本人。' });
    await handOver(on.id, { pickupCode: on.pickupCode });
    expect((await name(on, proxyNamed())).problem.code).toBe('application-closed');
    const { self: other } = await filedForPickup(api, 'licence-lost-reissue');
    const { body } = await other.ask(applications.list);
    const posted = body.items[0];
    if (!posted) throw new Error('nothing was filed');
    const delivery = { mode: 'post', ...other.applicant.address };
    await other.ask(applications.changeDelivery, {
      params: { id: posted.id },
      version: posted.version,
      body: { delivery },
    });
    const { problem } = await name({ self: other, id: posted.id }, proxyNamed());
    expect(problem).toMatchObject({
      code: 'proxy-not-offered',
      title: '该申请不是窗口领取,不能委托他人代领。',
    });
  });

  test('is masked for the staff, sealed where it lies, and no part of the trail', async () => {
    const on = await ready();
    const proxy = proxyNamed();
    await name(on, proxy);
    const told = await desk.clerk.ask(pickup.proxy, { params: { id: on.id } });
    for (const secret of [proxy.name, proxy.idDocNo]) expect(told.text).not.toContain(secret);
    expect(told.body.proxy).toMatchObject({ name: '李*', idDocKind: 'resident-id' });
    expect((await desk.outsider.ask(pickup.proxy, { params: { id: on.id } })).problem.code).toBe('not-found');
    const row = await api.db.$queryRaw<
      object[]
    >`SELECT * FROM pickup_proxy WHERE application_id = ${on.id}::uuid`;
    expect(JSON.stringify(row)).not.toContain(proxy.idDocNo);
    const trail = await api.db.auditEvent.findMany({
      where: { object: `application/${on.id}`, action: 'name-proxy' },
    });
    expect(trail).toMatchObject([{ actorId: on.self.accountId, refusal: null, beforeDigest: null }]);
    expect(trail[0]?.afterDigest).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test('is told to the applicant with all their data, and goes with the case', async () => {
    const on = await ready();
    const proxy = proxyNamed();
    await name(on, proxy);
    const { body } = await on.self.ask(privacy.ownData);
    expect(body.applications).toContainEqual(
      expect.objectContaining({ number: on.number, pickupProxy: proxy }),
    );
    await handOver(on.id, { pickupCode: on.pickupCode });
    const days = RETENTION['closed-applications'].days + 1;
    await eraseOver({ db: api.db, now: addMinutes(api.clock.at, days * DAY_MINUTES), realNow: api.clock.at });
    expect(await api.db.pickupProxy.count({ where: { applicationId: on.id } })).toBe(0);
    expect((await on.self.ask(pickup.proxy, { params: { id: on.id } })).body).toEqual({ proxy: null });
  });

  test('is named once a key', async () => {
    const on = await ready();
    const [proxy, key] = [proxyNamed(), 'naming-somebody-once'];
    const ask = () => on.self.ask(pickup.nameProxy, { params: { id: on.id }, body: proxy, key });
    const [first, again] = [await ask(), await ask()];
    expect(again.text).toBe(first.text);
    const where = { object: `application/${on.id}`, action: 'name-proxy' };
    expect(await api.db.auditEvent.count({ where })).toBe(1);
  });
});

describe('what is scanned', () => {
  const lookUp = (scanned: string, by: Person = desk.clerk) => by.ask(pickup.lookUp, { body: { scanned } });

  test('leads to its case: bars, slip and pass', async () => {
    const on = await ready();
    const { id, number } = on;
    const found = (await lookUp(`${number.toLowerCase()}\n`)).body;
    expect(found).toMatchObject({ id, number, state: 'ready-for-pickup', stateName: '待领取' });
    expect([found.pickupCode, found.pickupToken]).toEqual([null, null]);
    const slip = (await lookUp(slipText(number, on.pickupCode))).body;
    expect(slip).toMatchObject({ id, pickupCode: on.pickupCode, pickupToken: null });
    const { token } = await passOf(on);
    const pass = (await lookUp(token)).body;
    expect(pass).toMatchObject({ id, pickupCode: null, pickupToken: token, serviceName: '换领机动车号牌' });
    expect((await handOver(pass.id, { pickupToken: pass.pickupToken })).status).toBe(200);
  });

  test('of another office, of nobody, or nothing at all', async () => {
    const on = await ready();
    const { token } = await passOf(on);
    for (const scanned of [on.number, slipText(on.number, on.pickupCode), token])
      expect((await lookUp(scanned, desk.outsider)).problem.code).toBe('not-found');
    const nothing = (await lookUp('https://example.com')).problem;
    expect(nothing).toMatchObject({ code: 'scan-unknown', pointer: '/scanned' });
    expect(nothing.title).toBe('未能识别扫描的内容,请重新扫描,或输入申请编号。');
    expect((await lookUp('YZP1.AAAAAAAAAAAAAAAAAAAAAAAAAAAA')).problem.code).toBe('scan-unknown');
  });
});
