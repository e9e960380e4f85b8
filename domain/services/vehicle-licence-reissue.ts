// 补领机动车行驶证: a new vehicle licence with the same data for one that is lost or destroyed (机动车登记规定 第四十四条).
import type { VehicleService } from './define.ts';
import { TRUE_STATEMENT } from './parts/inputs.ts';
import { POSTAL_STEPS } from './parts/steps.ts';
import { vehicleBlocks } from './parts/vehicle-blocks.ts';
import { OWNER_IDENTITY, VEHICLE_FORM } from './parts/vehicle-documents.ts';
import { VEHICLE_PHOTO } from './parts/vehicle-licence.ts';

export default {
  id: 'vehicle-licence-reissue',
  number: 20,
  name: '补领机动车行驶证',
  aliases: ['行驶证丢了', '行驶证丢失', '补行驶证'],
  english: 'Re-issue of vehicle licence',
  category: 'vehicle',
  phase: 'next',
  who: ['ind-window'],
  subject: 'vehicle',
  lifecycle: 'L-WINDOW-NEXT',
  limit: null,
  blocks: vehicleBlocks('补领行驶证'),
  preconditions: [
    {
      refusal: 'vehicle-licence-not-lost',
      field: 'reason',
      when: ({ form }) => form.reason === 'damaged',
    },
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
        { value: 'destroyed', zh: '灭失', en: 'Destroyed' },
        { value: 'damaged', zh: '损毁,行驶证仍在', en: 'Damaged, the licence is still there' },
      ],
    },
    TRUE_STATEMENT,
  ],
  documents: [VEHICLE_FORM, OWNER_IDENTITY, VEHICLE_PHOTO],
  steps: POSTAL_STEPS,
  fee: 'vehicle-licence',
  effect: { kind: 'reissue', certificate: 'vehicle-licence' },
  clerkReasons: ['vehicle-licence-not-lost'],
  handBack: null,
  clause: '附件5(二) 机动车业务',
} satisfies VehicleService;
