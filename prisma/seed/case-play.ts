// Plays a case through the decider as the platform would have: each step by whoever takes it, and every alarm in between.
import type { Application } from '../../domain/application/application.ts';
import { circumstancesOf } from '../../domain/application/circumstances.ts';
import type { Command, DecisionContext } from '../../domain/application/commands.ts';
import { type Decision, decide, draft, tick } from '../../domain/application/decide.ts';
import type { Actor, ApplicationEvent, Delivery, ParcelReport } from '../../domain/application/events.ts';
import { PROMISE_LIMITS } from '../../domain/application/promise-limits.ts';
import { react } from '../../domain/application/react.ts';
import { addMinutes, type Instant } from '../../domain/calendar/local-date.ts';
import type { OfficeCalendar } from '../../domain/calendar/office-calendar.ts';
import type { Form, Service } from '../../domain/services/define.ts';
import type { Step, TimedStep } from './case-scripts.ts';
import { OFFICE } from './register.ts';

/** One decision as the writer of cases records it. */
export interface PlayedDecision {
  readonly action: string;
  readonly actor: Actor;
  readonly now: Instant;
  readonly before: Application | null;
  readonly after: Application;
  readonly events: readonly ApplicationEvent[];
}

export interface CaseGiven {
  readonly service: Service;
  readonly applicantId: string;
  readonly form: Form;
  readonly delivery: Delivery | null;
  readonly calendar: OfficeCalendar;
  readonly clerkId: string;
  readonly productionId: string;
  readonly dispatchId: string;
  readonly trackingNumber: () => string;
  readonly pickupCode: string;
}

const CLOCK: Actor = { id: 'clock', role: 'system' };
const REGISTER: Actor = { id: 'register', role: 'system' };
const EMS: Actor = { id: 'ems', role: 'system' };
const COURIER: Actor = { id: 'ems', role: 'courier' };
/** Never met by an open case. */
const MOST_ALARMS = 1_000;

/** Every decision of a case up to `until`, drafting and submission as the one they are. @throws Error when a step is refused */
export function playCase(
  given: CaseGiven,
  steps: readonly TimedStep[],
  until: Instant,
): readonly PlayedDecision[] {
  const played: PlayedDecision[] = [];
  for (const timed of steps) {
    letTimePass(given, played, timed.at);
    take(given, played, timed);
  }
  letTimePass(given, played, until);
  return played;
}

function contextOf(given: CaseGiven, actor: Actor, now: Instant): DecisionContext {
  return {
    actor,
    now,
    calendar: given.calendar,
    limits: PROMISE_LIMITS,
    ...circumstancesOf(given.service, given.form),
    pickupCode: given.pickupCode,
  };
}

/** Alarms ring when they are due, and a silent courier is asked. */
function letTimePass(given: CaseGiven, played: PlayedDecision[], until: Instant): void {
  for (let rung = 0; rung < MOST_ALARMS; rung += 1) {
    const last = played.at(-1);
    if (!last) return;
    const { alarmAt, effects } = react(last.after);
    if (effects.includes('track-parcel')) {
      const at = addMinutes(last.now, 0.05);
      if (at > until) return;
      add(
        played,
        'record-tracking',
        EMS,
        at,
        decide(last.after, { action: 'record-tracking' }, contextOf(given, EMS, at)),
      );
      continue;
    }
    if (alarmAt === null || alarmAt > until) return;
    const now = [alarmAt, last.now].sort()[1] ?? alarmAt;
    add(played, 'tick', CLOCK, now, tick(last.after, contextOf(given, CLOCK, now)));
  }
  throw new Error('a case that never stops ringing');
}

function take(given: CaseGiven, played: PlayedDecision[], { step, at }: TimedStep): void {
  const last = played.at(-1);
  const { actor, command } = commandOf(given, step, at, last?.after ?? null);
  const context = contextOf(given, actor, at);
  if (last) {
    add(played, command.action, actor, at, decide(last.after, command, context));
    return;
  }
  const { id, lifecycle } = given.service;
  const drafted = draft({ service: id, lifecycle, applicantId: given.applicantId, office: OFFICE }, context);
  const submitted = decide(drafted.application, command, context);
  add(played, command.action, actor, at, { ...submitted, events: [...drafted.events, ...submitted.events] });
}

function add(played: PlayedDecision[], action: string, actor: Actor, now: Instant, decision: Decision): void {
  if (decision.refusal) throw new Error(`${action}: ${decision.refusal.code}`);
  const before = played.at(-1)?.after ?? null;
  played.push({ action, actor, now, before, after: decision.application, events: decision.events });
}

function commandOf(
  given: CaseGiven,
  step: Step,
  at: Instant,
  before: Application | null,
): { actor: Actor; command: Command } {
  const applicant: Actor = { id: given.applicantId, role: 'applicant' };
  const clerk: Actor = { id: given.clerkId, role: 'clerk' };
  switch (step.do) {
    case 'submit':
      return {
        actor: applicant,
        command: { action: 'submit', delivery: given.delivery, feeFen: 0, gate: null },
      };
    case 'request-supplement':
      return { actor: clerk, command: SUPPLEMENT };
    case 'resubmit':
      return { actor: applicant, command: { action: 'resubmit', gate: null } };
    case 'accept':
    case 'approve':
      return { actor: clerk, command: { action: step.do } };
    case 'apply':
      return {
        actor: REGISTER,
        command: { action: 'record-register', produces: given.service.steps.includes('produce') },
      };
    case 'produce':
      return {
        actor: { id: given.productionId, role: 'production' },
        command: { action: 'complete-production' },
      };
    case 'order-parcel':
      return { actor: EMS, command: { action: 'record-parcel', trackingNumber: given.trackingNumber() } };
    case 'dispatch':
      return {
        actor: { id: given.dispatchId, role: 'dispatch' },
        command: { action: 'dispatch', trackingNumber: null },
      };
    case 'report':
      return { actor: COURIER, command: reportCommand(step.report, at, before) };
  }
}

const SUPPLEMENT: Command = {
  action: 'request-supplement',
  reason: 'documents-illegible',
  items: [{ pointer: '/documents', note: '影像不清晰,请重新上传' }],
  workdays: PROMISE_LIMITS.supplementWorkdays,
};

function reportCommand(report: ParcelReport, occurredAt: Instant, before: Application | null): Command {
  const trackingNumber = before?.parcel?.trackingNumber ?? '';
  return { action: 'report-parcel', trackingNumber, movements: [{ report, occurredAt, handedBack: false }] };
}
