import service from './licence-damaged-replace.ts';
import { gateGiven, licence } from './testing/builders.ts';
import { reissueCases } from './testing/reissue-cases.ts';
import { SAMPLE_DOCUMENTS, SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const applicant = gateGiven({
  licence: licence(),
  form: SAMPLE_FORMS['licence-damaged-replace'],
  documents: SAMPLE_DOCUMENTS['licence-damaged-replace'],
});

describeService(service, applicant, [
  ...reissueCases(applicant),
  {
    when: 'there is no photograph of the damaged licence',
    code: 'document-missing',
    zh: '请提交材料:损毁驾驶证照片。',
    refused: { documents: ['photo'] },
    passes: { documents: ['photo', 'licence-photo'] },
  },
]);

it('lets a clerk answer that the licence can still be read', () => {
  expect(service.clerkReasons).toContain('not-damaged');
});

it('takes the damaged licence back', () => {
  expect(service.handBack.refusal).toBe('old-licence-not-returned');
  expect(service.handBack.when()).toBe(true);
});
