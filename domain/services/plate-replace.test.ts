import service from './plate-replace.ts';
import { gateGiven, vehicle } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const form = SAMPLE_FORMS['plate-replace'];
const applicant = gateGiven({ vehicle: vehicle(), form, documents: ['plate-photo'] });

describeService(service, applicant, [
  {
    when: 'the plates are lost',
    code: 'plates-lost',
    zh: '号牌已丢失,请办理补领号牌业务。',
    pointer: '/form/reason',
    refused: { form: { ...form, reason: 'lost' } },
    passes: { form: { ...form, reason: 'illegible' } },
  },
  {
    when: 'the vehicle is stolen',
    code: 'vehicle-stolen',
    zh: '机动车处于被盗抢状态,不能换领号牌。',
    refused: { vehicle: vehicle({ statuses: ['C'] }) },
    passes: { vehicle: vehicle({ statuses: ['G', 'I', 'Q'] }) },
  },
  {
    when: 'the vehicle is due to be scrapped',
    code: 'vehicle-cancelled',
    zh: '机动车已注销或达到报废标准,不能换领号牌。',
    refused: { vehicle: vehicle({ statuses: ['P'] }) },
    passes: { vehicle: vehicle({ statuses: ['Q'] }) },
  },
  {
    when: 'the vehicle fled from an accident',
    code: 'status-blocking',
    zh: '机动车(驾驶证)当前状态为“事故逃逸”,不能办理该业务。',
    refused: { vehicle: vehicle({ statuses: ['N'] }) },
    passes: { vehicle: vehicle({ statuses: ['I'] }) },
  },
  {
    when: 'there is no photograph of the plates',
    code: 'document-missing',
    zh: '请提交材料:号牌照片。',
    pointer: '/documents',
    refused: { documents: [] },
    passes: { documents: ['plate-photo', 'photo'] },
  },
]);

it('takes the damaged plates back in any case', () => {
  expect(service.handBack.refusal).toBe('damaged-plates-not-returned');
  expect(service.handBack.when()).toBe(true);
});
