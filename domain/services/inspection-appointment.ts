// 机动车安全技术检验预约: a time at a station; the register changes only when the station reports (机动车登记规定 第四十九条).
import { blockedUntil } from '../appointments/booking-rules.ts';
import type { GivenCommon, VehicleService } from './define.ts';
import { INSPECTION_ADVICE } from './parts/inspection-advice.ts';
import {
  KNOWN_SESSION,
  OFFERED_SESSION,
  PASSED_OR_FAILED,
  roomRule,
  SESSION,
  WAITS,
} from './parts/sessions.ts';
import { TO_BRING } from './parts/vehicle-documents.ts';

const freeOn = ({ booking, today }: GivenCommon) => booking && blockedUntil(booking, today);

export default {
  id: 'inspection-appointment',
  number: 4,
  name: '机动车安全技术检验预约',
  aliases: ['检验预约', '年检预约', '年审预约', '验车预约'],
  english: 'Inspection appointment',
  category: 'vehicle',
  phase: 'trial',
  who: ['ind-online'],
  subject: 'vehicle',
  lifecycle: 'L-APPT',
  limit: null,
  sentences: { 'duplicate-application': 'inspection-already-booked' },
  blocks: [{ statuses: ['B', 'C', 'E', 'F', 'K', 'M', 'N', 'P'], refusal: 'status-blocking' }],
  preconditions: [
    {
      refusal: 'absences',
      when: (given) => freeOn(given) !== null,
      slots: (given) => ({ from: freeOn(given) ?? '' }),
    },
    KNOWN_SESSION,
    OFFERED_SESSION,
    roomRule('slot-full'),
  ],
  advice: INSPECTION_ADVICE,
  inputs: [
    SESSION,
    { name: 'mobile', zh: '联系手机', en: 'Contact mobile', required: true, kind: 'mobile' },
    WAITS,
  ],
  documents: TO_BRING,
  steps: ['book', 'attend', 'conclude', 'register'],
  fee: null,
  appointment: {
    kind: 'inspection',
    results: PASSED_OR_FAILED,
    retakes: 0,
  },
  effect: { kind: 'record-inspection' },
  clerkReasons: [],
  handBack: null,
  clause: '附件1 机动车业务;附件5(一)',
} satisfies VehicleService;
