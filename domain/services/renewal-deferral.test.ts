import service from './renewal-deferral.ts';
import { gateGiven, licence, on } from './testing/builders.ts';
import { deferralCases } from './testing/deferral-cases.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const form = SAMPLE_FORMS['renewal-deferral'];
const applicant = gateGiven({ licence: licence(), form, documents: ['deferral-proof'], delivery: null });
const deferral = { kind: 'renewal', from: on('2009-12-01'), to: on('2010-06-01') } as const;

describeService(service, applicant, [
  ...deferralCases(applicant, licence(), on('2015-11-20')),
  {
    when: 'the licence was cancelled and can be restored',
    code: 'too-late',
    zh: '驾驶证已超过有效期一年以上。',
    refused: { licence: licence({ statuses: ['R'] }) },
    passes: { licence: licence({ statuses: ['M'] }) },
  },
  {
    when: 'it expired a year and a day ago',
    code: 'too-late',
    zh: '驾驶证已超过有效期一年以上。',
    refused: { licence: licence({ validTo: on('2014-11-02') }) },
    passes: { licence: licence({ validTo: on('2014-11-03') }) },
  },
  {
    when: 'it has no expiry date',
    code: 'long-term',
    zh: '您的驾驶证长期有效,无需换证。',
    refused: { licence: licence({ validTo: null }) },
    passes: { licence: licence({ validityKind: '10y' }) },
  },
  {
    when: 'this expiry was put off before',
    code: 'already-deferred',
    zh: '已办理过延期换证。',
    refused: { licence: licence({ deferrals: [{ ...deferral, baseOn: on('2015-11-20') }] }) },
    passes: { licence: licence({ deferrals: [{ ...deferral, baseOn: on('2009-11-20') }] }) },
  },
]);

it('replaces 逾期未换证 by 延期换证', () => {
  expect(service.effect).toEqual({ kind: 'defer', deferral: 'renewal', status: 'N', suppresses: ['M'] });
});
