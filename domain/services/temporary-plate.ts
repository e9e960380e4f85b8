// 申领机动车临时号牌: applied for by the dealer, for a vehicle on its way to its registration (机动车登记规定 第四十五条、第四十六条).
import { VIN_CHECK_ADVICE } from '../plates/preselection-rules.ts';
import { TEMPORARY_PLATE_DOCUMENTS, TEMPORARY_PLATE_RULES } from '../plates/temporary-plate-rules.ts';
import type { ServiceOn } from './define.ts';
import { TEMPORARY_PLATE_INPUTS } from './parts/new-vehicle-inputs.ts';
import { POSTAL_STEPS } from './parts/steps.ts';

export default {
  id: 'temporary-plate',
  number: 18,
  name: '申领机动车临时号牌',
  aliases: ['临牌', '临时行驶车号牌', '临时牌照'],
  english: 'Temporary plate',
  category: 'vehicle',
  phase: 'next',
  who: ['unit-dealer'],
  subject: 'new-vehicle',
  lifecycle: 'L-WINDOW-NEXT',
  limit: null,
  blocks: [],
  preconditions: TEMPORARY_PLATE_RULES,
  advice: [VIN_CHECK_ADVICE],
  inputs: TEMPORARY_PLATE_INPUTS,
  documents: TEMPORARY_PLATE_DOCUMENTS,
  steps: POSTAL_STEPS,
  delivery: ['print', 'pickup'],
  fee: 'temporary-plate',
  effect: { kind: 'issue-temporary-plate' },
  clerkReasons: [
    'vin-invalid',
    'already-registered',
    'temp-plate-limit',
    'insurance-missing',
    'documents-missing',
  ],
  handBack: null,
  clause: '附件5(二) 机动车业务;机动车登记规定 第四十五条、第四十六条',
} satisfies ServiceOn<'new-vehicle'>;
