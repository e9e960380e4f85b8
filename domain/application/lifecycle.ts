// The life of an application as one table: state → action → who may → next states. Everything else is derived from it.
import { OTHER_STATES } from './states/beyond-the-desk.ts';
import { DESK_STATES } from './states/desk.ts';
import { FULFILMENT_STATES } from './states/fulfilment.ts';
import type { Action, ApplicationState, StateRow, Transition } from './states/state.ts';

export {
  type Action,
  type ApplicationState,
  type Role,
  STAGES,
  type Stage,
  type StateRow,
  TASK_ROLES,
  type TaskKind,
  type Transition,
} from './states/state.ts';

export const LIFECYCLE = {
  ...DESK_STATES,
  ...FULFILMENT_STATES,
  ...OTHER_STATES,
} as const satisfies Record<ApplicationState, StateRow>;

/** The transition of an action in a state, if the table has one. */
export function findTransition(state: ApplicationState, action: Action): Transition | undefined {
  const actions: Partial<Record<Action, Transition>> = LIFECYCLE[state].actions;
  return actions[action];
}
