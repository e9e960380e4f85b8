// 身体条件证明 (F14–F18; R123 第六十二条, from 2016-04-01 as amended by 公安部令第139号).

import type { LocalDate } from '../calendar/local-date.ts';
import { addDays, addMonths, addYears, parseLocalDate } from '../calendar/local-date.ts';
import type { LicenceFacts } from './facts.ts';
import { age, heldClasses } from './held-classes.ts';
import { cycleEnd, cycleOf, lastEndedCycle } from './points.ts';

const DUE_WITHIN_DAYS = 30;
const EARLY_DAYS = 30;
const EXAM_VALID_MONTHS = 6;
const C5_EVERY_YEARS = 3;
const A139_IN_FORCE_ON = parseLocalDate('2016-04-01');

/** F14: the age from which a certificate is due every year, by the rule of the day. */
export function bodyAge(on: LocalDate): number {
  return on < A139_IN_FORCE_ON ? 60 : 70;
}

/** F15: by age at the end of cycle `k`, or every third year with C5; `today` says which rule holds. */
export function bodyCertRequired(licence: LicenceFacts, k: number, today: LocalDate): boolean {
  const end = cycleEnd(licence, k);
  return age(licence.holderBirthOn, end) >= bodyAge(today) || isC5Year(licence, k);
}

/** F16: 30 days after the end of the cycle, or the end of the deferral granted for it. */
export function bodyCertDueOn(licence: LicenceFacts, k: number): LocalDate {
  return bodyCertDeferredTo(licence, k) ?? ordinaryDueOn(licence, k);
}

/** F16: the last day before the licence is cancelled for a missing certificate. */
export function bodyCertCancelAfter(licence: LicenceFacts, k: number): LocalDate {
  return addYears(bodyCertDeferredTo(licence, k) ?? cycleEnd(licence, k), 1);
}

/** F17: a qualified certificate submitted no earlier than 30 days before the end of cycle `k`. */
export function bodyCertDone(licence: LicenceFacts, k: number): boolean {
  const earliest = addDays(cycleEnd(licence, k), -EARLY_DAYS);
  return licence.bodyCertSubmissions.some(
    ({ qualified, submittedOn }) => qualified && submittedOn >= earliest,
  );
}

/** F18: whether a certificate is overdue and the licence not yet cancelled for it. */
export function bodyCertOverdue(licence: LicenceFacts, today: LocalDate): boolean {
  for (let k = lastEndedCycle(licence, today) ?? -1; k >= 0; k--) {
    const open = bodyCertRequired(licence, k, today) && !bodyCertDone(licence, k);
    if (open && bodyCertDueOn(licence, k) < today && today <= bodyCertCancelAfter(licence, k)) return true;
  }
  return false;
}

/** 下一次提交身体条件证明的日期: of the first cycle not yet done, from the one that ended last; null where none is required. */
export function bodyCertNextDueOn(licence: LicenceFacts, today: LocalDate): LocalDate | null {
  const current = cycleOf(licence, today);
  if (current === null) return null;
  const from = Math.max(0, current - 1);
  const cycles = Array.from({ length: current + 1 + C5_EVERY_YEARS - from }, (_, i) => from + i);
  const open = cycles.find((k) => bodyCertRequired(licence, k, today) && !bodyCertDone(licence, k));
  return open === undefined ? null : bodyCertDueOn(licence, open);
}

/** The due date that a deferral of the certificate would put off; null when none is required. */
export function bodyCertBase(licence: LicenceFacts, today: LocalDate): LocalDate | null {
  const ended = lastEndedCycle(licence, today);
  if (ended !== null && bodyCertRequired(licence, ended, today) && !bodyCertDone(licence, ended)) {
    return ordinaryDueOn(licence, ended);
  }
  const current = cycleOf(licence, today);
  return current !== null && bodyCertRequired(licence, current, today)
    ? ordinaryDueOn(licence, current)
    : null;
}

/** Whether every certificate whose deferral has not run out is there: nothing is put off any more. */
export function bodyCertDeferralIsMet(licence: LicenceFacts, today: LocalDate): boolean {
  const running = licence.deferrals.filter(({ kind, to }) => kind === 'body-cert' && to >= today);
  return running.every(({ baseOn }) => {
    const k = cycleOf(licence, addDays(baseOn, -DUE_WITHIN_DAYS));
    return k !== null && bodyCertDone(licence, k);
  });
}

/** The last day on which a hospital's certificate may be used: six months after the examination. */
export function bodyExamValidTo(examinedOn: LocalDate): LocalDate {
  return addMonths(examinedOn, EXAM_VALID_MONTHS);
}

function ordinaryDueOn(licence: LicenceFacts, k: number): LocalDate {
  return addDays(cycleEnd(licence, k), DUE_WITHIN_DAYS);
}

function bodyCertDeferredTo(licence: LicenceFacts, k: number): LocalDate | undefined {
  const base = ordinaryDueOn(licence, k);
  return licence.deferrals.find(({ kind, baseOn }) => kind === 'body-cert' && baseOn === base)?.to;
}

function isC5Year(licence: LicenceFacts, k: number): boolean {
  if (!heldClasses(licence, cycleEnd(licence, k)).includes('C5')) return false;
  const obtainedOn = licence.classes.find(
    ({ cls, cancelledOn }) => cls === 'C5' && cancelledOn === null,
  )?.obtainedOn;
  const first = obtainedOn === undefined ? null : cycleOf(licence, obtainedOn);
  return first !== null && k >= first && (k + 1 - first) % C5_EVERY_YEARS === 0;
}
