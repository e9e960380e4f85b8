// A case played by real commands: tests and recordings say who did what and when, and get the state it led to.
import { trialCalendarData } from '../../calendar/fixtures/trial-calendar.ts';
import { addMinutes, type Instant, toInstant } from '../../calendar/local-date.ts';
import { officeCalendar } from '../../calendar/office-calendar.ts';
import { buildTrackingNumber } from '../../identity/tracking-number.ts';
import type { RungName } from '../../promises/clock.ts';
import type { ClockKind } from '../../promises/policies.ts';
import type { LifecycleId } from '../../services/define.ts';
import type { Application } from '../application.ts';
import type { Command, DecisionContext, ReportedMovement } from '../commands.ts';
import { type Decision, decide, draft, tick } from '../decide.ts';
import type { ApplicationEvent, Delivery, ParcelReport } from '../events.ts';
import { findTransition, type Role } from '../lifecycle.ts';
import { PROMISE_LIMITS } from '../promise-limits.ts';

/** A moment in Asia/Shanghai, such as `2015-11-02T09:00`. */
export const local = (text: string): Instant => toInstant(`${text}${text.length === 16 ? ':00' : ''}+08:00`);

export const PICKUP_CODE = '042137';
export const tracking = (serial: number): string => buildTrackingNumber('EA', serial);

/** The circumstances of a decision; what a test is about is given, the rest is ordinary. */
export function contextOf(
  role: Role,
  now: Instant,
  circumstances: Partial<DecisionContext> = {},
): DecisionContext {
  return {
    actor: { id: `the-${role}`, role },
    now,
    calendar: officeCalendar(trialCalendarData),
    limits: PROMISE_LIMITS,
    handBack: null,
    reasons: [],
    appointment: null,
    deliveryModes: ['post', 'pickup', 'print'],
    pickupCode: PICKUP_CODE,
    ...circumstances,
  };
}

export interface PlayedCase {
  readonly application: Application;
  readonly events: readonly ApplicationEvent[];
  readonly now: Instant;
  readonly circumstances: Partial<DecisionContext>;
}

export type Step = (on: PlayedCase) => PlayedCase;

function after(on: PlayedCase, { application, events }: Decision): PlayedCase {
  return { ...on, application, events: [...on.events, ...events] };
}

/** A draft opened on Monday 2 November 2015 at nine, and what follows. */
export function play(...steps: readonly Step[]): PlayedCase {
  return playFrom(local('2015-11-02T09:00'), 'L-POST', ...steps);
}

export function playFrom(now: Instant, lifecycle: LifecycleId, ...steps: readonly Step[]): PlayedCase {
  const service = lifecycle === 'L-POST' ? 'plate-replace' : 'renewal-deferral';
  const opened = draft(
    { service, lifecycle, applicantId: 'applicant', office: 'office' },
    contextOf('applicant', now),
  );
  const on: PlayedCase = {
    application: opened.application,
    events: opened.events,
    now,
    circumstances: {},
  };
  return steps.reduce((played, step) => step(played), on);
}

/** The same moment with a case of another lifecycle. */
export const under =
  (lifecycle: LifecycleId): Step =>
  ({ now }) =>
    playFrom(now, lifecycle);

/** Goes on with a case. */
export const goOn = (on: PlayedCase, ...steps: readonly Step[]): PlayedCase =>
  steps.reduce((played, step) => step(played), on);

/** The decision on a command, by whoever may give it unless a role is named. */
export function ask(on: PlayedCase, command: Command, role?: Role): Decision {
  const by = role ?? findTransition(on.application.state, command.action)?.by[0] ?? 'system';
  return decide(on.application, command, contextOf(by, on.now, on.circumstances));
}

/** Gives a command that must not be refused. */
export const does =
  (command: Command | ((on: PlayedCase) => Command), role?: Role): Step =>
  (on) => {
    const made = typeof command === 'function' ? command(on) : command;
    const decision = ask(on, made, role);
    if (decision.refusal)
      throw new Error(`${made.action} in ${on.application.state}: ${decision.refusal.code}`);
    return after(on, decision);
  };

/** Gives a command and takes the answer as it comes. */
export const tries =
  (command: Command, role?: Role): Step =>
  (on) =>
    after(on, ask(on, command, role));

/** The clock goes on; nobody looks. */
export const at =
  (moment: string | Instant): Step =>
  (on) => ({ ...on, now: moment.endsWith('Z') ? toInstant(moment) : local(moment) });

export const later =
  (minutes: number): Step =>
  (on) => ({ ...on, now: addMinutes(on.now, minutes) });

/** The alarm rings. */
export const rings: Step = (on) =>
  after(on, tick(on.application, contextOf('system', on.now, on.circumstances)));

/** From here on under other circumstances. */
export const given =
  (circumstances: Partial<DecisionContext>): Step =>
  (on) => ({ ...on, circumstances: { ...on.circumstances, ...circumstances } });

export const POST = { mode: 'post', zone: 'city' } as const satisfies Delivery;
export const PICKUP = { mode: 'pickup' } as const satisfies Delivery;

export const submits = (delivery: Delivery | null = POST, feeFen = 0): Step =>
  does({ action: 'submit', delivery, feeFen, gate: null });

export const supplementing = (workdays = 10): Command => ({
  action: 'request-supplement',
  reason: 'documents-illegible',
  items: [{ pointer: '/documents/owner-identity', note: '' }],
  workdays,
});

/** A report on the parcel of the case, by default of this very moment. */
export const reports =
  (report: ParcelReport, more: Partial<Omit<ReportedMovement, 'report'>> = {}): Step =>
  (on) =>
    does({
      action: 'report-parcel',
      trackingNumber: on.application.parcel?.trackingNumber ?? '',
      movements: [{ report, occurredAt: on.now, handedBack: true, ...more }],
    })(on);

/** From a submission to a case in production. */
export const toProduction: readonly Step[] = [
  does({ action: 'accept' }),
  does({ action: 'approve' }),
  does({ action: 'record-register', produces: true }),
];

/** The parcel is ordered under the number and handed over. */
export const posts =
  (serial: number): Step =>
  (on) =>
    goOn(
      on,
      does({ action: 'record-parcel', trackingNumber: tracking(serial) }),
      does({ action: 'dispatch', trackingNumber: null }),
    );

/** Every rung raised so far, as `clock/round/rung`. */
export function rungsOf({ events }: Pick<PlayedCase, 'events'>): readonly string[] {
  return events.flatMap((event) =>
    event.type === 'rung-raised' ? [`${event.clock.kind}/${event.clock.round}/${event.rung}`] : [],
  );
}

export const raised = (on: PlayedCase, kind: ClockKind): readonly RungName[] =>
  on.application.clocks[kind]?.raised ?? [];

export const typesOf = (events: readonly ApplicationEvent[]): readonly string[] =>
  events.map(({ type }) => type);
