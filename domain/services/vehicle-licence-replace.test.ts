import { gateGiven, vehicle } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';
import { vehicleLicenceCases } from './testing/vehicle-licence-cases.ts';
import service from './vehicle-licence-replace.ts';

const form = SAMPLE_FORMS['vehicle-licence-replace'];
const applicant = gateGiven({ vehicle: vehicle(), form, documents: ['vehicle-photo'] });

describeService(service, applicant, [
  {
    when: 'the licence is lost',
    code: 'vehicle-licence-lost',
    zh: '行驶证已丢失,请办理补领机动车行驶证业务。',
    pointer: '/form/reason',
    refused: { form: { ...form, reason: 'lost' } },
    passes: { form: { ...form, reason: 'illegible' } },
  },
  ...vehicleLicenceCases('换领行驶证'),
]);
