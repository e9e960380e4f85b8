// react(state) → what the workflow has to do next: effects to perform and the one alarm to keep alive.
import type { Instant } from '../calendar/local-date.ts';
import { nextRungAt } from '../promises/rungs.ts';
import type { Application } from './application.ts';
import type { EffectName } from './events.ts';
import {
  type Action,
  type ApplicationState,
  LIFECYCLE,
  type Role,
  type Stage,
  type StateRow,
  type TaskKind,
  type Transition,
} from './lifecycle.ts';

/** Everything a workflow is told of its case. Nothing personal. */
export interface Reaction {
  readonly seq: number;
  readonly state: ApplicationState;
  readonly stage: Stage;
  /** Whether the case still needs its workflow. Drafts and ended cases do not. */
  readonly open: boolean;
  readonly effects: readonly EffectName[];
  readonly alarmAt: Instant | null;
}

/** What has to happen next, by the state alone. */
export function react(application: Application): Reaction {
  const { stage } = LIFECYCLE[application.state];
  return {
    seq: application.version,
    state: application.state,
    stage,
    open: stage !== 'draft' && stage !== 'ended',
    effects: application.effects.map((effect) => effect.name),
    alarmAt: alarmOf(application),
  };
}

function alarmOf(application: Application): Instant | null {
  const rungs = Object.values(application.clocks).map((clock) => nextRungAt(clock));
  const instants = [...rungs, application.parcel?.trackAt ?? null].filter((at): at is Instant => at !== null);
  return instants.sort()[0] ?? null;
}

/** The task that waits for a person while the application stands as it does; null while none does. */
export function taskOf(application: Application): TaskKind | null {
  return LIFECYCLE[application.state].task;
}

/** What a role may do now, in the order of the table. */
export function allowedActions(state: ApplicationState, role: Role): readonly Action[] {
  const actions: Partial<Record<Action, Transition>> = LIFECYCLE[state].actions;
  return typedKeys(actions).filter((action) => actions[action]?.by.includes(role));
}

/** The roles that may take an action in some state. */
export function rolesFor(action: Action): readonly Role[] {
  const rows: readonly StateRow[] = Object.values(LIFECYCLE);
  return [...new Set(rows.flatMap(({ actions }) => actions[action]?.by ?? []))];
}

function typedKeys<K extends string>(record: Partial<Record<K, unknown>>): readonly K[] {
  return Object.keys(record).filter((key): key is K => key in record);
}
