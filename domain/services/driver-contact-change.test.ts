import service from './driver-contact-change.ts';
import { gateGiven } from './testing/builders.ts';
import { aboutContact, contactCases } from './testing/contact-cases.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const form = SAMPLE_FORMS['driver-contact-change'];
const applicant = gateGiven({ ...aboutContact(), form, delivery: null });

describeService(service, applicant, [
  ...contactCases(form),
  {
    when: 'there is nothing local to be reached for',
    code: 'no-licence',
    zh: '您没有本地机动车驾驶证。',
    refused: aboutContact({ hasLocalLicence: false }),
    passes: aboutContact({ localVehicles: 0 }),
  },
]);
