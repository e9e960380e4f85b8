import service from './licence-lost-reissue.ts';
import { gateGiven, licence } from './testing/builders.ts';
import { reissueCases } from './testing/reissue-cases.ts';
import { SAMPLE_DOCUMENTS, SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const applicant = gateGiven({
  licence: licence(),
  form: SAMPLE_FORMS['licence-lost-reissue'],
  documents: SAMPLE_DOCUMENTS['licence-lost-reissue'],
});

describeService(service, applicant, reissueCases(applicant));

it('can be found under both names of the notice', () => {
  expect([service.name, ...service.aliases]).toEqual(
    expect.arrayContaining(['遗失补领驾驶证', '遗失换领驾驶证']),
  );
});

it('wants nothing back: the licence is lost', () => {
  expect(service.handBack).toBeNull();
});
