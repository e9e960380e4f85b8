// 补领机动车号牌: new plates with the same number for plates that are lost or destroyed (机动车登记规定 第四十四条).
import type { Field, VehicleGiven, VehicleService } from './define.ts';
import { TRUE_STATEMENT, WHICH_PLATES } from './parts/inputs.ts';
import { dateIn, fieldRule, textIn } from './parts/rules.ts';
import { POSTAL_STEPS } from './parts/steps.ts';
import { vehicleBlocks } from './parts/vehicle-blocks.ts';
import { OWNER_IDENTITY, REMAINING_PLATE, VEHICLE_FORM } from './parts/vehicle-documents.ts';

const LOST_ON = {
  name: 'lostOn',
  zh: '丢失日期',
  en: 'Date of loss',
  required: true,
  kind: 'date',
} as const satisfies Field;

export default {
  id: 'plate-reissue',
  number: 1,
  name: '补领机动车号牌',
  aliases: ['车牌丢了', '号牌丢失', '补车牌', '补办车牌'],
  english: 'Re-issue of lost plates',
  category: 'vehicle',
  phase: 'trial',
  who: ['ind-window'],
  subject: 'vehicle',
  lifecycle: 'L-POST',
  limit: 'accept-1-workday-then-post',
  blocks: vehicleBlocks('补领号牌'),
  preconditions: [
    {
      refusal: 'plates-not-lost',
      field: 'reason',
      when: ({ form }) => form.reason === 'damaged',
    },
    fieldRule<VehicleGiven>(
      LOST_ON,
      { zh: '不能晚于今天', en: 'it cannot be later than today' },
      ({ form, today }) => (dateIn(form, LOST_ON.name) ?? today) > today,
    ),
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
        { value: 'damaged', zh: '损坏,号牌仍在', en: 'Damaged, the plates are still there' },
      ],
    },
    {
      name: 'plates',
      zh: '丢失的号牌',
      en: 'Plates lost',
      required: true,
      kind: 'choice',
      choices: WHICH_PLATES,
    },
    LOST_ON,
    { name: 'lostAt', zh: '丢失地点', en: 'Place of loss', required: true, kind: 'text', maxLength: 100 },
    TRUE_STATEMENT,
  ],
  documents: [VEHICLE_FORM, OWNER_IDENTITY, REMAINING_PLATE],
  steps: POSTAL_STEPS,
  fee: 'plates',
  effect: { kind: 'reissue', certificate: 'plates' },
  clerkReasons: ['plates-not-lost'],
  handBack: { refusal: 'old-plate-not-returned', when: (form) => textIn(form, 'plates') !== 'both' },
  clause: '附件1 机动车业务;附件5(一)',
} satisfies VehicleService;
