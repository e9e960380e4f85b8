// 换领机动车号牌: new plates with the same number for damaged, faded or illegible ones (机动车登记规定 第四十四条).
import type { VehicleService } from './define.ts';
import { TRUE_STATEMENT, WHICH_PLATES } from './parts/inputs.ts';
import { POSTAL_STEPS } from './parts/steps.ts';
import { vehicleBlocks } from './parts/vehicle-blocks.ts';
import { OWNER_IDENTITY, VEHICLE_FORM } from './parts/vehicle-documents.ts';

export default {
  id: 'plate-replace',
  number: 2,
  name: '换领机动车号牌',
  aliases: ['车牌坏了', '号牌损坏', '号牌褪色', '换车牌'],
  english: 'Replacement of damaged plates',
  category: 'vehicle',
  phase: 'trial',
  who: ['ind-window'],
  subject: 'vehicle',
  lifecycle: 'L-POST',
  limit: 'accept-1-workday-then-post',
  blocks: vehicleBlocks('换领号牌'),
  preconditions: [{ refusal: 'plates-lost', field: 'reason', when: ({ form }) => form.reason === 'lost' }],
  inputs: [
    {
      name: 'reason',
      zh: '换领原因',
      en: 'Reason',
      required: true,
      kind: 'choice',
      choices: [
        { value: 'damaged', zh: '损毁', en: 'Damaged' },
        { value: 'faded', zh: '褪色', en: 'Faded' },
        { value: 'illegible', zh: '辨认不清', en: 'Not legible' },
        { value: 'lost', zh: '丢失', en: 'Lost' },
      ],
    },
    {
      name: 'plates',
      zh: '损坏的号牌',
      en: 'Plates damaged',
      required: true,
      kind: 'choice',
      choices: WHICH_PLATES,
    },
    TRUE_STATEMENT,
  ],
  documents: [
    VEHICLE_FORM,
    OWNER_IDENTITY,
    { kind: 'plate-photo', zh: '号牌照片', en: 'Photograph of the plates', source: 'upload', required: true },
    { kind: 'old-plates', zh: '损坏的号牌', en: 'The damaged plates', source: 'handed-in', required: false },
  ],
  steps: POSTAL_STEPS,
  fee: 'plates',
  effect: { kind: 'reissue', certificate: 'plates' },
  clerkReasons: ['plates-lost'],
  handBack: { refusal: 'damaged-plates-not-returned', when: () => true },
  clause: '附件1 机动车业务;附件5(一)',
} satisfies VehicleService;
