import service from './plate-reissue.ts';
import { gateGiven, on, vehicle } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const form = SAMPLE_FORMS['plate-reissue'];
const applicant = gateGiven({ vehicle: vehicle(), form });

describeService(service, applicant, [
  {
    when: 'the plates are damaged, not lost',
    code: 'plates-not-lost',
    zh: '号牌未灭失或丢失,请办理换领号牌业务。',
    pointer: '/form/reason',
    refused: { form: { ...form, reason: 'damaged' } },
    passes: { form: { ...form, reason: 'destroyed' } },
  },
  {
    when: 'the vehicle is stolen',
    code: 'vehicle-stolen',
    zh: '机动车处于被盗抢状态,不能补领号牌。',
    refused: { vehicle: vehicle({ statuses: ['B', 'C'] }) },
    passes: { vehicle: vehicle({ statuses: ['G', 'I', 'Q'] }) },
  },
  {
    when: 'the vehicle is deregistered',
    code: 'vehicle-cancelled',
    zh: '机动车已注销或达到报废标准,不能补领号牌。',
    refused: { vehicle: vehicle({ statuses: ['L', 'E'] }) },
    passes: { vehicle: vehicle({ statuses: ['D', 'H'] }) },
  },
  {
    when: 'the vehicle is seized and locked',
    code: 'status-blocking',
    zh: '机动车(驾驶证)当前状态为“查封、锁定”,不能办理该业务。',
    refused: { vehicle: vehicle({ statuses: ['K', 'G', 'O'] }) },
    passes: { vehicle: vehicle({ statuses: ['G'] }) },
  },
  {
    when: 'the plates will be lost tomorrow',
    code: 'invalid-field',
    zh: '“丢失日期”填写不正确:不能晚于今天。',
    pointer: '/form/lostOn',
    refused: { form: { ...form, lostOn: '2015-11-04' } },
    passes: { form: { ...form, lostOn: '2015-11-03' }, today: on('2015-11-03') },
  },
]);

it('asks for the plate that is left, and for none when all are lost', () => {
  expect(service.handBack.refusal).toBe('old-plate-not-returned');
  expect(service.handBack.when({ ...form, plates: 'front' })).toBe(true);
  expect(service.handBack.when({ ...form, plates: 'both' })).toBe(false);
});
