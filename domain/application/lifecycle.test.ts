import { fold } from './evolve.ts';
import {
  type Action,
  type ApplicationState,
  findTransition,
  LIFECYCLE,
  type Role,
  type StateRow,
  type Transition,
} from './lifecycle.ts';
import { allowedActions, react, taskOf } from './react.ts';
import { ask, goOn, PICKUP_CODE, type PlayedCase, play, rings } from './testing/played-case.ts';
import { casesIn, commandsFor, owingSomething, RESTING_STATES, WAYS_INTO } from './testing/reached.ts';

const ROLES: readonly Role[] = [
  'applicant',
  'registrar',
  'clerk',
  'reviewer',
  'production',
  'dispatch',
  'supervisor',
  'courier',
  'system',
];
const ACTIONS = [...new Set(Object.values(LIFECYCLE).flatMap((row) => Object.keys(row.actions) as Action[]))];

/** The only state that no decision ends in: seen in the log of a hand-over. */
function collectedCase(): PlayedCase {
  const [ready] = casesIn('ready-for-pickup');
  if (!ready) throw new Error('nothing is ready');
  const { events } = ask(ready, { action: 'hand-over', pickupCode: PICKUP_CODE, handedBack: true });
  const until = events.findIndex(({ type }) => type === 'collected');
  const log = [...ready.events, ...events.slice(0, until + 1)];
  return { ...ready, application: fold(log), events: log };
}

const caseIn = (state: ApplicationState): PlayedCase =>
  state === 'collected' ? collectedCase() : (casesIn(state)[0] ?? play());

const STATES = Object.keys(LIFECYCLE) as ApplicationState[];

function transitionOf(state: ApplicationState, action: Action): Transition {
  const transition = findTransition(state, action);
  if (!transition) throw new Error(`${action} in ${state}`);
  return transition;
}

function expectedVerdict(state: ApplicationState, action: Action, role: Role): string {
  const { stage, closedAs = 'application-closed' }: StateRow = LIFECYCLE[state];
  if (stage === 'ended') return closedAs;
  const transition = findTransition(state, action);
  if (!transition) return 'action-not-allowed';
  return transition.by.includes(role) ? 'legal' : 'not-permitted';
}

describe('every action of every role', () => {
  test.each(STATES)('in %s', (state) => {
    const on = caseIn(state);
    expect(on.application.state).toBe(state);
    const found: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const action of ACTIONS) {
      for (const role of ROLES) {
        const key = `${action} by ${role}`;
        const command = commandsFor(action, on)[0];
        if (!command) continue;
        expected[key] = expectedVerdict(state, action, role);
        found[key] = ask(on, command, role).refusal?.code ?? 'legal';
      }
    }
    expect(found).toEqual(expected);
  });

  test('the table as the notice tells it', () => {
    expect(allowedActions('submitted', 'applicant')).toEqual(['change-delivery', 'withdraw']);
    expect(allowedActions('submitted', 'clerk')).toEqual(['accept', 'decline', 'request-supplement']);
    expect(allowedActions('accepted', 'applicant')).toEqual(['change-delivery']);
    expect(allowedActions('dispatched', 'applicant')).toEqual([]);
    expect(allowedActions('ready-for-pickup', 'clerk')).toEqual(['hand-over']);
    expect(new Set(STATES.flatMap((state) => allowedActions(state, 'supervisor')))).toEqual(
      new Set(['call-off']),
    );
  });

  test('a refused command changes nothing and says in which state it was', () => {
    const on = caseIn('producing');
    const { application, events, refusal } = ask(on, { action: 'accept' }, 'clerk');
    expect(application).toEqual(on.application);
    expect(events).toEqual([]);
    expect(refusal).toEqual({ code: 'action-not-allowed', slots: { state: '制作中' } });
  });
});

describe('where actions lead', () => {
  const transitions = RESTING_STATES.flatMap((state) =>
    (Object.keys(LIFECYCLE[state].actions) as Action[]).map((action) => ({ state, action })),
  );

  test.each(transitions)('$action in $state ends in exactly the states of its row', ({ state, action }) => {
    const row = transitionOf(state, action);
    const ends = new Set<ApplicationState>();
    for (const on of casesIn(state)) {
      // Where nothing is delivered there is no way of delivery to change.
      if (action === 'change-delivery' && on.application.delivery === null) continue;
      for (const played of [on, owingSomething(on)]) {
        for (const command of commandsFor(action, played)) {
          const { application, events, refusal } = ask(played, command);
          // A number that is taken counts all the same, and is refused.
          if (refusal?.code !== 'number-not-available') expect(refusal).toBeNull();
          // What is no news, such as the number of no parcel of ours, leads nowhere.
          if (events.length > 0 || row.to.includes(state)) ends.add(application.state);
        }
      }
    }
    expect([...ends].sort()).toEqual([...row.to].sort());
  });

  test('no state is out of reach', () => {
    expect(Object.keys(WAYS_INTO).sort()).toEqual([...RESTING_STATES].sort());
    for (const state of RESTING_STATES) {
      expect(casesIn(state).map(({ application }) => application.state)).toEqual(
        WAYS_INTO[state].map(() => state),
      );
    }
    expect(collectedCase().application.state).toBe('collected');
  });
});

describe('the log is the truth', () => {
  test.each(RESTING_STATES)('%s: the fold of the events is the case, without gaps', (state) => {
    for (const { application, events } of casesIn(state)) {
      expect(fold(events)).toEqual(application);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      expect(application.version).toBe(events.length);
    }
  });

  test.each(RESTING_STATES)('%s: deciding is pure', (state) => {
    for (const on of casesIn(state)) {
      const before = structuredClone(on);
      for (const action of ACTIONS) {
        for (const command of commandsFor(action, on)) expect(ask(on, command)).toEqual(ask(on, command));
      }
      expect(goOn(on, rings)).toEqual(goOn(on, rings));
      expect(on).toEqual(before);
    }
  });
});

describe('what a state asks for', () => {
  test.each(STATES)('%s: open only between submission and end', (state) => {
    const { open, effects, alarmAt, seq } = react(caseIn(state).application);
    const { stage, task } = LIFECYCLE[state];
    expect(open).toBe(stage !== 'draft' && stage !== 'ended');
    expect(seq).toBe(caseIn(state).application.version);
    if (!open) expect({ effects, alarmAt, task }).toEqual({ effects: [], alarmAt: null, task: null });
  });

  test('every open state waits for somebody: a person, an effect or an alarm', () => {
    for (const state of RESTING_STATES) {
      for (const { application } of casesIn(state)) {
        const { open, effects, alarmAt } = react(application);
        if (open) expect([state, taskOf(application) ?? effects[0] ?? alarmAt]).not.toEqual([state, null]);
      }
    }
  });

  test('a task belongs to somebody who can act on it', () => {
    for (const state of STATES) {
      if (LIFECYCLE[state].task === null) continue;
      const staff = (['clerk', 'reviewer', 'production', 'dispatch'] as const).filter(
        (role) => allowedActions(state, role).length > 0,
      );
      expect([state, staff.length]).toEqual([state, 1]);
    }
  });
});
