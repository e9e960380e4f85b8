import { gateGiven, vehicle } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';
import { vehicleLicenceCases } from './testing/vehicle-licence-cases.ts';
import service from './vehicle-licence-reissue.ts';

const form = SAMPLE_FORMS['vehicle-licence-reissue'];
const applicant = gateGiven({ vehicle: vehicle(), form, documents: ['vehicle-photo'] });

describeService(service, applicant, [
  {
    when: 'the licence is still there',
    code: 'vehicle-licence-not-lost',
    zh: '行驶证未灭失或丢失,请办理换领机动车行驶证业务。',
    pointer: '/form/reason',
    refused: { form: { ...form, reason: 'damaged' } },
    passes: { form: { ...form, reason: 'destroyed' } },
  },
  ...vehicleLicenceCases('补领行驶证'),
]);
