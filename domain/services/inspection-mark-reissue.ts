// 补领机动车检验合格标志: the same mark again, for one that is lost or damaged (机动车登记规定 第五十一条).
import type { VehicleService } from './define.ts';
import { TRUE_STATEMENT } from './parts/inputs.ts';
import { POSTAL_STEPS } from './parts/steps.ts';
import { vehicleBlocks } from './parts/vehicle-blocks.ts';
import { OWNER_IDENTITY, VEHICLE_FORM, VEHICLE_LICENCE } from './parts/vehicle-documents.ts';

export default {
  id: 'inspection-mark-reissue',
  number: 3,
  name: '补领机动车检验合格标志',
  aliases: ['补换领检验合格标志', '年检标志丢了', '检验标志损坏', '补年检标'],
  english: 'Re-issue of the inspection mark',
  category: 'vehicle',
  phase: 'trial',
  who: ['ind-window'],
  subject: 'vehicle',
  lifecycle: 'L-POST',
  limit: 'accept-1-workday-then-post',
  blocks: [{ statuses: ['Q'], refusal: 'inspection-expired' }, ...vehicleBlocks('补领检验合格标志')],
  preconditions: [
    { refusal: 'inspection-expired', when: ({ vehicle, today }) => vehicle.inspectionValidTo < today },
    { refusal: 'insurance-expired', when: ({ vehicle, today }) => vehicle.insuranceValidTo < today },
  ],
  inputs: [
    {
      name: 'reason',
      zh: '补领原因',
      en: 'Reason',
      required: true,
      kind: 'choice',
      choices: [
        { value: 'lost', zh: '丢失', en: 'Lost' },
        { value: 'damaged', zh: '损坏', en: 'Damaged' },
      ],
    },
    TRUE_STATEMENT,
  ],
  documents: [VEHICLE_LICENCE, VEHICLE_FORM, OWNER_IDENTITY],
  steps: POSTAL_STEPS,
  fee: 'inspection-mark',
  effect: { kind: 'reissue', certificate: 'inspection-mark' },
  clerkReasons: [],
  handBack: null,
  clause: '附件1 机动车业务;附件5(一)',
} satisfies VehicleService;
