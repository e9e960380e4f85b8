import type { LicenceFacts } from '../register/facts.ts';
import service from './body-certificate-deferral.ts';
import { gateGiven, licence, on } from './testing/builders.ts';
import { deferralCases } from './testing/deferral-cases.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

/** 60 on the last day of the cycle that ends on 2015-11-19, so that a certificate is due by 2015-12-19. */
const driver = (overrides: Partial<LicenceFacts> = {}) =>
  licence({ holderBirthOn: on('1955-11-19'), ...overrides });
const applicant = gateGiven({
  licence: driver(),
  form: SAMPLE_FORMS['body-certificate-deferral'],
  documents: ['deferral-proof'],
  delivery: null,
});

describeService(service, applicant, [
  ...deferralCases(applicant, driver(), on('2015-12-19')),
  {
    when: 'the holder turns 60 only in the next cycle',
    code: 'nothing-due',
    zh: '您当前无需提交身体条件证明。',
    refused: { licence: driver({ holderBirthOn: on('1955-11-20') }) },
    passes: { licence: driver({ holderBirthOn: on('1955-11-19') }) },
  },
  {
    when: 'it expired a year and a day ago',
    code: 'too-late',
    zh: '驾驶证已超过有效期一年以上。',
    refused: { licence: driver({ validTo: on('2014-11-02') }) },
    passes: { licence: driver({ validTo: on('2014-11-03') }) },
  },
]);

it('marks the licence 延期体检', () => {
  expect(service.effect).toEqual({ kind: 'defer', deferral: 'body-cert', status: 'P', suppresses: [] });
});
