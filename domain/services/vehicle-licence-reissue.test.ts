import { gateGiven, vehicle } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';
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
  {
    when: 'the vehicle is stolen',
    code: 'vehicle-stolen',
    zh: '机动车处于被盗抢状态,不能补领行驶证。',
    refused: { vehicle: vehicle({ statuses: ['C'] }) },
    passes: { vehicle: vehicle({ statuses: ['G', 'I', 'Q'] }) },
  },
  {
    when: 'the vehicle is deregistered',
    code: 'vehicle-cancelled',
    zh: '机动车已注销或达到报废标准,不能补领行驶证。',
    refused: { vehicle: vehicle({ statuses: ['E'] }) },
    passes: { vehicle: vehicle({ statuses: ['Q'] }) },
  },
  {
    when: 'the vehicle is locked',
    code: 'status-blocking',
    zh: '机动车(驾驶证)当前状态为“锁定”,不能办理该业务。',
    refused: { vehicle: vehicle({ statuses: ['O'] }) },
    passes: { vehicle: vehicle({ statuses: ['I'] }) },
  },
  {
    when: 'there is no photograph of the vehicle',
    code: 'document-missing',
    zh: '请提交材料:机动车照片(右前方45度)。',
    pointer: '/documents',
    refused: { documents: [] },
    passes: { documents: ['vehicle-photo', 'photo'] },
  },
  {
    when: 'it is one of the six that are not open yet',
    code: 'service-not-open',
    zh: '该业务尚未上线,敬请期待。',
    refused: { serviceOpen: false },
    passes: { serviceOpen: true },
  },
]);
