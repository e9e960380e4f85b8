// 电子监控处理 through the API: rows 1–25 of violations.md §2, each in its own words, and of two the earlier one.
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { addDays, addMinutes } from '../../../domain/calendar/local-date.ts';
import type { RecordOf } from '../../../prisma/seed/violations.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { nobody, signedIn } from '../../harness/people.ts';
import { answerIn } from '../../harness/permission-verdicts.ts';
import { makeOperator, makeUnit } from '../../harness/units.ts';
import {
  type CarCondition,
  type Driver,
  givePoints,
  handlingForm,
  handOn,
  newCar,
  newDriver,
  newRecord,
} from '../../harness/violations.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

/** What is wrong, in the register or in the form. Applied one after the other, several may be wrong at once. */
interface Wrong {
  readonly record?: Partial<RecordOf>;
  readonly car?: CarCondition;
  readonly form?: object;
  readonly after?: (of: { readonly by: Driver; readonly recordNo: string }) => Promise<unknown>;
}

type Data<T extends 'licence' | 'surveillanceRecord'> = Parameters<TestApi['db'][T]['update']>[0]['data'];

const licenceWith = (data: Data<'licence'>): Wrong => ({
  after: ({ by }) => api.db.licence.update({ where: { id: by.licenceId }, data }),
});
const recordWith = (data: Data<'surveillanceRecord'>): Wrong => ({
  after: ({ recordNo }) => api.db.surveillanceRecord.update({ where: { recordNo }, data }),
});

const UNPAYABLE: Wrong = {
  after: async ({ by }) => {
    // An order that no answer of the bank has explained: of another application, a fee, it does not matter which.
    const { body } = await by.ask(applications.create, {
      body: { service: 'licence-renewal', form: {}, delivery: { mode: 'pickup' }, submit: false },
    });
    await api.db.paymentOrder.create({
      data: {
        ...{ orderNo: `T${by.accountId.slice(0, 8)}`, payerId: by.accountId, office: 'zmd-vmo' },
        ...{ applicationId: body.id, amountFen: 1_000, state: 'unreconciled', open: true, version: 1 },
        ...{ snapshot: {}, createdAt: api.clock.at, expiresAt: api.clock.at },
      },
    });
  },
};

const WINDOW_DECISION: Wrong = {
  after: ({ recordNo }) =>
    api.db.penaltyDecision.create({
      data: {
        ...{ decisionNo: `W${recordNo}`, recordNo, channel: 'window', fineFen: 10_000, points: 3 },
        ...{ decidedAt: api.clock.at, payDueOn: new Date('2015-11-18'), state: 'unpaid' },
      },
    }),
};

/** Each row with what brings it about, its code and its sentence. */
const ROWS: readonly (readonly [row: number, code: string, zh: string, wrong: Wrong])[] = [
  [5, 'record-not-found', '未查询到该违法记录。', { form: { recordNo: '4117020000000000' } }],
  [6, 'not-surveillance-record', '平台只处理电子监控记录的交通违法。', { record: { source: 'on-the-spot' } }],
  [7, 'record-not-local', '非本地违法记录请在违法发生地平台处理。', { record: { division: '410102' } }],
  [
    8,
    'vehicle-not-own',
    '登录后只能处理本人机动车的电子监控记录。',
    {
      after: async ({ by }) => {
        const other = await api.db.person.findFirstOrThrow({ where: { id: { not: by.personId } } });
        await api.db.vehicle.update({ where: { id: by.car.id }, data: { ownerId: other.id } });
      },
    },
  ],
  [
    9,
    'key-vehicle-excluded',
    '营运客运、货运、出租客运、危化品运输车辆、校车等重点车辆不能在平台处理,请到窗口办理。',
    { car: { usage: 'D' } },
  ],
  [10, 'vehicle-status', '机动车状态异常,不能在平台处理。', { car: { statuses: ['K'] } }],
  [11, 'already-handled', '该记录已处理。', recordWith({ state: 'cancelled' })],
  [12, 'handled-elsewhere', '该违法已在违法处理窗口或其他平台处理,不得在本平台处理或缴款。', WINDOW_DECISION],
  [
    13,
    'locked-in-progress',
    '该记录正在处理中,请勿重复操作。',
    {
      after: ({ recordNo }) =>
        api.db.surveillanceRecord.update({
          where: { recordNo },
          data: { lockBy: 'platform', lockHolder: 'another-order', lockSince: api.clock.at },
        }),
    },
  ],
  [
    14,
    'unreconciled-payment',
    '您有缴款异常或超时未对账的记录,请勿使用其他渠道处理,以免重复缴款;待对账完成后再办理。',
    UNPAYABLE,
  ],
  [15, 'disputed', '如有异议,不能通过平台处理,请到交通违法处理窗口。', { form: { undisputed: 'no' } }],
  [16, 'not-driver', '非本人驾驶的,不能通过平台处理。', { form: { ownDriving: 'no' } }],
  [17, 'no-licence', '请先绑定本人驾驶证。', licenceWith({ issuingOffice: '410100' })],
  [18, 'licence-status', '驾驶证状态为“扣押”,不能处理。', licenceWith({ statuses: ['K'] })],
  [
    19,
    'licence-not-held-then',
    '违法发生时您不具备相应驾驶资格,请到窗口处理。',
    licenceWith({ firstIssuedOn: new Date('2015-10-14') }),
  ],
  [
    20,
    'class-mismatch',
    '您的准驾车型与该车不符,不能处理。',
    { car: { size: 'large', body: 'passenger', plateCategory: '01' } },
  ],
  [
    21,
    'penalty-kind',
    '该违法行为可能处以罚款以外的处罚,请到窗口处理。',
    recordWith({ penaltyKinds: ['fine', 'suspend'] }),
  ],
  [
    22,
    'fine-over-limit',
    '罚款金额超过200元,不适用网上简易程序,请到窗口处理。',
    recordWith({ fineFen: 20_001 }),
  ],
  [23, 'single-12-points', '一次记12分的违法行为请到窗口处理。', recordWith({ points: 12 })],
  [
    24,
    'would-reach-12',
    '处理后累积记分将达到12分(含12分),请到违法发生地或车辆登记地窗口处理。',
    { after: ({ by }) => givePoints(api.db, by.licenceId, 9, addDays(api.clock.today, -2)) },
  ],
  [
    25,
    'points-stale',
    '由于网络数据传输延迟,驾驶证累积记分可能未及时更新。如您已在公安机关交通管理部门被记分,请短时间内不要使用本平台处理记分的违法记录,以免超分。',
    { after: ({ by }) => pointsKnown(by, addMinutes(api.clock.at, -72 * 60 - 1)) },
  ],
];

const pointsKnown = (by: Driver, pointsAsOf: string) =>
  api.db.licence.update({ where: { id: by.licenceId }, data: { pointsAsOf } });

/** A driver and a record with everything wrong that is named, handed in. */
async function handedIn(...wrongs: readonly Wrong[]) {
  const base = await newDriver(api);
  const carWrongs = Object.assign({}, ...wrongs.map(({ car }) => car));
  const by = { ...base, car: await newCar(api.db, base.personId, carWrongs) };
  const recordNo = await newRecord(api, by.car, Object.assign({}, ...wrongs.map(({ record }) => record)));
  for (const { after } of wrongs) await after?.({ by, recordNo });
  const form = await handlingForm(
    api.db,
    by,
    recordNo,
    Object.assign({}, ...wrongs.map((each) => each.form)),
  );
  const told = await handOn(by, form);
  return { by, recordNo, told };
}

test.each(ROWS)('row %d %s', async (_, code, zh, wrong) => {
  const { told, by, recordNo } = await handedIn(wrong);
  expect(told.problem).toMatchObject({ code, title: zh });
  // Refused is refused: nothing was decided, and the attempt is noted with its reason.
  const decided = { recordNo, channel: 'platform' };
  expect(await api.db.penaltyDecision.count({ where: decided })).toBe(0);
  const [note] = await api.db.$queryRaw<{ action: string; refusal: string }[]>`
    SELECT action, refusal FROM audit_event WHERE actor_id = ${by.accountId} AND object = 'service/violation-handling'`;
  expect(note?.action).toBe('submit');
});

test('of two rows the earlier one is told, for every two neighbours and some that are far apart', async () => {
  for (const [index, [row, code, , wrong]] of ROWS.entries())
    for (const later of [ROWS[index + 1], ROWS[index + 6]]) {
      if (later === undefined) continue;
      const { told } = await handedIn(later[3], wrong);
      expect([row, later[0], answerIn(told)]).toEqual([row, later[0], code]);
    }
}, 180_000);

test('row 1: nobody handles anything without signing in', async () => {
  const told = await nobody(api.url).ask(applications.create, {
    body: { service: 'violation-handling', form: {} },
  });
  expect(told.problem).toMatchObject({ status: 401, title: '请先登录。' });
});

test('row 2: units are told to register as individuals, before anything else', async () => {
  const unitId = await makeUnit(api, 'transport-company');
  await makeOperator(api, { unitId, login: 'fleet', unitHead: true });
  const operator = await signedIn(api.url, 'fleet');
  const form = {
    recordNo: 'x',
    undisputed: 'no',
    ownDriving: 'no',
    recentlyPenalised: 'yes',
    code: '000000',
  };
  const told = await operator.ask(applications.create, { body: { service: 'violation-handling', form } });
  expect(told.problem).toMatchObject({
    ...{ status: 403, code: 'individual-user-only', title: '处理交通违法需要注册个人用户。' },
  });
});

test('row 3: an account that is suspended at this moment', async () => {
  const by = await newDriver(api);
  const form = await handlingForm(api.db, by, await newRecord(api, by.car));
  // Within the second in which the session is not looked up again.
  await by.ask(applications.list);
  await api.db.account.update({ where: { id: by.accountId }, data: { state: 'suspended' } });
  const told = await handOn(by, form);
  expect(told.problem).toMatchObject({
    ...{ status: 403, code: 'account-not-active', title: '账号未激活或已停用。' },
  });
});

test('row 4: the violation system has not answered for more than half an hour', async () => {
  const by = await newDriver(api);
  const form = await handlingForm(api.db, by, '4117020000000000');
  const since = (minutes: number) => ({ failingSince: addMinutes(api.clock.at, -minutes) });
  const sync = await api.db.violationSync.findFirst();
  const id = sync?.id ?? 'feed';
  await api.db.violationSync.upsert({
    where: { id },
    create: { id, cursor: 0n, ...since(31) },
    update: since(31),
  });
  try {
    expect((await handOn(by, form)).problem).toMatchObject({
      ...{ status: 503, code: 'service-suspended', title: '系统暂停服务,请稍后再试。' },
    });
    await api.db.violationSync.update({ where: { id }, data: since(29) });
    expect((await handOn(by, form)).problem).toMatchObject({ code: 'record-not-found' });
  } finally {
    await api.db.violationSync.deleteMany();
  }
});

test('row 25 by the own answer; without points nothing is stale', async () => {
  const asked = { form: { recentlyPenalised: 'yes' } };
  expect((await handedIn(asked)).told.problem).toMatchObject({ code: 'points-stale' });
  const { told } = await handedIn(asked, { record: { kind: 'parking' } });
  expect(told.status).toBe(201);
});

test('after all rows the code that signs the declarations', async () => {
  const { told } = await handedIn({ form: { code: '000000' } });
  expect(told.problem).toMatchObject({ code: 'mobile-code-wrong', title: '短信验证码错误或已过期。' });
});

test('what an officer has not looked at yet is not there', async () => {
  const { told } = await handedIn(recordWith({ state: 'recorded' }));
  expect(told.problem).toMatchObject({ code: 'record-not-found' });
});
