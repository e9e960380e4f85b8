import type { FineFacts, FinesFacts } from '../payments/fines-facts.ts';
import service from './fine-payment.ts';
import { gateGiven } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const fine = (overrides: Partial<FineFacts> = {}): FineFacts => ({
  ...{ decisionNo: '4117021900000001', state: 'unpaid', paidBy: null },
  ...{ isRivalled: false, isHeld: false, ...overrides },
});
/** One fine that may be paid, and one of which something is different. */
const of = (second: Partial<FineFacts> = {}, more: Partial<FinesFacts> = {}) => ({
  subject: {
    fines: {
      decisions: [fine(), fine({ decisionNo: '4117021900000002', ...second })],
      hasUnreconciledPayment: false,
      ...more,
    },
  },
});
const form = SAMPLE_FORMS['fine-payment'];
const applicant = gateGiven({ ...of(), delivery: null, form });

const HANDLED_ELSEWHERE = '该违法已在违法处理窗口或其他平台处理,不得在本平台处理或缴款。';
const decisionNos = '/form/decisionNos';

describeService(service, applicant, [
  {
    when: 'there is no such decision on the own licence',
    code: 'decision-not-found',
    zh: '未查询到该处罚决定。',
    refused: { subject: {} },
    passes: {},
  },
  {
    when: 'one of the decisions was withdrawn',
    code: 'fine-withdrawn',
    zh: '该处罚决定已撤销,无需缴款。',
    pointer: decisionNos,
    refused: of({ state: 'withdrawn' }),
    passes: of(),
  },
  {
    when: 'one of them was paid at a window',
    code: 'handled-elsewhere',
    zh: HANDLED_ELSEWHERE,
    pointer: decisionNos,
    refused: of({ state: 'paid', paidBy: 'window' }),
    passes: of(),
  },
  {
    when: 'one of them was paid on another platform',
    code: 'handled-elsewhere',
    zh: HANDLED_ELSEWHERE,
    pointer: decisionNos,
    refused: of({ state: 'paid', paidBy: 'other-internet' }),
    passes: of(),
  },
  {
    when: 'another decision on its record was made elsewhere',
    code: 'handled-elsewhere',
    zh: HANDLED_ELSEWHERE,
    pointer: decisionNos,
    refused: of({ isRivalled: true }),
    passes: of(),
  },
  {
    when: 'one of them was paid here',
    code: 'fine-paid',
    zh: '该罚款已缴纳,请勿重复缴款。',
    pointer: decisionNos,
    refused: of({ state: 'paid', paidBy: 'platform' }),
    passes: of(),
  },
  {
    when: 'a payment is in doubt',
    code: 'unreconciled-payment',
    zh: '您有缴款异常或超时未对账的记录,请勿使用其他渠道处理,以免重复缴款;待对账完成后再办理。',
    refused: of({ isHeld: true }, { hasUnreconciledPayment: true }),
    passes: of(),
  },
  {
    when: 'one of them is being paid',
    code: 'locked-in-progress',
    zh: '该记录正在处理中,请勿重复操作。',
    pointer: decisionNos,
    refused: of({ isHeld: true }),
    passes: of(),
  },
]);
