// The kinds of promise and how each is counted (K3–K9).

export const CLOCK_KINDS = [
  'acceptance',
  'delivery',
  'pickup-ready',
  'pickup-keep',
  'supplement',
  'payment',
  'plate-choice',
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
} as const satisfies Readonly<Record<ClockKind, ClockPolicy>>;

/** The policy of a kind, widened so that every field may be compared. */
export function clockPolicy(kind: ClockKind): ClockPolicy {
  return CLOCK_POLICIES[kind];
}
