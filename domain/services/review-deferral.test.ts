import type { LicenceFacts } from '../register/facts.ts';
import service from './review-deferral.ts';
import { gateGiven, holding, licence, on } from './testing/builders.ts';
import { deferralCases } from './testing/deferral-cases.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

/** A bus driver: a review is to be expected for the cycle that ends on 2015-11-19. */
const driver = (overrides: Partial<LicenceFacts> = {}) => licence({ classes: [holding('A1')], ...overrides });
const points = { points: 3, occurredOn: on('2014-08-01'), recordedOn: on('2014-08-02'), voidedOn: null };
const form = SAMPLE_FORMS['review-deferral'];
const applicant = gateGiven({ licence: driver(), form, documents: ['deferral-proof'], delivery: null });

describeService(service, applicant, [
  ...deferralCases(applicant, driver(), on('2015-11-19')),
  {
    when: 'neither A nor B is held',
    code: 'nothing-due',
    zh: '您当前无需参加审验。',
    refused: { licence: licence({ classes: [holding('C1')] }) },
    passes: { licence: licence({ classes: [holding('C1')], schoolBusQualified: true }) },
  },
  {
    when: 'it expired a year and a day ago',
    code: 'too-late',
    zh: '驾驶证已超过有效期一年以上。',
    refused: { licence: driver({ validTo: on('2014-11-02') }) },
    passes: { licence: driver({ validTo: on('2014-11-03') }) },
  },
  {
    when: 'three years have passed since the cycle that was not reviewed',
    code: 'over-three-years',
    zh: '延期期限最长不超过三年。',
    refused: {
      licence: driver({ points: [{ ...points, finePaidOn: null }] }),
      form: { ...form, to: '2017-11-20' },
    },
    passes: {
      licence: driver({ points: [{ ...points, finePaidOn: null }] }),
      form: { ...form, to: '2017-11-19' },
    },
  },
]);

it('replaces 逾期未审验 by 延期审验', () => {
  expect(service.effect).toEqual({ kind: 'defer', deferral: 'review', status: 'T', suppresses: ['S'] });
});
