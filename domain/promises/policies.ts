// The kinds of promise and how each is counted (K3–K9).

export const CLOCK_KINDS = [
  'acceptance',
  'delivery',
  'pickup-ready',
  'pickup-keep',
  'supplement',
  'payment',
  'plate-choice',
  'on-the-spot',
  'issue',
  'waiting',
  'appointment',
  'attendance',
  'result',
  'selection',
  'reservation',
  'payment-decision',
] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

export type ClockUnit = 'working-day' | 'calendar-day' | 'minute';
export type ClockOwner = 'office' | 'carrier' | 'applicant';

/** How a submission outside office hours counts: K4 (`calendar-day`, the default) or K4′ (`roll`). */
export type AfterHoursPolicy = 'calendar-day' | 'roll';

export interface ClockPolicy {
  readonly kind: ClockKind;
  readonly unit: ClockUnit;
  readonly endsAt: 'closing-time' | 'end-of-day' | 'instant';
  readonly owner: ClockOwner;
  /** `restart`: a new full limit from the resumption (K5). `extend`: the due instant moves by the time paused. */
  readonly onResume: 'restart' | 'extend';
  /** A breach stays open and is raised daily; a lapse ends the clock. */
  readonly atDue: 'breach' | 'lapse';
  /** Half time and at risk where nothing else is said; in the morning of the last day; or not at all. */
  readonly warns?: 'on-the-last-morning' | 'never';
  /** The least limit; 0 days end with the day they began. One where nothing else is said. */
  readonly least?: 0;
}

export const CLOCK_POLICIES = {
  acceptance: {
    kind: 'acceptance',
    unit: 'working-day',
    endsAt: 'closing-time',
    owner: 'office',
    onResume: 'restart',
    atDue: 'breach',
  },
  delivery: {
    kind: 'delivery',
    unit: 'calendar-day',
    endsAt: 'end-of-day',
    owner: 'carrier',
    onResume: 'extend',
    atDue: 'breach',
  },
  'pickup-ready': {
    kind: 'pickup-ready',
    unit: 'working-day',
    endsAt: 'closing-time',
    owner: 'office',
    onResume: 'extend',
    atDue: 'breach',
  },
  'pickup-keep': {
    kind: 'pickup-keep',
    unit: 'calendar-day',
    endsAt: 'end-of-day',
    owner: 'applicant',
    onResume: 'extend',
    atDue: 'lapse',
  },
  supplement: {
    kind: 'supplement',
    unit: 'working-day',
    endsAt: 'closing-time',
    owner: 'applicant',
    onResume: 'extend',
    atDue: 'lapse',
  },
  payment: {
    kind: 'payment',
    unit: 'minute',
    endsAt: 'instant',
    owner: 'applicant',
    onResume: 'extend',
    atDue: 'lapse',
  },
  'plate-choice': {
    kind: 'plate-choice',
    unit: 'minute',
    endsAt: 'instant',
    owner: 'applicant',
    onResume: 'extend',
    atDue: 'lapse',
  },
  // 现场办结: begun and ended on the same date.
  'on-the-spot': {
    kind: 'on-the-spot',
    unit: 'calendar-day',
    endsAt: 'end-of-day',
    owner: 'office',
    onResume: 'extend',
    atDue: 'breach',
    least: 0,
  },
  // 自受理之日起一日内 (机动车登记规定 第四十四条, 第四十六条): one working day.
  issue: {
    kind: 'issue',
    unit: 'working-day',
    endsAt: 'closing-time',
    owner: 'office',
    onResume: 'extend',
    atDue: 'breach',
  },
  waiting: {
    kind: 'waiting',
    unit: 'calendar-day',
    endsAt: 'end-of-day',
    owner: 'applicant',
    onResume: 'extend',
    atDue: 'lapse',
    warns: 'never',
    least: 0,
  },
  // A booked place runs up to the day of its session; attendance is that day itself.
  appointment: {
    kind: 'appointment',
    unit: 'calendar-day',
    endsAt: 'end-of-day',
    owner: 'applicant',
    onResume: 'extend',
    atDue: 'lapse',
    warns: 'on-the-last-morning',
    least: 0,
  },
  attendance: {
    kind: 'attendance',
    unit: 'calendar-day',
    endsAt: 'end-of-day',
    owner: 'applicant',
    onResume: 'extend',
    atDue: 'lapse',
    warns: 'never',
    least: 0,
  },
  // Who came learns the same day what came of it (assumed).
  result: {
    kind: 'result',
    unit: 'calendar-day',
    endsAt: 'end-of-day',
    owner: 'office',
    onResume: 'extend',
    atDue: 'breach',
    least: 0,
  },
  selection: {
    kind: 'selection',
    unit: 'minute',
    endsAt: 'instant',
    owner: 'applicant',
    onResume: 'extend',
    atDue: 'lapse',
    warns: 'never',
  },
  // End of day, 3rd working day after the reservation (plates.md §6).
  reservation: {
    kind: 'reservation',
    unit: 'working-day',
    endsAt: 'end-of-day',
    owner: 'applicant',
    onResume: 'extend',
    atDue: 'lapse',
  },
  // Manual handling of a payment exception by a cashier and a second person (violations.md §4).
  'payment-decision': {
    kind: 'payment-decision',
    unit: 'working-day',
    endsAt: 'closing-time',
    owner: 'office',
    onResume: 'extend',
    atDue: 'breach',
  },
} as const satisfies Readonly<Record<ClockKind, ClockPolicy>>;

/** The policy of a kind, widened so that every field may be compared. */
export function clockPolicy(kind: ClockKind): ClockPolicy {
  return CLOCK_POLICIES[kind];
}
