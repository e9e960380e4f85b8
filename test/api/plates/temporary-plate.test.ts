// 申领机动车临时号牌: applied for by a dealer, issued within a working day, three times a vehicle and no more.

import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { decisionContracts as decisions } from '../../../api/contract/decisions.ts';
import { taskContracts as tasks } from '../../../api/contract/tasks.ts';
import { temporaryPlateContracts as plates } from '../../../api/contract/temporary-plates.ts';
import { SAMPLE_DOCUMENTS } from '../../../domain/services/testing/sample-forms.ts';
import { createApplicantFor } from '../../../prisma/seed/applicants.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { askForPlate, type Dealer, dealerOf, type PlateWish } from '../../harness/dealers.ts';
import { openServices } from '../../harness/open-services.ts';
import { textOfPdf } from '../../harness/pdf-text.ts';
import { type Desk, openDesk } from '../../harness/people.ts';
import { newVin, withWrongCheck } from '../../harness/plates.ts';
import { changedRows, countRows } from '../../harness/rows.ts';

let api: TestApi;
let desk: Desk;
let dealer: Dealer;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
  dealer = await dealerOf(api);
});
afterAll(() => api?.stop());

const seen = async (id: string) => (await desk.clerk.ask(applications.read, { params: { id } })).body;

async function decide(id: string, action: string) {
  const { version } = await seen(id);
  return desk.clerk.ask(decisions.decide, { params: { id }, version, body: { action } });
}

/** Accepted and approved by the clerk; the register is left to its activity. */
async function approved(wish: PlateWish = {}): Promise<string> {
  const { id } = (await askForPlate(dealer, wish)).body;
  const { task } = await seen(id);
  await desk.clerk.ask(tasks.claim, { params: { id: task?.id ?? '' } });
  await decide(id, 'accept');
  await decide(id, 'approve');
  return id;
}

async function issued(wish: PlateWish = {}): Promise<string> {
  const id = await approved(wish);
  await api.recordRegister(id);
  return id;
}

const plateOf = async (id: string) => (await dealer.ask(plates.read, { params: { id } })).body;

test('not open by itself: it is one of the next six', async () => {
  const { status, problem } = await askForPlate(dealer);
  expect([status, problem.code, problem.title]).toEqual([
    409,
    'service-not-open',
    '该业务尚未上线,敬请期待。',
  ]);
  await openServices(api.db, api.clock.at, ['temporary-plate']);
});

describe('issued', () => {
  test('beyond the city for thirty days, the last one included; every field as it was applied for', async () => {
    const vin = newVin();
    const id = await issued({ form: { vin, scope: 'cross' } });
    expect((await seen(id)).state).toBe('done');
    const row = await api.db.temporaryPlate.findUniqueOrThrow({ where: { applicationId: id } });
    expect(row).toEqual({
      ...{ applicationId: id, vin, seq: 1, scope: 'cross', reason: 'bought', dealerUnitId: dealer.unitId },
      // From Tuesday, 2015-11-03: the day of issue is not counted, and every other day is.
      ...{ issuedOn: new Date('2015-11-03'), validTo: new Date('2015-12-03'), number: row.number },
    });
    expect(row.number).toMatch(/^豫Q[0-9A-HJ-NP-Z]{5}临$/);
    expect(await plateOf(id)).toMatchObject({
      ...{ number: row.number, vin, seq: 1, issuedOn: '2015-11-03', validTo: '2015-12-03' },
    });
  });

  test('within the city for fifteen days', async () => {
    const { validTo } = await plateOf(await issued({ form: { scope: 'local', reason: 'unsold' } }));
    expect(validTo).toBe('2015-11-18');
  });

  test('printed by the dealer: number, VIN and last day stand on the plate', async () => {
    const vin = newVin();
    const id = await issued({ form: { vin, buyerName: '欧阳小明' } });
    const { number } = await plateOf(id);
    const answer = await fetch(`${api.url}/api/v1/applications/${id}/temporary-plate/print`, {
      headers: { Cookie: dealer.cookie() },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const text = textOfPdf(new Uint8Array(await answer.arrayBuffer()));
    for (const part of ['临时行驶车号牌', number, `车辆识别代号:${vin}`, '有效期至2015年12月3日', '欧阳小明'])
      expect(text).toContain(part);
    expect((await desk.clerk.ask(plates.print, { params: { id } })).problem.code).toBe('not-permitted');
    const other = await dealerOf(api);
    expect((await other.ask(plates.print, { params: { id } })).problem.code).toBe('not-found');
  });

  test('to be picked up: made at the office, and kept at the counter', async () => {
    const id = await issued({ delivery: { mode: 'pickup' } });
    expect((await seen(id)).state).toBe('producing');
    const { version, task } = await seen(id);
    await desk.production.ask(tasks.claim, { params: { id: task?.id ?? '' } });
    const body = { action: 'complete-production' };
    await desk.production.ask(decisions.decide, { params: { id }, version, body });
    expect((await seen(id)).state).toBe('ready-for-pickup');
  });

  test('before it is issued there is nothing to read or to print', async () => {
    const id = await approved();
    for (const contract of [plates.read, plates.print]) {
      const { problem } = await dealer.ask(contract, { params: { id } });
      expect([problem.code, problem.title]).toEqual([
        'temporary-plate-not-issued',
        '临时行驶车号牌尚未核发。',
      ]);
    }
  });

  test('carried out twice it happens once', async () => {
    const id = await issued();
    await api.recordRegister(id);
    expect(await api.db.temporaryPlate.count({ where: { applicationId: id } })).toBe(1);
  });

  test('a working day to accept it, and a working day to issue it', async () => {
    const { body } = await askForPlate(dealer);
    const { clocks } = await seen(body.id);
    expect(clocks.map(({ kind }) => kind)).toEqual(['acceptance']);
    const { task } = await seen(body.id);
    await desk.clerk.ask(tasks.claim, { params: { id: task?.id ?? '' } });
    await decide(body.id, 'accept');
    const issue = (await seen(body.id)).clocks.find(({ kind }) => kind === 'issue');
    // Accepted on Tuesday: by closing time of Wednesday.
    expect(new Date(issue?.dueAt ?? '').toISOString()).toBe('2015-11-04T09:30:00.000Z');
  });
});

describe('three times and no more', () => {
  const LIMIT = '该车已核发临时行驶车号牌三次,不再核发。';

  test('the fourth application is refused', async () => {
    const vin = newVin();
    for (const seq of [1, 2, 3])
      expect(await plateOf(await issued({ form: { vin } }))).toMatchObject({ seq });
    const { status, problem } = await askForPlate(dealer, { form: { vin } });
    expect([status, problem.code, problem.title]).toEqual([409, 'temp-plate-limit', LIMIT]);
  });

  test('what was let through before the third was issued ends refused', async () => {
    const vin = newVin();
    await issued({ form: { vin } });
    await issued({ form: { vin } });
    const last = await approved({ form: { vin } });
    const { unitId: dealerUnitId } = await dealerOf(api);
    const { id: applicationId } = (await askForPlate(dealer)).body;
    await api.db.temporaryPlate.create({
      data: {
        ...{
          applicationId,
          vin,
          seq: 3,
          scope: 'local',
          reason: 'bought',
          number: '豫QZ9Z98临',
          dealerUnitId,
        },
        ...{ issuedOn: new Date('2015-11-03'), validTo: new Date('2015-11-18') },
      },
    });
    await api.recordRegister(last);
    const { state, ending } = await seen(last);
    expect([state, ending?.reason, ending?.reasonName.zh]).toEqual(['refused', 'temp-plate-limit', LIMIT]);
    expect(await api.db.temporaryPlate.count({ where: { vin } })).toBe(3);
  });

  test('a fourth row is no row', async () => {
    const { id: applicationId } = (await askForPlate(dealer)).body;
    const data = {
      applicationId,
      vin: newVin(),
      seq: 4,
      scope: 'local',
      reason: 'bought',
      number: '豫QZ9Z99临',
    };
    const dates = { issuedOn: new Date('2015-11-03'), validTo: new Date('2015-11-18') };
    const create = (change: object) =>
      api.db.temporaryPlate.create({ data: { ...data, ...dates, dealerUnitId: dealer.unitId, ...change } });
    await expect(create({})).rejects.toThrow(/temporary_plate_seq/);
    await expect(create({ seq: 1, validTo: new Date('2015-11-19') })).rejects.toThrow(
      /temporary_plate_validity/,
    );
  });

  test('one application for a vehicle at a time', async () => {
    const vin = newVin();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => askForPlate(dealer, { form: { vin } })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const codes = answers.filter(({ status }) => status !== 201).map(({ problem }) => problem.code);
    expect(codes).toEqual(['duplicate-application', 'duplicate-application', 'duplicate-application']);
  });
});

describe('refused, and nothing stored but the trail', () => {
  const without = (kind: string) => SAMPLE_DOCUMENTS['temporary-plate'].filter((each) => each !== kind);

  test.each<[string, () => PlateWish, number, string, string]>([
    [
      'a wrong VIN',
      () => ({ form: { vin: withWrongCheck(newVin()) } }),
      422,
      'vin-invalid',
      '车辆识别代号不正确。',
    ],
    [
      'no policy',
      () => ({ form: { insurancePolicyNo: '' } }),
      422,
      'insurance-missing',
      '请提交有效的机动车交通事故责任强制保险凭证。',
    ],
    [
      'an insurance that ended yesterday',
      () => ({ form: { insuranceValidTo: '2015-11-02' } }),
      422,
      'insurance-missing',
      '请提交有效的机动车交通事故责任强制保险凭证。',
    ],
    [
      'no proof of insurance',
      () => ({ documents: without('insurance-proof') }),
      422,
      'insurance-missing',
      '请提交有效的机动车交通事故责任强制保险凭证。',
    ],
    [
      'no authorisation',
      () => ({ documents: without('buyer-authorisation') }),
      422,
      'documents-missing',
      '材料不齐全,请提交:购车人委托书。',
    ],
    [
      'no proof of purchase',
      () => ({ documents: without('purchase-proof') }),
      422,
      'documents-missing',
      '材料不齐全,请提交:机动车来历证明。',
    ],
    [
      'no certificate',
      () => ({ documents: without('factory-certificate') }),
      422,
      'documents-missing',
      '材料不齐全,请提交:机动车整车出厂合格证明或者进口机动车进口凭证。',
    ],
    [
      'no identity document',
      () => ({ documents: without('buyer-identity') }),
      422,
      'documents-missing',
      '材料不齐全,请提交:身份证明。',
    ],
    [
      'by post',
      () => ({
        delivery: {
          mode: 'post',
          recipient: '李',
          mobile: '13839600001',
          division: '411702',
          address: '某路',
          postcode: '463000',
        },
      }),
      422,
      'delivery-not-offered',
      '该业务无需寄送或领取。',
    ],
  ])('%s', async (_what, wish, status, code, sentence) => {
    const asked = wish();
    // Of their own: what was uploaded and not used is limited a day.
    const by = await dealerOf(api);
    const before = await countRows(api.db);
    const answer = await askForPlate(by, asked);
    expect([answer.status, answer.problem.code, answer.problem.title]).toEqual([status, code, sentence]);
    const uploads = (asked.documents ?? SAMPLE_DOCUMENTS['temporary-plate']).length;
    expect(changedRows(before, await countRows(api.db))).toEqual({
      ...{ document: uploads, audit_event: uploads + 1, idempotency_key: uploads + 1 },
    });
  });

  test('a vehicle that is registered', async () => {
    const vin = newVin();
    const { vehicleId } = await createApplicantFor(api.db, 'plate-replace', { today: api.clock.today, n: 1 });
    await api.db.vehicle.update({ where: { id: vehicleId ?? '' }, data: { vin } });
    const { status, problem } = await askForPlate(await dealerOf(api), { form: { vin } });
    expect([status, problem.code, problem.title]).toEqual([409, 'already-registered', '该车已注册登记。']);
  });
});
