// Cases of the two services that make a new document for a lost or damaged licence.
import type { GateGiven } from '../../application/gate.ts';
import { bodyExam, holding, licence, on } from './builders.ts';
import type { RefusalCase } from './service-cases.ts';

const exam = bodyExam({ validTo: on('2026-12-31'), classes: ['A1', 'C1', 'N'] });
const tram = (birth: string) =>
  licence({ holderBirthOn: on(birth), classes: [holding('N')], bodyExams: [exam] });
const bus = (birth: string) =>
  licence({ holderBirthOn: on(birth), classes: [holding('A1')], bodyExams: [exam] });
/** Far from expiry: nothing of a renewal is asked. */
const FAR = { validTo: on('2019-11-20') };

export function reissueCases(applicant: GateGiven): readonly RefusalCase[] {
  const withoutCertificate = Object.fromEntries(
    Object.entries(applicant.form).filter(([name]) => name !== 'certNo'),
  );
  return [
    {
      when: 'the licence is detained',
      code: 'licence-held',
      zh: '驾驶证被依法扣押、扣留或者暂扣期间,不得申请补发。',
      refused: { licence: licence({ statuses: ['U', 'J'] }) },
      passes: { licence: licence({ statuses: ['T'] }) },
    },
    {
      when: 'renewal is overdue',
      code: 'expired-use-renewal',
      zh: '驾驶证已逾期,请办理期满换证。',
      refused: { licence: licence({ statuses: ['M'] }) },
      passes: { licence: licence({ statuses: ['N'] }) },
    },
    {
      when: 'it expired yesterday',
      code: 'expired-use-renewal',
      zh: '驾驶证已逾期,请办理期满换证。',
      refused: { licence: licence({ validTo: on('2015-11-02') }) },
      passes: { licence: licence({ validTo: on('2015-11-03') }) },
    },
    {
      when: 'use of the licence is stopped',
      code: 'status-blocking',
      zh: '机动车(驾驶证)当前状态为“停止使用”,不能办理该业务。',
      refused: { licence: licence({ statuses: ['J'] }) },
      passes: { licence: licence({ statuses: ['P'] }) },
    },
    {
      when: 'no class is left at 60 in the last ninety days',
      code: 'no-class-left',
      zh: '您的准驾车型已达到年龄上限,驾驶证应予注销,不能换领。',
      refused: { licence: tram('1955-11-03') },
      passes: { licence: tram('1955-11-04') },
    },
    {
      when: 'the age limit is reached in the last ninety days',
      code: 'use-overage-exchange',
      zh: '您已达到超龄换证的年龄,请办理超龄换领驾驶证业务。',
      refused: { licence: bus('1955-11-03') },
      passes: { licence: licence({ ...bus('1955-11-03'), ...FAR }) },
    },
    {
      when: 'a violation is open in the last ninety days',
      code: 'violations-open',
      zh: '您有未处理完毕的交通违法(事故),不予通过审验。',
      refused: { licence: licence({ statuses: ['H'] }) },
      passes: { licence: licence({ statuses: ['H', 'I'], ...FAR }) },
    },
    {
      when: 'the review is overdue in the last ninety days',
      code: 'review-study-needed',
      zh: '请先到车管所参加审验学习。',
      refused: { licence: licence({ statuses: ['S'] }) },
      passes: { licence: licence({ statuses: ['S'], ...FAR }) },
    },
    {
      when: 'there is no certificate on the first of the ninety days',
      code: 'no-body-certificate',
      zh: '未查询到有效的身体条件证明,请到医院体检。',
      pointer: '/form/certNo',
      refused: { form: withoutCertificate, licence: licence({ validTo: on('2016-02-01') }) },
      passes: { form: withoutCertificate, licence: licence({ validTo: on('2016-02-02') }) },
    },
    {
      when: 'there is no photograph',
      code: 'document-missing',
      zh: '请提交材料:近期一寸白底免冠彩色照片。',
      refused: { documents: applicant.documents.filter((kind) => kind !== 'photo') },
      passes: { documents: [...applicant.documents, 'other'] },
    },
  ];
}
