import service from './licence-renewal.ts';
import { bodyExam, gateGiven, holding, licence, on } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const form = SAMPLE_FORMS['licence-renewal'];
const applicant = gateGiven({ licence: licence(), form, documents: ['photo'] });
/** Valid in every case of this file, for every class. */
const longExam = bodyExam({ validTo: on('2026-12-31'), classes: ['A1', 'B2', 'C1', 'N'] });
const bus = (birth: string) =>
  licence({ holderBirthOn: on(birth), classes: [holding('A1')], bodyExams: [longExam] });
const NO_CERTIFICATE = '未查询到有效的身体条件证明,请到医院体检。';

describeService(service, applicant, [
  {
    when: 'the licence was cancelled and can be restored',
    code: 'cancelled-one-year',
    zh: '驾驶证超过有效期一年以上已注销,请到车管所办理恢复驾驶资格。',
    refused: { licence: licence({ statuses: ['M', 'R'] }) },
    passes: { licence: licence({ statuses: ['M'] }) },
  },
  {
    when: 'it expired a year and a day ago',
    code: 'cancelled-one-year',
    zh: '驾驶证超过有效期一年以上已注销,请到车管所办理恢复驾驶资格。',
    refused: { licence: licence({ bodyExams: [longExam] }), today: on('2016-11-21') },
    passes: { licence: licence({ bodyExams: [longExam] }), today: on('2016-11-20') },
  },
  {
    when: 'the points have reached 12',
    code: 'full-score',
    zh: '您的记分已达12分,请先参加满分学习和考试。',
    refused: { licence: licence({ statuses: ['B'] }) },
    passes: { licence: licence({ statuses: ['N'] }) },
  },
  {
    when: 'a violation is open',
    code: 'violations-open',
    zh: '您有未处理完毕的交通违法(事故),不予通过审验。',
    refused: { licence: licence({ statuses: ['H'] }) },
    passes: { licence: licence({ statuses: ['T'] }) },
  },
  {
    when: 'an accident is open',
    code: 'violations-open',
    zh: '您有未处理完毕的交通违法(事故),不予通过审验。',
    refused: { licence: licence({ statuses: ['I', 'M'] }) },
    passes: { licence: licence({ statuses: ['M'] }) },
  },
  {
    when: 'the licence is detained',
    code: 'status-blocking',
    zh: '机动车(驾驶证)当前状态为“扣留”,不能办理该业务。',
    refused: { licence: licence({ statuses: ['U'] }) },
    passes: { licence: licence({ statuses: ['P'] }) },
  },
  {
    when: 'it has no expiry date',
    code: 'long-term',
    zh: '您的驾驶证长期有效,无需换证。',
    refused: { licence: licence({ validTo: null, validityKind: 'long' }) },
    passes: { licence: licence({ validityKind: '10y' }) },
  },
  {
    when: 'the holder of a tram class turns 60 today',
    code: 'no-class-left',
    zh: '您的准驾车型已达到年龄上限,驾驶证应予注销,不能换领。',
    refused: { licence: licence({ ...bus('1955-11-03'), classes: [holding('N')] }) },
    passes: { licence: licence({ ...bus('1955-11-04'), classes: [holding('N')] }) },
  },
  {
    when: 'the holder of a bus class turns 60 today',
    code: 'use-overage-exchange',
    zh: '您已达到超龄换证的年龄,请办理超龄换领驾驶证业务。',
    refused: { licence: bus('1955-11-03') },
    passes: { licence: bus('1955-11-04') },
  },
  {
    when: 'expiry is 91 days away',
    code: 'too-early',
    zh: '有效期满前九十日内方可申请换证,您可自2015-11-03起办理。',
    refused: { licence: licence({ validTo: on('2016-02-01') }), today: on('2015-11-02') },
    passes: { licence: licence({ validTo: on('2016-02-01') }), today: on('2015-11-03') },
  },
  {
    when: 'the review is overdue',
    code: 'review-study-needed',
    zh: '请先到车管所参加审验学习。',
    refused: { licence: licence({ statuses: ['S'] }) },
    passes: { licence: licence({ statuses: ['T'] }) },
  },
  {
    when: 'points of a truck driver were not reviewed in thirty days after the cycle',
    code: 'review-study-needed',
    zh: '请先到车管所参加审验学习。',
    refused: { licence: truckWithPoints(), today: on('2015-12-20') },
    passes: { licence: truckWithPoints(), today: on('2015-12-19') },
  },
  {
    when: 'the certificate is another one',
    code: 'no-body-certificate',
    zh: NO_CERTIFICATE,
    pointer: '/form/certNo',
    refused: { form: { certNo: 'ZMD-2015-000124' } },
    passes: { licence: licence({ bodyExams: [bodyExam({ certNo: 'ZMD-2015-000124' }), bodyExam()] }) },
  },
  {
    when: 'the certificate ended yesterday',
    code: 'no-body-certificate',
    zh: NO_CERTIFICATE,
    refused: { licence: licence({ bodyExams: [bodyExam({ validTo: on('2015-11-02') })] }) },
    passes: { licence: licence({ bodyExams: [bodyExam({ validTo: on('2015-11-03') })] }) },
  },
  {
    when: 'the examination was not passed',
    code: 'no-body-certificate',
    zh: NO_CERTIFICATE,
    refused: { licence: licence({ bodyExams: [bodyExam({ conclusion: 'unqualified' })] }) },
    passes: { licence: licence({ bodyExams: [bodyExam({ conclusion: 'unqualified' }), bodyExam()] }) },
  },
  {
    when: 'the certificate does not cover every class held',
    code: 'no-body-certificate',
    zh: NO_CERTIFICATE,
    refused: { licence: licence({ classes: [holding('C1'), holding('B2')] }) },
    passes: {
      licence: licence({ classes: [holding('C1'), holding('B2', { cancelledOn: on('2014-05-01') })] }),
    },
  },
  {
    when: 'there is no photograph',
    code: 'document-missing',
    zh: '请提交材料:近期一寸白底免冠彩色照片。',
    refused: { documents: [] },
    passes: { documents: ['photo', 'other'] },
  },
]);

it('takes the old licence back unless it is stated to be lost', () => {
  expect(service.handBack.refusal).toBe('old-licence-not-returned');
  expect(service.handBack.when(form)).toBe(true);
  expect(service.handBack.when({ ...form, lossStatement: '十月遗失' })).toBe(false);
});

/** Three points in the cycle that ended on 2015-11-19; the review is due on 2015-12-19. */
function truckWithPoints() {
  const entry = { points: 3, voidedOn: null, finePaidOn: on('2015-06-02') };
  return licence({
    validTo: on('2015-12-20'),
    classes: [holding('B2')],
    bodyExams: [longExam],
    points: [{ ...entry, occurredOn: on('2015-06-01'), recordedOn: on('2015-06-02') }],
  });
}
