import { checkGate } from '../application/gate.ts';
import { addMinutes, instantAt } from '../calendar/local-date.ts';
import { refusalText } from '../refusals.ts';
import type { SubjectFacts } from './define.ts';
import { gateGiven, licence, on, TODAY, vehicle } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService, type RefusalCase } from './testing/service-cases.ts';
import service from './violation-handling.ts';

type Facts = SubjectFacts['violation'];

const NOON = instantAt(TODAY, '12:00');
const RECORD: Facts['record'] = {
  ...{ source: 'camera', division: '411702', occurredOn: on('2015-10-12'), points: 3, fineFen: 10_000 },
  ...{ penaltyKinds: ['fine'], state: 'queryable', isUnderReview: false },
};
const FACTS: Facts = {
  ...{ record: RECORD, heldBy: 'nobody', isDecidedElsewhere: false, hasUnreconciledPayment: false },
  ...{ vehicle: vehicle(), licence: licence(), pointsAsOf: NOON, now: NOON, today: TODAY, codeIsGood: true },
};

const of = (facts: Partial<Facts> = {}) => ({ subject: { violation: { ...FACTS, ...facts } } });
const ofRecord = (record: Partial<Facts['record']>) => of({ record: { ...RECORD, ...record } });
const form = SAMPLE_FORMS['violation-handling'];
const applicant = gateGiven({ ...of(), delivery: null, form });
const entry = (points: number) => ({
  ...{ points, occurredOn: TODAY, recordedOn: on('2015-11-01'), voidedOn: null, finePaidOn: null },
});
const points = (held: number) => of({ licence: licence({ points: [entry(held)] }) });

const CASES: readonly (readonly [RefusalCase['code'], string, string, object, object])[] = [
  ['record-not-found', 'there is no such record', '未查询到该违法记录。', { subject: {} }, {}],
  [
    'not-surveillance-record',
    'it was written on the spot',
    '平台只处理电子监控记录的交通违法。',
    ofRecord({ source: 'on-the-spot' }),
    of(),
  ],
  [
    'record-not-local',
    'it is of 郑州',
    '非本地违法记录请在违法发生地平台处理。',
    ofRecord({ division: '410102' }),
    ofRecord({ division: '411729' }),
  ],
  [
    'vehicle-not-own',
    'the vehicle is another’s',
    '登录后只能处理本人机动车的电子监控记录。',
    of({ vehicle: null }),
    of(),
  ],
  [
    'key-vehicle-excluded',
    'it is of a taxi',
    '营运客运、货运、出租客运、危化品运输车辆、校车等重点车辆不能在平台处理,请到窗口办理。',
    of({ vehicle: vehicle({ usage: 'D' }) }),
    of({ vehicle: vehicle({ usage: 'M' }) }),
  ],
  [
    'vehicle-status',
    'the vehicle is sealed up',
    '机动车状态异常,不能在平台处理。',
    of({ vehicle: vehicle({ statuses: ['K'] }) }),
    of({ vehicle: vehicle({ statuses: ['G'] }) }),
  ],
  ['already-handled', 'it was penalised', '该记录已处理。', ofRecord({ state: 'penalised' }), of()],
  [
    'handled-elsewhere',
    'a window is at it',
    '该违法已在违法处理窗口或其他平台处理,不得在本平台处理或缴款。',
    of({ heldBy: 'window' }),
    of(),
  ],
  [
    'locked-in-progress',
    'an order is at it',
    '该记录正在处理中,请勿重复操作。',
    of({ heldBy: 'platform' }),
    of(),
  ],
  [
    'unreconciled-payment',
    'a payment is in doubt',
    '您有缴款异常或超时未对账的记录,请勿使用其他渠道处理,以免重复缴款;待对账完成后再办理。',
    of({ hasUnreconciledPayment: true }),
    of(),
  ],
  [
    'disputed',
    'the facts are disputed',
    '如有异议,不能通过平台处理,请到交通违法处理窗口。',
    { form: { ...form, undisputed: 'no' } },
    {},
  ],
  [
    'not-driver',
    'somebody else drove',
    '非本人驾驶的,不能通过平台处理。',
    { form: { ...form, ownDriving: 'no' } },
    {},
  ],
  ['violation-no-licence', 'there is no licence', '请先绑定本人驾驶证。', of({ licence: null }), of()],
  [
    'licence-status',
    'the licence is withheld',
    '驾驶证状态为“扣押”,不能处理。',
    of({ licence: licence({ statuses: ['K'] }) }),
    of({ licence: licence({ statuses: ['S'] }) }),
  ],
  [
    'licence-not-held-then',
    'the licence is younger',
    '违法发生时您不具备相应驾驶资格,请到窗口处理。',
    of({ licence: licence({ firstIssuedOn: on('2015-10-13') }) }),
    of({ licence: licence({ firstIssuedOn: on('2015-10-12') }) }),
  ],
  [
    'class-mismatch',
    'it is a coach',
    '您的准驾车型与该车不符,不能处理。',
    of({ vehicle: vehicle({ size: 'large', body: 'passenger' }) }),
    of(),
  ],
  [
    'penalty-kind',
    'the licence may be suspended',
    '该违法行为可能处以罚款以外的处罚,请到窗口处理。',
    ofRecord({ penaltyKinds: ['fine', 'suspend'] }),
    ofRecord({ penaltyKinds: ['warning', 'fine'] }),
  ],
  [
    'fine-over-limit',
    'the fine is above 200 yuan',
    '罚款金额超过200元,不适用网上简易程序,请到窗口处理。',
    ofRecord({ fineFen: 20_001 }),
    ofRecord({ fineFen: 20_000 }),
  ],
  [
    'single-12-points',
    'it is twelve points at once',
    '一次记12分的违法行为请到窗口处理。',
    ofRecord({ points: 12 }),
    ofRecord({ points: 6 }),
  ],
  [
    'would-reach-12',
    'nine points are recorded',
    '处理后累积记分将达到12分(含12分),请到违法发生地或车辆登记地窗口处理。',
    points(9),
    points(8),
  ],
  [
    'points-stale',
    'the points are of three days and a minute ago',
    '由于网络数据传输延迟,驾驶证累积记分可能未及时更新。如您已在公安机关交通管理部门被记分,请短时间内不要使用本平台处理记分的违法记录,以免超分。',
    of({ pointsAsOf: addMinutes(NOON, -72 * 60 - 1) }),
    of({ pointsAsOf: addMinutes(NOON, -72 * 60) }),
  ],
  ['mobile-code-wrong', 'the code is wrong', '短信验证码错误或已过期。', of({ codeIsGood: false }), of()],
];

describeService(
  service,
  applicant,
  CASES.map(([code, when, zh, refused, passes]) => ({ code, when, zh, refused, passes })),
);

const UNIT = { kind: 'transport-company', options: [1], state: 'active' } as const;

test.each([
  ['individual-user-only', '处理交通违法需要注册个人用户。', { kind: 'unit', unit: UNIT }, true],
  ['violation-account-not-active', '账号未激活或已停用。', { state: 'suspended' }, true],
  ['service-suspended', '系统暂停服务,请稍后再试。', {}, false],
] as const)('rows 2–4 speak their own words: %s', (code, zh, account, serviceOpen) => {
  const given = { ...applicant, account: { ...applicant.account, ...account }, serviceOpen };
  const refusal = checkGate(service, given);
  expect(refusal?.code).toBe(code);
  expect(refusal && refusalText(refusal, 'zh')).toBe(zh);
});

test('the warning is given with every record', () => {
  expect(service.advice.map(({ when }) => when())).toEqual([true]);
});
