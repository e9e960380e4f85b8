// The rows of a played case, as the writer of cases would have left them.

import type { PostalAddress } from '../../db/postal-address.ts';
import { LEASE_MINUTES, projectionOf } from '../../db/record.ts';
import type { Vault } from '../../db/vault.ts';
import type { Application } from '../../domain/application/application.ts';
import type { ApplicationEvent } from '../../domain/application/events.ts';
import { TASK_ROLES, type TaskKind } from '../../domain/application/lifecycle.ts';
import { messageOf } from '../../domain/application/messages.ts';
import { react, taskOf } from '../../domain/application/react.ts';
import { addMinutes, type Instant } from '../../domain/calendar/local-date.ts';
import type { Form } from '../../domain/services/define.ts';
import type { PlayedDecision } from './case-play.ts';

export interface PlayedCase {
  readonly id: string;
  readonly number: string;
  readonly vehicleId: string | null;
  readonly licenceId: string | null;
  readonly form: Form;
  readonly address: PostalAddress | null;
  readonly secretHash: string;
  readonly newTaskId: () => string;
  readonly decisions: readonly PlayedDecision[];
}

/** The columns of `application` that come of its events are those of the one writer. */
export function applicationRow(vault: Vault, played: PlayedCase) {
  const { id, number, vehicleId, licenceId, form, address, secretHash } = played;
  const first = played.decisions[0];
  const application = lastState(played);
  const { service, lifecycle, office, applicantId } = application;
  return {
    ...{
      id,
      number,
      service,
      lifecycle,
      office,
      applicant_id: applicantId,
      vehicle_id: vehicleId,
      licence_id: licenceId,
    },
    ...{
      form_sealed: vault.seal(JSON.stringify(form)),
      address_sealed: address === null ? null : vault.seal(JSON.stringify(address)),
    },
    ...{ tracking_secret_hash: secretHash, created_at: first?.now ?? null },
    ...projectionOf(application),
  };
}

export function eventRows({ id, decisions }: PlayedCase) {
  return decisions.flatMap(({ events }) =>
    events.map(({ seq, type, at, actor, action, ...data }) => {
      return { application_id: id, seq, type, at, actor_id: actor.id, actor_role: actor.role, action, data };
    }),
  );
}

export function clockRows(played: PlayedCase) {
  return Object.values(lastState(played).clocks).map((clock) => ({
    application_id: played.id,
    kind: clock.kind,
    round: clock.round,
    owner: clock.owner,
    status: clock.status,
    started_at: clock.startedAt,
    due_at: clock.dueAt,
    stopped_at: clock.stoppedAt,
    outcome: clock.outcome,
    provisional: clock.provisional,
    calendar_version: clock.calendarVersion,
  }));
}

export function rungRows({ id, decisions }: PlayedCase) {
  return decisions
    .flatMap(({ events }) => events)
    .flatMap((event) => {
      if (event.type !== 'rung-raised') return [];
      const { clock, rung, dueAt, at, seq } = event;
      return [
        { application_id: id, kind: clock.kind, round: clock.round, rung, due_at: dueAt, raised_at: at, seq },
      ];
    });
}

/** All sent at once: a register of thousands must not wake the short-message operator. */
export function messageRows({ id, decisions }: PlayedCase) {
  return decisions.flatMap(({ events, after, now }) =>
    events.flatMap((event) => {
      const template = messageOf(event, after.lifecycle);
      if (template === null) return [];
      const sent = { state: 'sent', attempts: 1, created_at: now, sent_at: now };
      return [{ application_id: id, account_id: after.applicantId, seq: event.seq, template, ...sent }];
    }),
  );
}

export function auditRows({ id, decisions }: PlayedCase) {
  return decisions.map(({ action, actor, now, before, after }) => ({
    at: now,
    actor_id: actor.id,
    actor_role: actor.role,
    action,
    object: `application/${id}`,
    before: before?.version ?? null,
    after: after.version,
  }));
}

export function pokeRows(played: PlayedCase) {
  const application = lastState(played);
  const { id: application_id } = played;
  return [
    { application_id, seq: application.version, lifecycle: application.lifecycle, body: react(application) },
  ];
}

interface TaskRow {
  readonly id: string;
  readonly application_id: string;
  readonly kind: TaskKind;
  readonly role: string;
  readonly office: string;
  readonly service: string;
  readonly state: 'open' | 'closed';
  readonly assignee_id: string | null;
  readonly lease_until: Instant | null;
  readonly version: number;
  readonly due_at: Instant | null;
  readonly created_at: Instant;
  readonly closed_at: Instant | null;
}

/** Tasks opened and closed as the states went by. */
export function taskRows(played: PlayedCase): readonly TaskRow[] {
  return played.decisions.reduce<readonly TaskRow[]>((tasks, decision) => {
    const { before, after, events, now } = decision;
    const task = taskOf(after);
    const changes = task !== (before && taskOf(before)) || isNewRound(events);
    if (!changes)
      return tasks.map((row) => (row.state === 'open' ? { ...row, due_at: taskDueAt(after) } : row));
    const done = tasks.map((row) => (row.state === 'open' ? closedTask(row, now) : row));
    return task === null ? done : [...done, openTask(played, decision, task)];
  }, []);
}

function closedTask(row: TaskRow, closed_at: Instant): TaskRow {
  return { ...row, state: 'closed', closed_at, version: row.version + 1 };
}

function isNewRound(events: readonly ApplicationEvent[]): boolean {
  return events.some(({ type }) => type === 'resubmitted' || type === 'remake-ordered');
}

function openTask(
  { id, newTaskId }: PlayedCase,
  { after, actor, now }: PlayedDecision,
  kind: TaskKind,
): TaskRow {
  const keeps = kind === 'review' && actor.role === 'clerk';
  return {
    id: newTaskId(),
    application_id: id,
    kind,
    role: TASK_ROLES[kind],
    office: after.office,
    service: after.service,
    state: 'open',
    assignee_id: keeps ? actor.id : null,
    lease_until: keeps ? addMinutes(now, LEASE_MINUTES) : null,
    version: 1,
    due_at: taskDueAt(after),
    created_at: now,
    closed_at: null,
  };
}

function taskDueAt(application: Application): Instant | null {
  const due = Object.values(application.clocks)
    .filter(({ status }) => status === 'running')
    .map(({ dueAt }) => dueAt);
  return due.sort()[0] ?? null;
}

/** Parcels and what the courier said of them. */
export function parcelRows({ id, decisions }: PlayedCase) {
  return decisions
    .flatMap(({ events }) => events)
    .flatMap((event) =>
      event.type === 'parcel-ordered' ? [{ tracking_number: event.trackingNumber, at: event.at }] : [],
    )
    .map(({ tracking_number, at }, index) => ({
      tracking_number,
      application_id: id,
      attempt: index + 1,
      created_at: at,
    }));
}

export function courierRows(played: PlayedCase) {
  const trackingNumber = lastState(played).parcel?.trackingNumber ?? '';
  return played.decisions
    .flatMap(({ events }) => events)
    .flatMap((event) => (event.type === 'parcel-reported' ? [event] : []))
    .map(({ report, occurredAt, at }, index) => ({
      event_no: `${trackingNumber}-${index + 1}`,
      tracking_number: trackingNumber,
      report,
      occurred_at: occurredAt,
      place: '驻马店邮件处理中心',
      handed_back: false,
      received_at: at,
    }));
}

export function lastState({ decisions }: PlayedCase): Application {
  const last = decisions.at(-1);
  if (!last) throw new Error('a case without decisions');
  return last.after;
}
