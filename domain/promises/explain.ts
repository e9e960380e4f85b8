// A due date told step by step to the person who waits for it, in Chinese and English.

import type { Instant, LocalDate, Weekday } from '../calendar/local-date.ts';
import { formatLocal, localDateOf, weekday } from '../calendar/local-date.ts';
import type { DayKind } from '../calendar/office-calendar.ts';
import type { Clock, ClockOutcome, DerivationStep } from './clock.ts';
import type { ClockKind, ClockPolicy, ClockUnit } from './policies.ts';

export interface Explanation {
  readonly zh: string[];
  readonly en: string[];
  readonly steps: DerivationStep[];
}

interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** The words of a pause's reason; a promise knows only its code. */
export type ReasonWords = (reason: string) => Sentence;

const asCode: ReasonWords = (reason) => ({ zh: reason, en: reason });

/** The sentences of a clock's derivation in their order, pauses and the provisional mark included. */
export function explainClock(clock: Clock, reasonWords = asCode): Explanation {
  const sentences = clock.derivation.map((step) => sentenceOf(clock.kind, step, reasonWords));
  return {
    zh: sentences.map(({ zh }) => zh),
    en: sentences.map(({ en }) => en),
    steps: [...clock.derivation],
  };
}

/** What starts each clock, and the name of its first day. */
const STARTS = {
  acceptance: { zh: '提交', en: 'submitted' },
  delivery: { zh: '受理', en: 'accepted' },
  'pickup-ready': { zh: '受理', en: 'accepted' },
  'pickup-keep': { zh: '可领取', en: 'ready for pickup' },
  supplement: { zh: '通知补正', en: 'asked to supplement' },
  payment: { zh: '下单', en: 'ordered' },
  'plate-choice': { zh: '注册', en: 'registered' },
  'on-the-spot': { zh: '提交', en: 'submitted' },
  issue: { zh: '受理', en: 'accepted' },
  waiting: { zh: '候补', en: 'put on the waiting list' },
  appointment: { zh: '预约', en: 'booked' },
  attendance: { zh: '预约当日', en: 'due to come' },
  result: { zh: '到场', en: 'come' },
  selection: { zh: '选号开始', en: 'opened for choosing' },
  'payment-decision': { zh: '发现缴款异常', en: 'found exceptional' },
  reservation: { zh: '预选', en: 'reserved' },
} as const satisfies Readonly<Record<ClockKind, Sentence>>;

const WEEKDAY_NAMES = {
  1: { zh: '周一', en: 'Mon' },
  2: { zh: '周二', en: 'Tue' },
  3: { zh: '周三', en: 'Wed' },
  4: { zh: '周四', en: 'Thu' },
  5: { zh: '周五', en: 'Fri' },
  6: { zh: '周六', en: 'Sat' },
  7: { zh: '周日', en: 'Sun' },
} as const satisfies Readonly<Record<Weekday, Sentence>>;

const DAY_NAMES = {
  weekday: { zh: '工作日', en: 'a working day' },
  weekend: { zh: '周末', en: 'a weekend' },
  holiday: { zh: '法定节假日放假', en: 'a public holiday' },
  'make-up': { zh: '调休上班日', en: 'a make-up working day' },
  closed: { zh: '停止办公', en: 'a day of closure' },
  opened: { zh: '加班办公', en: 'an extra working day' },
  'other-hours': { zh: '工作日(办公时间调整)', en: 'a working day with other hours' },
} as const satisfies Readonly<Record<DayKind, Sentence>>;

const UNITS = {
  'working-day': { zh: '个工作日', en: 'working day(s)' },
  'calendar-day': { zh: '天', en: 'calendar day(s)' },
  minute: { zh: '分钟', en: 'minute(s)' },
} as const satisfies Readonly<Record<ClockUnit, Sentence>>;

const ENDS = {
  'closing-time': { zh: '下班时间', en: 'closing time' },
  'end-of-day': { zh: '当日结束', en: 'the end of the day' },
  instant: { zh: '', en: '' },
} as const satisfies Readonly<Record<ClockPolicy['endsAt'], Sentence>>;

const OUTCOMES = {
  kept: { zh: '按时办结', en: 'in time' },
  breached: { zh: '已超过承诺时限', en: 'later than promised' },
  lapsed: { zh: '已逾期失效', en: 'lapsed' },
  void: { zh: '时限取消', en: 'the limit no longer applies' },
} as const satisfies Readonly<Record<ClockOutcome, Sentence>>;

function sentenceOf(kind: ClockKind, step: DerivationStep, reasonWords: ReasonWords): Sentence {
  const start = STARTS[kind];
  switch (step.step) {
    case 'started':
      if (step.limit === 0)
        return { zh: `${timeZh(step.at)} ${start.zh}`, en: `${timeEn(step.at)}: ${start.en}` };
      return {
        zh: `${timeZh(step.at)} ${start.zh},时限 ${step.limit} ${UNITS[step.unit].zh}`,
        en: `${timeEn(step.at)}: ${start.en}; the limit is ${step.limit} ${UNITS[step.unit].en}`,
      };
    case 'rolled':
      return {
        zh: `${dayZh(step.from)}${step.why === 'day-off' ? '为非工作日' : '已过下班时间'},视为 ${dayZh(step.to)} ${start.zh}`,
        en: `${dayEn(step.from)} ${step.why === 'day-off' ? 'is not a working day' : 'was past closing time'}, so it counts as ${start.en} on ${dayEn(step.to)}`,
      };
    case 'start-day':
      return {
        zh: `${start.zh}日 ${dayZh(step.on)}不计入`,
        en: `The day it was ${start.en}, ${dayEn(step.on)}, is not counted`,
      };
    case 'day':
      return daySentence(step);
    case 'days':
      if (step.count === 0)
        return { zh: `当日 ${dayZh(step.until)} 内`, en: `Within the same day, ${dayEn(step.until)}` };
      return {
        zh: `连续计算 ${step.count} 天(含节假日),至 ${dayZh(step.until)}`,
        en: `${step.count} calendar day(s), holidays included, run to ${dayEn(step.until)}`,
      };
    case 'due':
      return dueSentence(step.at, step.endsAt);
    case 'provisional':
      return {
        zh: `${step.coversUntil} 之后的节假日安排尚未公布,暂按周一至周五为工作日推算,公布后可能调整`,
        en: `Holidays after ${step.coversUntil} are not published yet; Monday to Friday is assumed and the date may still change`,
      };
    case 'recalculated':
      return {
        zh: `工作日历更新(第 ${step.calendarVersion} 版),期限由 ${timeZh(step.wasDueAt)} 调整为 ${timeZh(step.dueAt)}`,
        en: `Working calendar updated (version ${step.calendarVersion}): due ${timeEn(step.dueAt)} instead of ${timeEn(step.wasDueAt)}`,
      };
    case 'paused':
      return {
        zh: `${timeZh(step.at)} 暂停计时:${reasonWords(step.reason).zh}`,
        en: `${timeEn(step.at)}: paused (${reasonWords(step.reason).en})`,
      };
    case 'resumed':
      return resumedSentence(step);
    case 'stopped':
      return {
        zh: `${timeZh(step.at)} 停止计时:${OUTCOMES[step.outcome].zh}`,
        en: `${timeEn(step.at)}: stopped, ${OUTCOMES[step.outcome].en}`,
      };
  }
}

function daySentence(step: Extract<DerivationStep, { step: 'day' }>): Sentence {
  const name = step.name === null ? { zh: '', en: '' } : { zh: `(${step.name})`, en: ` (${step.name})` };
  const counted =
    step.counted === null
      ? { zh: '不计入', en: 'not counted' }
      : { zh: `计第 ${step.counted} 个工作日`, en: `working day ${step.counted}` };
  return {
    zh: `${dayZh(step.on)}为${DAY_NAMES[step.kind].zh}${name.zh},${counted.zh}`,
    en: `${dayEn(step.on)} is ${DAY_NAMES[step.kind].en}${name.en}: ${counted.en}`,
  };
}

function dueSentence(at: Instant, endsAt: ClockPolicy['endsAt']): Sentence {
  const end = ENDS[endsAt];
  return {
    zh: `截止 ${timeZh(at)}${end.zh === '' ? '' : ` ${end.zh}`}`,
    en: `Due ${timeEn(at)}${end.en === '' ? '' : `, ${end.en}`}`,
  };
}

function resumedSentence(step: Extract<DerivationStep, { step: 'resumed' }>): Sentence {
  const zh = `${timeZh(step.at)} 恢复计时`;
  const en = `${timeEn(step.at)}: resumed`;
  switch (step.effect) {
    case 'restarted':
      return { zh: `${zh},时限重新计算`, en: `${en}, the whole limit starts anew` };
    case 'already-due':
      return {
        zh: `${zh},暂停前已到期,期限不变`,
        en: `${en}; it had come due before the pause, so the date stays`,
      };
    case 'extended':
      return {
        zh: `${zh},暂停${spentZh(step.spent, step.unit)},截止时间顺延至 ${timeZh(step.dueAt)}`,
        en: `${en} after ${spentEn(step.spent, step.unit)}; due ${timeEn(step.dueAt)}`,
      };
  }
}

function spentZh(spent: number, unit: ClockUnit): string {
  const { hours, minutes } = hoursAndMinutes(spent);
  return `${unit === 'working-day' ? '办公时间' : ''} ${hours} 小时 ${minutes} 分钟`;
}

function spentEn(spent: number, unit: ClockUnit): string {
  const { hours, minutes } = hoursAndMinutes(spent);
  return `${hours} h ${minutes} min${unit === 'working-day' ? ' of office time' : ''}`;
}

function hoursAndMinutes(spent: number): { hours: number; minutes: number } {
  const whole = Math.round(spent);
  return { hours: Math.floor(whole / 60), minutes: whole % 60 };
}

function dayZh(on: LocalDate): string {
  return `${on}(${WEEKDAY_NAMES[weekday(on)].zh})`;
}

function dayEn(on: LocalDate): string {
  return `${WEEKDAY_NAMES[weekday(on)].en} ${on}`;
}

function timeZh(at: Instant): string {
  return `${localDateOf(at)} ${clockTime(at)}`;
}

function timeEn(at: Instant): string {
  return `${dayEn(localDateOf(at))} ${clockTime(at)}`;
}

function clockTime(at: Instant): string {
  return formatLocal(at).slice(11, 16);
}
