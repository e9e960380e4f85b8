// The demo's own words; those of services, events and reasons come from the domain.
import type { ParcelReport } from '../domain/application/events.ts';
import {
  type Instant,
  localDateOf,
  minuteOfDay,
  timeOfMinutes,
  weekday,
} from '../domain/calendar/local-date.ts';
import type { RungName } from '../domain/promises/clock.ts';
import type { ClockKind } from '../domain/promises/policies.ts';

interface Words {
  readonly zh: string;
  readonly en: string;
}

export const CLOCK_WORDS = {
  acceptance: { zh: '受理', en: 'acceptance' },
  delivery: { zh: '邮政送达', en: 'delivery' },
  'pickup-ready': { zh: '窗口备妥', en: 'readiness for pickup' },
  'pickup-keep': { zh: '窗口领取', en: 'pickup' },
  supplement: { zh: '补正', en: 'supplement' },
  payment: { zh: '缴费', en: 'payment' },
  'plate-choice': { zh: '选号', en: 'choice of a plate' },
  'on-the-spot': { zh: '现场办结', en: 'being done on the spot' },
  issue: { zh: '核发', en: 'issue' },
  waiting: { zh: '候补', en: 'the waiting list' },
  appointment: { zh: '预约', en: 'the appointment' },
  attendance: { zh: '到场', en: 'attendance' },
  result: { zh: '结果录入', en: 'the result' },
  selection: { zh: '选号', en: 'choosing a number' },
  reservation: { zh: '预选', en: 'the reservation' },
  'payment-decision': { zh: '缴款异常处理', en: 'the decision on a payment' },
} as const satisfies Record<ClockKind, Words>;

export const REPORT_WORDS = {
  'picked-up': { zh: '邮政已揽收', en: 'Picked up by the post' },
  'in-transit': { zh: '邮件运输中', en: 'On its way' },
  delivered: { zh: '邮政已送达', en: 'Delivered by the post' },
  failed: { zh: '投递未成功', en: 'Delivery failed' },
  returned: { zh: '邮件退回', en: 'Returned to the office' },
  lost: { zh: '邮件丢失', en: 'Lost in the post' },
} as const satisfies Record<ParcelReport, Words>;

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

/** `2026-11-24 周二 09:05`, local time. */
export function timeText(at: Instant): string {
  const on = localDateOf(at);
  return `${on} ${WEEKDAYS[weekday(on) - 1]} ${timeOfMinutes(minuteOfDay(at))}`;
}

/** Days and hours of a span, or hours and minutes of a short one. */
export function spanText(minutes: number): string {
  const [days, hours, rest] = [
    Math.floor(minutes / 1440),
    Math.floor(minutes / 60) % 24,
    Math.floor(minutes % 60),
  ];
  if (days > 0) return `${days}天${hours}时`;
  return hours > 0 ? `${hours}时${rest}分` : `${rest}分`;
}

/** What an alarm says; null for the first reminder, which only the desk sees. */
export function alarmWords(kind: ClockKind, rung: RungName): Words | null {
  const { zh, en } = CLOCK_WORDS[kind];
  if (rung === 'half' || rung === 'lapse') return null;
  if (rung === 'at-risk' || rung === 'reminder')
    return { zh: `提醒:${zh}期限将至`, en: `Reminder: ${en} is due soon` };
  if (rung === 'breach') return { zh: `${zh}超过承诺期限,已记录`, en: `Promise of ${en} broken, recorded` };
  return { zh: `${zh}仍未完成`, en: `Still no ${en}` };
}
