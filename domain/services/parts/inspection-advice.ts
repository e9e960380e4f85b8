// What is told before an inspection is booked; it refuses nothing (services.md §3.4).
import { addMonths } from '../../calendar/local-date.ts';
import { exemptFromLine } from '../../register/inspection.ts';
import type { Advice, VehicleGiven } from '../define.ts';
import { sessionIn } from './sessions.ts';

/** The mark may be applied for within so many months before the inspection expires (机动车登记规定 第四十九条). */
const MONTHS_BEFORE_EXPIRY = 3;

export const INSPECTION_ADVICE: readonly Advice<VehicleGiven>[] = [
  {
    code: 'too-early',
    zh: '检验合格标志可在检验有效期满前三个月内申领,您预约的日期早于该期限。',
    en: 'The mark may be applied for within three months before the inspection expires; the day you chose is earlier.',
    when: (given) => {
      const opensOn = addMonths(given.vehicle.inspectionValidTo, -MONTHS_BEFORE_EXPIRY);
      return (sessionIn(given)?.on ?? opensOn) < opensOn;
    },
  },
  {
    code: 'violations-unsettled',
    zh: '该车有未处理的道路交通安全违法行为(交通事故),处理完毕后方可核发检验合格标志。',
    en: 'The vehicle has violations or accidents not yet settled; the mark is issued once they are.',
    when: ({ vehicle }) => vehicle.statuses.some((status) => status === 'G' || status === 'I'),
  },
  {
    code: 'exempt-from-line',
    zh: '该车在6年免检期内,可直接申领检验合格标志,无需上线检验。',
    en: 'The vehicle is within its six years without inspection: the mark can be applied for without bringing it.',
    when: ({ vehicle, today }) => exemptFromLine(vehicle, today),
  },
];
