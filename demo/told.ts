// What became of a story, read back from its event log and told by the API.
import { z } from 'zod';
import { type ApplicationRow, findApplication, stateOf } from '../db/applications.ts';
import type { Database } from '../db/client.ts';
import { stored } from '../db/json.ts';
import type { Application } from '../domain/application/application.ts';
import type { ApplicationEvent } from '../domain/application/events.ts';
import { evolve, fold } from '../domain/application/evolve.ts';
import type { ApplicationState } from '../domain/application/lifecycle.ts';
import { type Instant, toInstant } from '../domain/calendar/local-date.ts';
import type { Clock } from '../domain/promises/clock.ts';
import { inParallel } from '../worker/in-parallel.ts';
import type { Role } from './cast.ts';

export interface Breach {
  readonly clock: string;
  readonly dueAt: Instant;
  readonly stoppedAt: Instant | null;
}

/** The derivation of one promised date, sentence by sentence. */
export type Explanation = z.output<typeof Explanations>['clocks'][number];

export interface Told {
  readonly role: Role;
  readonly applicationId: string;
  readonly number: string;
  readonly events: readonly ApplicationEvent[];
  /** The fold of the events. */
  readonly application: Application;
  /** Whether the projection says the same as the event log. */
  readonly agrees: boolean;
  readonly states: readonly ApplicationState[];
  readonly clocks: readonly Clock[];
  readonly breaches: readonly Breach[];
  readonly explanations: readonly Explanation[];
}

const Explanations = z.object({
  clocks: z.array(
    z.object({ kind: z.string(), dueAt: z.string(), zh: z.array(z.string()), en: z.array(z.string()) }),
  ),
});

const AT_ONCE = 4;

/** Reads every story back. */
export function tellAll(db: Database, roles: readonly Role[]): Promise<readonly Told[]> {
  return inParallel(roles, AT_ONCE, (role) => tell(db, role));
}

async function tell(db: Database, role: Role): Promise<Told> {
  const row = role.applicationId === null ? undefined : await findApplication(db, role.applicationId);
  if (!row) throw new Error(`story “${role.name}” of ${role.service} has no application`);
  const answer = await role.person.call('GET', `/api/v1/applications/${row.id}/explanation`);
  const events = row.events.map(eventOf);
  const application = fold(events);
  const clocks = Object.values(application.clocks);
  return {
    role,
    applicationId: row.id,
    number: row.number,
    events,
    application,
    agrees: isSame(application, stateOf(row)),
    states: statesOf(events),
    clocks,
    breaches: clocks.flatMap(breachOf),
    explanations: Explanations.parse(answer.body).clocks,
  };
}

function eventOf(row: ApplicationRow['events'][number]): ApplicationEvent {
  const { seq, type, action } = row;
  const actor = { id: row.actorId, role: row.actorRole };
  return stored<ApplicationEvent>({
    ...stored<object>(row.data),
    seq,
    type,
    action,
    actor,
    at: toInstant(row.at),
  });
}

function statesOf(events: readonly ApplicationEvent[]): readonly ApplicationState[] {
  const states: ApplicationState[] = [];
  let application = fold([]);
  for (const event of events) {
    application = evolve(application, event);
    if (states.at(-1) !== application.state) states.push(application.state);
  }
  return states;
}

/** A breach counts once its rung is raised, whether the promise was fulfilled later or not at all. */
function breachOf({ kind, raised, dueAt, stoppedAt }: Clock): readonly Breach[] {
  return raised.includes('breach') ? [{ clock: kind, dueAt, stoppedAt }] : [];
}

function isSame(one: Application, other: Application): boolean {
  const text = (application: Application) => JSON.stringify(sorted(application));
  return text(one) === text(other);
}

/** jsonb keeps no order of keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
