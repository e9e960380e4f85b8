// Every refusal of the services that go over a clerk's desk, provoked through the API on a register that gives cause for it.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { decisionContracts } from '../../api/contract/decisions.ts';
import { taskContracts } from '../../api/contract/tasks.ts';
import { addDays, addYears } from '../../domain/calendar/local-date.ts';
import type { ApplicantService } from '../../prisma/seed/applicant-services.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { openServices } from '../harness/open-services.ts';
import {
  applicantFor,
  type Desk,
  type NewSubmission,
  openDesk,
  type TestApplicant,
} from '../harness/people.ts';

let api: TestApi;
let desk: Desk;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
  await openServices(api.db, api.clock.at, ['vehicle-licence-reissue', 'vehicle-licence-replace']);
});
afterAll(() => api?.stop());

interface Failure {
  readonly when: string;
  readonly code: string;
  readonly zh: string;
  /** Gives the register cause. */
  readonly given?: (by: TestApplicant) => Promise<unknown>;
  /** Changes what is handed in. */
  readonly sent?: (whole: NewSubmission) => object;
}

const day = (text: string) => new Date(text);
const vehicle = (data: object) => (by: TestApplicant) =>
  api.db.vehicle.update({ where: { id: by.applicant.vehicleId ?? '' }, data });
const licence = (data: object) => (by: TestApplicant) =>
  api.db.licence.update({ where: { id: by.applicant.licenceId ?? '' }, data });
const form = (change: object) => (whole: NewSubmission) => ({ ...whole, form: { ...whole.form, ...change } });
const holder = async (by: TestApplicant) => {
  const { holderId } = await api.db.licence.findUniqueOrThrow({
    where: { id: by.applicant.licenceId ?? '' },
  });
  return holderId;
};
const born = (years: number) => async (by: TestApplicant) => {
  const birthOn = addYears(api.clock.today, -years);
  await api.db.person.update({ where: { id: await holder(by) }, data: { birthOn: day(birthOn) } });
};
const holding = (cls: string) => async (by: TestApplicant) => {
  await api.db.classHolding.updateMany({ where: { licenceId: by.applicant.licenceId ?? '' }, data: { cls } });
};
const both =
  (...steps: readonly ((by: TestApplicant) => Promise<unknown>)[]) =>
  async (by: TestApplicant) => {
    for (const step of steps) await step(by);
  };
const withoutExam = async (by: TestApplicant) =>
  api.db.bodyExam.deleteMany({ where: { personId: await holder(by) } });

const stolen = (act: string): Failure => ({
  when: 'the vehicle is stolen',
  code: 'vehicle-stolen',
  zh: `机动车处于被盗抢状态,不能${act}。`,
  given: vehicle({ statuses: ['C'] }),
});
const cancelled = (act: string): Failure => ({
  when: 'the vehicle is due to be scrapped',
  code: 'vehicle-cancelled',
  zh: `机动车已注销或达到报废标准,不能${act}。`,
  given: vehicle({ statuses: ['P'] }),
});
const held: Failure = {
  when: 'the licence is detained',
  code: 'licence-held',
  zh: '驾驶证被依法扣押、扣留或者暂扣期间,不得申请补发。',
  given: licence({ statuses: ['U'] }),
};
const expired: Failure = {
  when: 'the licence has expired',
  code: 'expired-use-renewal',
  zh: '驾驶证已逾期,请办理期满换证。',
  given: licence({ statuses: ['M'] }),
};

const FAILURES: Readonly<Record<ApplicantService, readonly Failure[]>> = {
  'plate-reissue': [
    { ...stolen('补领号牌'), zh: '机动车处于被盗抢状态,不能补领号牌。' },
    { ...cancelled('补领号牌'), zh: '机动车已注销或达到报废标准,不能补领号牌。' },
    {
      when: 'the plates are still there',
      code: 'plates-not-lost',
      zh: '号牌未灭失或丢失,请办理换领号牌业务。',
      sent: form({ reason: 'damaged' }),
    },
    {
      when: 'the vehicle is locked',
      code: 'status-blocking',
      zh: '机动车(驾驶证)当前状态为“锁定”,不能办理该业务。',
      given: vehicle({ statuses: ['O'] }),
    },
    {
      when: 'the address is beyond the post',
      code: 'address-not-deliverable',
      zh: '该地址暂不能邮政送达,请选择窗口自取。',
      sent: (whole) => ({ ...whole, delivery: { ...whole.delivery, division: '810000' } }),
    },
    {
      when: 'nobody knows how to reach the applicant',
      code: 'contact-missing',
      zh: '请先完善联系方式。',
      given: async (by) => {
        const { ownerId } = await api.db.vehicle.findUniqueOrThrow({
          where: { id: by.applicant.vehicleId ?? '' },
        });
        await api.db.person.update({ where: { id: ownerId }, data: { addressSealed: null } });
      },
    },
    {
      when: 'the applicant was registered online',
      code: 'window-registration-required',
      zh: '该业务仅限窗口注册用户办理,请先到窗口办理“互联网用户转窗口用户注册”业务。',
      given: (by) => api.db.account.update({ where: { id: by.accountId }, data: { kind: 'ind-online' } }),
    },
    {
      when: 'the account is suspended',
      code: 'account-not-active',
      zh: '您的账号未激活或已停用,请到互联网交通安全综合服务中心核实。',
      given: (by) => api.db.account.update({ where: { id: by.accountId }, data: { state: 'suspended' } }),
    },
  ],
  'plate-replace': [
    { ...stolen('换领号牌'), zh: '机动车处于被盗抢状态,不能换领号牌。' },
    { ...cancelled('换领号牌'), zh: '机动车已注销或达到报废标准,不能换领号牌。' },
    {
      when: 'the plates are lost',
      code: 'plates-lost',
      zh: '号牌已丢失,请办理补领号牌业务。',
      sent: form({ reason: 'lost' }),
    },
  ],
  'inspection-mark-reissue': [
    {
      when: 'the inspection has expired',
      code: 'inspection-expired',
      zh: '机动车检验有效期已过,请先参加安全技术检验。',
      given: vehicle({ inspectionValidTo: day('2015-10-31') }),
    },
    {
      when: 'the insurance has expired',
      code: 'insurance-expired',
      zh: '交通事故责任强制保险已过期,不能补领检验合格标志。',
      given: vehicle({ insuranceValidTo: day('2015-11-02') }),
    },
  ],
  'vehicle-licence-reissue': [
    stolen('补领行驶证'),
    cancelled('补领行驶证'),
    {
      when: 'the licence is still there',
      code: 'vehicle-licence-not-lost',
      zh: '行驶证未灭失或丢失,请办理换领机动车行驶证业务。',
      sent: form({ reason: 'damaged' }),
    },
  ],
  'vehicle-licence-replace': [
    stolen('换领行驶证'),
    cancelled('换领行驶证'),
    {
      when: 'the licence is lost',
      code: 'vehicle-licence-lost',
      zh: '行驶证已丢失,请办理补领机动车行驶证业务。',
      sent: form({ reason: 'lost' }),
    },
  ],
  'licence-renewal': [
    {
      when: 'there are more than ninety days left',
      code: 'too-early',
      zh: '有效期满前九十日内方可申请换证,您可自2015-12-03起办理。',
      given: licence({ validTo: day('2016-03-02') }),
    },
    {
      when: 'it was cancelled after a year',
      code: 'cancelled-one-year',
      zh: '驾驶证超过有效期一年以上已注销,请到车管所办理恢复驾驶资格。',
      given: licence({ statuses: ['R'] }),
    },
    {
      when: 'a violation is open',
      code: 'violations-open',
      zh: '您有未处理完毕的交通违法(事故),不予通过审验。',
      given: licence({ statuses: ['H'] }),
    },
    {
      when: 'the points have reached twelve',
      code: 'full-score',
      zh: '您的记分已达12分,请先参加满分学习和考试。',
      given: licence({ statuses: ['B'] }),
    },
    {
      when: 'there is no certificate',
      code: 'no-body-certificate',
      zh: '未查询到有效的身体条件证明,请到医院体检。',
      given: withoutExam,
    },
    {
      when: 'the review is overdue',
      code: 'review-study-needed',
      zh: '请先到车管所参加审验学习。',
      given: licence({ statuses: ['S'] }),
    },
    {
      when: 'the licence never ends',
      code: 'long-term',
      zh: '您的驾驶证长期有效,无需换证。',
      given: licence({ validTo: null, validityKind: 'long' }),
    },
    {
      when: 'the holder has reached the age of a class',
      code: 'use-overage-exchange',
      zh: '您已达到超龄换证的年龄,请办理超龄换领驾驶证业务。',
      given: both(born(60), holding('A1')),
    },
    {
      when: 'it was issued elsewhere',
      code: 'subject-not-local',
      zh: '该机动车(驾驶证)不属于本地管理,请到登记地(核发地)办理。',
      given: licence({ issuingOffice: '410100' }),
    },
  ],
  'licence-overage-exchange': [
    {
      when: 'the holder is too young',
      code: 'not-overage',
      zh: '您尚未达到超龄换证的年龄。',
      given: born(59),
    },
    {
      when: 'no class is left',
      code: 'no-class-left',
      zh: '您的准驾车型已达到年龄上限,驾驶证应予注销,不能换领。',
      given: holding('N'),
    },
  ],
  'licence-lost-reissue': [held, expired],
  'licence-damaged-replace': [held, expired],
  'renewal-deferral': [
    {
      when: 'it is asked for more than three years',
      code: 'over-three-years',
      zh: '延期期限最长不超过三年。',
      sent: form({ to: '2019-12-31' }),
    },
    {
      when: 'there is no proof',
      code: 'no-proof',
      zh: '请提交延期事由证明。',
      sent: (whole) => ({ ...whole, documents: [] }),
    },
    {
      when: 'the licence ended more than a year ago',
      code: 'too-late',
      zh: '驾驶证已超过有效期一年以上。',
      given: licence({ validTo: day('2014-11-02') }),
    },
    {
      when: 'it was deferred before',
      code: 'already-deferred',
      zh: '已办理过延期换证。',
      given: async (by) => {
        const { id, validTo } = await api.db.licence.findUniqueOrThrow({
          where: { id: by.applicant.licenceId ?? '' },
        });
        await api.db.deferral.create({
          data: {
            ...{ licenceId: id, kind: 'renewal', reason: 'abroad', baseOn: validTo ?? new Date() },
            ...{ from: day('2015-01-01'), to: day('2015-10-31') },
          },
        });
      },
    },
  ],
  'review-deferral': [
    {
      when: 'no review is due',
      code: 'nothing-due',
      zh: '您当前无需参加审验。',
      given: holding('C1'),
    },
  ],
  'body-certificate-deferral': [
    {
      when: 'no certificate is due',
      code: 'nothing-due',
      zh: '您当前无需提交身体条件证明。',
      given: born(40),
    },
  ],
};

const CASES = Object.entries(FAILURES).flatMap(([service, failures]) =>
  failures.map((failure) => ({ service: service as ApplicantService, ...failure })),
);

const applicant = (service: ApplicantService) => applicantFor(api, service, { today: api.clock.today });

test.each(CASES)('$service: $code when $when', async ({ service, code, zh, given, sent }) => {
  const by = await applicant(service);
  const whole = await by.submission();
  await given?.(by);
  const told = await by.ask(applications.create, { body: sent?.(whole) ?? whole });
  expect(told.problem).toMatchObject({ code, title: zh });
  expect(await api.db.application.count({ where: { applicantId: by.accountId } })).toBe(0);
});

test('somebody else’s vehicle, and a second application for one’s own', async () => {
  const [by, other] = [await applicant('plate-replace'), await applicant('plate-replace')];
  const whole = await by.submission();
  const foreign = { ...whole, subject: other.applicant.subject };
  expect((await by.ask(applications.create, { body: foreign })).problem).toMatchObject({
    ...{ code: 'subject-not-own', title: '只能办理本人名下的机动车或本人驾驶证业务。' },
  });
  expect((await by.ask(applications.create, { body: whole })).status).toBe(201);
  const again = await by.ask(applications.create, { body: { ...whole, documents: [] } });
  expect(again.problem).toMatchObject({
    ...{ code: 'duplicate-application', title: '您已提交过该业务申请,正在办理中,请勿重复提交。' },
  });
});

describe('what the clerk finds', () => {
  async function decided(
    service: ApplicantService,
    sent: (whole: NewSubmission) => object,
    ...bodies: object[]
  ) {
    const by = await applicant(service);
    const { id } = (await by.ask(applications.create, { body: sent(await by.submission()) })).body;
    let told: Awaited<ReturnType<typeof decide>> | undefined;
    for (const body of bodies) told = await decide(id, body);
    return { by, id, told };
  }

  async function decide(id: string, body: object) {
    if ('register' in body) {
      await api.recordRegister(id);
      return undefined;
    }
    const by = 'made' in body ? desk.production : desk.clerk;
    const view = (await by.ask(applications.read, { params: { id } })).body;
    if (view.task) await by.ask(taskContracts.claim, { params: { id: view.task.id } });
    const asked = 'made' in body ? { action: 'complete-production' } : body;
    return by.ask(decisionContracts.decide, { params: { id }, version: view.version, body: asked });
  }

  test('a licence that can be read is not damaged', async () => {
    const refuse = { action: 'refuse', reason: 'not-damaged', note: '' };
    const { by, id } = await decided(
      'licence-damaged-replace',
      (whole) => whole,
      { action: 'accept' },
      refuse,
    );
    const { ending, state } = (await by.ask(applications.read, { params: { id } })).body;
    expect([state, ending?.reasonName.zh]).toEqual([
      'refused',
      '所提交照片显示驾驶证可辨认,不符合损毁换证条件。',
    ]);
  });

  test('the plate that was not lost has to come back', async () => {
    const { by, id } = await decided(
      'plate-reissue',
      (whole) => ({ ...form({ plates: 'front' })(whole), delivery: { mode: 'pickup' } }),
      { action: 'accept' },
      { action: 'approve' },
      { register: true },
      { made: true },
    );
    const { pickupCode } = (await by.ask(applications.read, { params: { id } })).body;
    const told = await decide(id, { action: 'hand-over', pickupCode, handedBack: false });
    expect(told?.problem).toMatchObject({ code: 'old-plate-not-returned', title: '请交回未丢失的号牌。' });
  });
});

test('the dates above are counted from the day of the tests', () => {
  expect(api.clock.today).toBe('2015-11-03');
  expect(addDays(api.clock.today, 30)).toBe('2015-12-03');
});
