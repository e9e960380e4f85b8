import type { LicenceFacts } from '../register/facts.ts';
import service from './licence-overage-exchange.ts';
import { bodyExam, gateGiven, holding, licence, on } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const form = SAMPLE_FORMS['licence-overage-exchange'];
const exam = bodyExam({ validTo: on('2026-12-31'), classes: ['C1', 'F'] });

/** A truck driver of 60 since today. */
const driver = (overrides: Partial<LicenceFacts> = {}) =>
  licence({
    holderBirthOn: on('1955-11-03'),
    classes: [holding('B2')],
    validTo: on('2019-11-20'),
    bodyExams: [exam],
    ...overrides,
  });
const applicant = gateGiven({ licence: driver(), form, documents: ['photo'] });

describeService(service, applicant, [
  {
    when: 'the licence was cancelled and can be restored',
    code: 'cancelled-one-year',
    zh: '驾驶证超过有效期一年以上已注销,请到车管所办理恢复驾驶资格。',
    refused: { licence: driver({ statuses: ['R'] }) },
    passes: { licence: driver({ statuses: ['M'] }) },
  },
  {
    when: 'it expired more than a year ago',
    code: 'cancelled-one-year',
    zh: '驾驶证超过有效期一年以上已注销,请到车管所办理恢复驾驶资格。',
    refused: { licence: driver({ validTo: on('2014-11-02') }) },
    passes: { licence: driver({ validTo: on('2014-11-03') }) },
  },
  {
    when: 'the points have reached 12',
    code: 'full-score',
    zh: '您的记分已达12分,请先参加满分学习和考试。',
    refused: { licence: driver({ statuses: ['B'] }) },
    passes: { licence: driver({ statuses: ['S'] }) },
  },
  {
    when: 'a violation is open',
    code: 'violations-open',
    zh: '您有未处理完毕的交通违法(事故),不予通过审验。',
    refused: { licence: driver({ statuses: ['H'] }) },
    passes: { licence: driver({ statuses: ['A'] }) },
  },
  {
    when: 'the licence is suspended',
    code: 'status-blocking',
    zh: '机动车(驾驶证)当前状态为“暂扣”,不能办理该业务。',
    refused: { licence: driver({ statuses: ['D'] }) },
    passes: { licence: driver({ statuses: ['N'] }) },
  },
  {
    when: 'the driver turns 60 tomorrow',
    code: 'not-overage',
    zh: '您尚未达到超龄换证的年龄。',
    refused: { licence: driver({ holderBirthOn: on('1955-11-04') }) },
    passes: { licence: driver({ holderBirthOn: on('1955-11-03') }) },
  },
  {
    when: 'the rider of a motorcycle turns 70 tomorrow',
    code: 'not-overage',
    zh: '您尚未达到超龄换证的年龄。',
    refused: { licence: driver({ holderBirthOn: on('1945-11-04'), classes: [holding('E')] }) },
    passes: { licence: driver({ holderBirthOn: on('1945-11-03'), classes: [holding('E')] }) },
  },
  {
    when: 'a tram class is the only one',
    code: 'no-class-left',
    zh: '您的准驾车型已达到年龄上限,驾驶证应予注销,不能换领。',
    refused: { licence: driver({ classes: [holding('N')] }) },
    passes: { licence: driver({ classes: [holding('N'), holding('B2')] }) },
  },
  {
    when: 'the certificate does not cover the class chosen',
    code: 'no-body-certificate',
    zh: '未查询到有效的身体条件证明,请到医院体检。',
    pointer: '/form/certNo',
    refused: { form: { ...form, targetClass: 'C2' } },
    passes: { form: { certNo: form.certNo } },
  },
  {
    when: 'there is no photograph',
    code: 'document-missing',
    zh: '请提交材料:近期一寸白底免冠彩色照片。',
    refused: { documents: [] },
    passes: { documents: ['photo'] },
  },
]);

it('takes the old licence back', () => {
  expect(service.handBack.refusal).toBe('old-licence-not-returned');
  expect(service.handBack.when()).toBe(true);
});
