import service from './owner-contact-change.ts';
import { gateGiven } from './testing/builders.ts';
import { aboutContact, contactCases } from './testing/contact-cases.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const form = SAMPLE_FORMS['owner-contact-change'];
const applicant = gateGiven({ ...aboutContact(), form, delivery: null });

describeService(service, applicant, [
  ...contactCases(form),
  {
    when: 'there is nothing local to be reached for',
    code: 'no-vehicle',
    zh: '您名下没有本地机动车。',
    refused: aboutContact({ localVehicles: 0 }),
    passes: aboutContact({ localVehicles: 1, hasLocalLicence: false }),
  },
]);
