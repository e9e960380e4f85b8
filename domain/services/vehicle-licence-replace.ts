// 换领机动车行驶证: a new vehicle licence with the same data for a damaged one, which comes back (机动车登记规定 第四十四条).
import type { VehicleService } from './define.ts';
import { TRUE_STATEMENT } from './parts/inputs.ts';
import { POSTAL_STEPS } from './parts/steps.ts';
import { vehicleBlocks } from './parts/vehicle-blocks.ts';
import { OWNER_IDENTITY, VEHICLE_FORM } from './parts/vehicle-documents.ts';
import { VEHICLE_PHOTO } from './parts/vehicle-licence.ts';

export default {
  id: 'vehicle-licence-replace',
  number: 21,
  name: '换领机动车行驶证',
  aliases: ['行驶证坏了', '行驶证损坏', '换行驶证'],
  english: 'Replacement of vehicle licence',
  category: 'vehicle',
  phase: 'next',
  who: ['ind-window'],
  subject: 'vehicle',
  lifecycle: 'L-WINDOW-NEXT',
  limit: null,
  blocks: vehicleBlocks('换领行驶证'),
  preconditions: [
    { refusal: 'vehicle-licence-lost', field: 'reason', when: ({ form }) => form.reason === 'lost' },
  ],
  inputs: [
    {
      name: 'reason',
      zh: '换领原因',
      en: 'Reason',
      required: true,
      kind: 'choice',
      choices: [
        { value: 'damaged', zh: '损毁', en: 'Damaged' },
        { value: 'illegible', zh: '辨认不清', en: 'Not legible' },
        { value: 'lost', zh: '丢失', en: 'Lost' },
      ],
    },
    TRUE_STATEMENT,
  ],
  documents: [
    VEHICLE_FORM,
    OWNER_IDENTITY,
    VEHICLE_PHOTO,
    {
      kind: 'old-vehicle-licence',
      zh: '原机动车行驶证',
      en: 'The old vehicle licence',
      source: 'handed-in',
      required: false,
    },
  ],
  steps: POSTAL_STEPS,
  fee: 'vehicle-licence',
  effect: { kind: 'reissue', certificate: 'vehicle-licence' },
  clerkReasons: ['vehicle-licence-lost'],
  handBack: { refusal: 'old-vehicle-licence-not-returned', when: () => true },
  clause: '附件5(二) 机动车业务',
} satisfies VehicleService;
