import service from './inspection-mark-reissue.ts';
import { gateGiven, on, vehicle } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const applicant = gateGiven({ vehicle: vehicle(), form: SAMPLE_FORMS['inspection-mark-reissue'] });

describeService(service, applicant, [
  {
    when: 'the inspection is overdue',
    code: 'inspection-expired',
    zh: '机动车检验有效期已过,请先参加安全技术检验。',
    refused: { vehicle: vehicle({ statuses: ['Q'] }) },
    passes: { vehicle: vehicle({ statuses: ['G', 'I'] }) },
  },
  {
    when: 'the inspection ended yesterday',
    code: 'inspection-expired',
    zh: '机动车检验有效期已过,请先参加安全技术检验。',
    refused: { vehicle: vehicle({ inspectionValidTo: on('2015-10-31') }), today: on('2015-11-01') },
    passes: { vehicle: vehicle({ inspectionValidTo: on('2015-10-31') }), today: on('2015-10-31') },
  },
  {
    when: 'the insurance ended yesterday',
    code: 'insurance-expired',
    zh: '交通事故责任强制保险已过期,不能补领检验合格标志。',
    refused: { vehicle: vehicle({ insuranceValidTo: on('2015-11-02') }) },
    passes: { vehicle: vehicle({ insuranceValidTo: on('2015-11-03') }) },
  },
  {
    when: 'the vehicle is stolen',
    code: 'vehicle-stolen',
    zh: '机动车处于被盗抢状态,不能补领检验合格标志。',
    refused: { vehicle: vehicle({ statuses: ['C'] }) },
    passes: { vehicle: vehicle({ statuses: ['D'] }) },
  },
  {
    when: 'the vehicle is deregistered by force',
    code: 'vehicle-cancelled',
    zh: '机动车已注销或达到报废标准,不能补领检验合格标志。',
    refused: { vehicle: vehicle({ statuses: ['M'] }) },
    passes: { vehicle: vehicle({ statuses: ['H'] }) },
  },
  {
    when: 'the vehicle was transferred elsewhere',
    code: 'status-blocking',
    zh: '机动车(驾驶证)当前状态为“转出”,不能办理该业务。',
    refused: { vehicle: vehicle({ statuses: ['B'] }) },
    passes: { vehicle: vehicle({ statuses: ['A'] }) },
  },
]);
