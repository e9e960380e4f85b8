// Random lives of cases against a second, slow reading of the promises that walks minute by minute and shares no arithmetic.
import fc from 'fast-check';
import { trialCalendarData } from '../calendar/fixtures/trial-calendar.ts';
import { addMinutes, type Instant, toInstant } from '../calendar/local-date.ts';
import type { ClockKind } from '../promises/policies.ts';
import type { Command } from './commands.ts';
import type { ApplicationEvent, Delivery } from './events.ts';
import { fold } from './evolve.ts';
import { type Action, type ApplicationState, findTransition, LIFECYCLE, type Role } from './lifecycle.ts';
import { allowedActions, react, taskOf } from './react.ts';
import { given, goOn, type PlayedCase, playFrom, rings, tries } from './testing/played-case.ts';
import { commandsFor } from './testing/reached.ts';

const ROLES: readonly Role[] = [
  'applicant',
  'clerk',
  'production',
  'dispatch',
  'supervisor',
  'courier',
  'system',
];
const ACTIONS = [...new Set(Object.values(LIFECYCLE).flatMap((row) => Object.keys(row.actions) as Action[]))];

// ------------------------------------------------------------------ the second reading of the promises

const ORIGIN_MS = Date.UTC(2014, 11, 31, 16); // 2015-01-01 00:00 local
const DAY = 1440;
const minuteOf = (at: Instant): number => (Date.parse(at) - ORIGIN_MS) / 60_000;
const instantOf = (minute: number): Instant => toInstant(ORIGIN_MS + Math.round(minute * 60_000));

const open = new Uint8Array(2 * 366 * DAY);
for (let day = 0; day < open.length / DAY; day += 1) {
  const date = new Date(Date.UTC(2015, 0, 1 + day));
  const iso = date.toISOString().slice(0, 10);
  const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  const works = iso in trialCalendarData.makeUpDays || (!weekend && !(iso in trialCalendarData.holidays));
  for (let m = 0; m < DAY; m += 1)
    open[day * DAY + m] = works && ((m >= 510 && m < 720) || (m >= 870 && m < 1050)) ? 1 : 0;
}

/** Promises made later would reach beyond the tables. */
const LAST_MINUTE = 660 * DAY;

interface Rule {
  readonly counts: 'office' | 'days' | 'minutes';
  readonly last: 'breach' | 'lapse';
}
const RULES: Readonly<Record<ClockKind, Rule>> = {
  payment: { counts: 'minutes', last: 'lapse' },
  acceptance: { counts: 'office', last: 'breach' },
  supplement: { counts: 'office', last: 'lapse' },
  delivery: { counts: 'days', last: 'breach' },
  'pickup-ready': { counts: 'office', last: 'breach' },
  'pickup-keep': { counts: 'days', last: 'lapse' },
  'plate-choice': { counts: 'minutes', last: 'lapse' },
  'on-the-spot': { counts: 'days', last: 'breach' },
  issue: { counts: 'office', last: 'breach' },
  waiting: { counts: 'days', last: 'lapse' },
  appointment: { counts: 'days', last: 'lapse' },
  attendance: { counts: 'days', last: 'lapse' },
  result: { counts: 'days', last: 'breach' },
  selection: { counts: 'minutes', last: 'lapse' },
  reservation: { counts: 'office', last: 'lapse' },
  'payment-decision': { counts: 'office', last: 'breach' },
};

function dueOf({ counts }: Rule, start: number, limit: number): number {
  if (counts === 'minutes') return start + limit;
  let day = Math.floor(start / DAY);
  if (counts === 'days') return (day + limit + 1) * DAY - 1 / 60_000;
  for (let left = limit; left > 0; ) {
    day += 1;
    if (open[day * DAY + 600] === 1) left -= 1;
  }
  return day * DAY + 1050;
}

/** The minute at which that share of the time between start and due has passed. */
function shareOf({ counts }: Rule, start: number, due: number, share: number): number {
  if (counts !== 'office') return start + (due - start) * share;
  const usable = (minute: number) => (open[Math.floor(minute)] === 1 ? Math.floor(minute) + 1 - minute : 0);
  let total = 0;
  for (let minute = start; minute < due; minute = Math.floor(minute) + 1) total += usable(minute);
  let left = total * share;
  let minute = start;
  while (usable(minute) < left - 1e-9) {
    left -= usable(minute);
    minute = Math.floor(minute) + 1;
  }
  return minute + left;
}

interface Promised {
  readonly kind: ClockKind;
  readonly round: number;
  readonly due: number;
  readonly rungs: readonly (readonly [string, number])[];
  end: number | null;
  outcome: string | null;
}

const known = new Map<string, Pick<Promised, 'due' | 'rungs'>>();

/** Walking is slow, and a life is read again after each of its steps. */
function ladderOf(kind: ClockKind, limit: number, start: number): Pick<Promised, 'due' | 'rungs'> {
  const key = `${kind}/${limit}/${start}`;
  const found = known.get(key);
  if (found) return found;
  const rule = RULES[kind];
  const due = dueOf(rule, start, limit);
  const rungs = [
    ['half', shareOf(rule, start, due, 0.5)],
    ['at-risk', shareOf(rule, start, due, 0.8)],
    [rule.last, due],
  ] as const;
  known.set(key, { due, rungs });
  return { due, rungs };
}

/** What the events of a life, without those of its clocks, say must have been promised. */
function promisesOf(events: readonly ApplicationEvent[]): readonly Promised[] {
  const all: Promised[] = [];
  let delivery: Delivery | null = null;
  let accepted = false;
  let made = false;

  const running = (kind: ClockKind) => all.findLast((one) => one.kind === kind && one.outcome === null);
  const begin = (kind: ClockKind, limit: number, at: Instant) => {
    const { due, rungs } = ladderOf(kind, limit, minuteOf(at));
    const round = all.filter((one) => one.kind === kind).length + 1;
    all.push({ kind, round, due, rungs, end: null, outcome: null });
  };
  const isLate = ({ due }: Promised, at: number) => at > due + 1e-7;
  const end = (kind: ClockKind, at: Instant, how: 'met' | 'void' | 'paused' = 'met') => {
    const one = running(kind);
    if (!one) return;
    one.end ??= minuteOf(at);
    if (how === 'paused') return;
    const late = RULES[kind].last === 'breach' ? 'breached' : 'lapsed';
    one.outcome = isLate(one, one.end) ? late : how === 'met' ? 'kept' : 'void';
  };
  const promise = (at: Instant) => {
    const days = { city: 1, province: 2, interprovince: 3 };
    if (delivery?.mode === 'post') begin('delivery', days[delivery.zone], at);
    if (delivery?.mode === 'pickup') begin('pickup-ready', 1, at);
  };
  const change = (to: Delivery, at: Instant) => {
    const same = JSON.stringify(to) === JSON.stringify(delivery);
    delivery = to;
    if (!accepted || same) return;
    for (const kind of ['delivery', 'pickup-ready', 'pickup-keep'] as const) end(kind, at, 'void');
    if (to.mode === 'post' || !made) promise(at);
  };

  for (const event of events) {
    const { at } = event;
    switch (event.type) {
      case 'fee-requested':
        delivery = event.delivery;
        begin('payment', 30, at);
        break;
      case 'fee-paid':
        end('payment', at);
        break;
      case 'fee-lapsed':
        end('payment', at, 'void');
        break;
      // The payment order says how it ends; its time is over all the same.
      case 'rung-raised':
        if (event.clock.kind === 'payment' && event.rung === 'lapse') end('payment', at);
        break;
      case 'submitted':
        delivery = event.delivery;
        begin('acceptance', 1, at);
        break;
      case 'supplement-requested':
        end('acceptance', at, 'paused');
        begin('supplement', 10, at);
        break;
      case 'resubmitted': {
        end('supplement', at);
        const before = running('acceptance');
        if (before) before.outcome = 'restarted';
        begin('acceptance', 1, at);
        break;
      }
      case 'supplement-lapsed':
        end('supplement', at);
        end('acceptance', at, 'void');
        break;
      case 'accepted':
        accepted = true;
        end('acceptance', at);
        promise(at);
        break;
      case 'not-accepted':
        end('acceptance', at);
        break;
      case 'withdrawn':
        for (const kind of ['payment', 'acceptance', 'supplement'] as const) end(kind, at, 'void');
        break;
      case 'refused':
        for (const kind of ['delivery', 'pickup-ready'] as const) end(kind, at, 'void');
        break;
      case 'produced':
        made = true;
        break;
      case 'remake-ordered':
        made = false;
        break;
      case 'delivery-changed':
        change(event.delivery, at);
        break;
      case 'ready-for-pickup':
        end('pickup-ready', at);
        begin('pickup-keep', 30, at);
        break;
      case 'parcel-reported':
        if (event.report === 'delivered') end('delivery', event.occurredAt);
        break;
      case 'collected':
      case 'uncollected':
        end('pickup-keep', at);
        break;
      default:
    }
  }
  return all;
}

const isFinal = (name: string) => name === 'breach' || name === 'lapse';
const hasCome = (name: string, at: number, now: number) =>
  isFinal(name) ? now > at + 1e-7 : now >= at - 1e-7;

/** The rungs that must have been raised of a promise by now, with their minutes, in order. */
function expectedRungs({ rungs, due, end }: Promised, now: number): readonly (readonly [string, number])[] {
  const until = end ?? now;
  const come = rungs.filter(([name, at]) => hasCome(name, at, until));
  if (!come.some(([name]) => name === 'breach')) return come;
  const days = Math.floor((until - due + 1e-7) / DAY);
  return [
    ...come,
    ...Array.from({ length: days }, (_, day) => [`overdue-${day + 1}`, due + (day + 1) * DAY] as const),
  ];
}

// ------------------------------------------------------------------ what must hold after every step

function expectSound(on: PlayedCase, decidedAt: readonly Instant[]): void {
  const { application, events } = on;
  const { open: isOpen, alarmAt, effects } = react(application);
  expect(fold(events)).toEqual(application);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  if (!isOpen) {
    expect({ task: taskOf(application), alarmAt, effects }).toEqual({
      task: null,
      alarmAt: null,
      effects: [],
    });
    expect(Object.values(application.clocks).every(({ status }) => status === 'stopped')).toBe(true);
  }

  const promised = promisesOf(events);
  const now = minuteOf(on.now);
  const raisedEvents = events.filter((event) => event.type === 'rung-raised');
  const raised = raisedEvents.map(({ clock, rung }) => `${clock.kind}/${clock.round}/${rung}`);
  const expected = promised.flatMap((one) =>
    expectedRungs(one, now).map(([rung]) => `${one.kind}/${one.round}/${rung}`),
  );
  expect([...raised].sort()).toEqual([...expected].sort());
  expect(new Set(raised).size).toBe(raised.length);

  for (const { kind, round, rungs, due, outcome } of promised) {
    const clock = application.clocks[kind];
    if (clock?.round !== round) continue;
    expect([kind, clock.dueAt]).toEqual([kind, instantOf(due)]);
    expect(clock.rungs.map(({ name }) => name)).toEqual(rungs.map(([name]) => name));
    for (const [index, [, minute]] of rungs.entries())
      expect(minuteOf(clock.rungs[index]?.at ?? on.now)).toBeCloseTo(minute, 4);
    expect([kind, clock.outcome]).toEqual([kind, outcome]);
  }

  // Noticed at the first occasion, neither before nor later.
  for (const { rung, dueAt, at } of raisedEvents) {
    expect(hasCome(rung, minuteOf(dueAt), minuteOf(at))).toBe(true);
    const before = decidedAt.filter((moment) => moment < at).at(-1);
    if (before !== undefined) expect(hasCome(rung, minuteOf(dueAt), minuteOf(before))).toBe(false);
  }
}

function expectAlarm({ application, events }: PlayedCase): void {
  const { open: isOpen, alarmAt } = react(application);
  if (!isOpen) return;
  const running = promisesOf(events).filter(({ end }) => end === null);
  const next = running.map((one) => {
    const raised = application.clocks[one.kind]?.raised ?? [];
    const left = one.rungs.find(([name]) => !raised.some((done) => done === name));
    const overdue = raised.filter((name) => name.startsWith('overdue')).length;
    const [name, at] = left ?? ['overdue', one.due + (overdue + 1) * DAY];
    return at + (isFinal(name) ? 1 / 60_000 : 0);
  });
  const trackAt = application.parcel?.trackAt;
  const first = Math.min(...next, trackAt ? minuteOf(trackAt) : Number.POSITIVE_INFINITY);
  if (Number.isFinite(first)) expect(minuteOf(alarmAt ?? toInstant(0))).toBeCloseTo(first, 4);
  else expect(alarmAt).toBeNull();
}

function verdict(state: ApplicationState, action: Action, role: Role): string | null {
  if (LIFECYCLE[state].stage === 'ended') return 'application-closed';
  const transition = findTransition(state, action);
  if (!transition) return 'action-not-allowed';
  return transition.by.includes(role) ? null : 'not-permitted';
}

// ------------------------------------------------------------------ random lives

interface Step {
  readonly minutes: number;
  readonly chance: number;
  readonly isWild: boolean;
}

const wait = fc.oneof(
  { weight: 3, arbitrary: fc.nat(40) },
  { weight: 3, arbitrary: fc.nat(600) },
  { weight: 2, arbitrary: fc.nat(2 * DAY) },
  { weight: 1, arbitrary: fc.nat(12 * DAY) },
  { weight: 1, arbitrary: fc.constant(31 * DAY) },
);
const step = fc.record({ minutes: wait, chance: fc.nat(), isWild: fc.boolean() });
const ENDINGS: ReadonlySet<Action> = new Set(['withdraw', 'decline', 'refuse', 'hand-over']);

/** Mostly what somebody may do now; what ends a case only now and then. */
function chooses({ chance, isWild }: Step, { application: { state } }: PlayedCase): readonly [Action, Role] {
  const wild = [
    ACTIONS[chance % ACTIONS.length] ?? 'submit',
    ROLES[(chance >>> 8) % ROLES.length] ?? 'system',
  ] as const;
  if (isWild && chance % 3 === 0) return wild;
  const legal = ROLES.flatMap((role) => allowedActions(state, role).map((action) => [action, role] as const));
  const likely = legal.filter(([action]) => !ENDINGS.has(action) || chance % 11 === 0);
  return likely[chance % Math.max(1, likely.length)] ?? wild;
}

const seen = new Set<string>();

test('whatever happens, moves are legal, promises are as promised and nothing is raised twice or missed', () => {
  const start = fc.integer({ min: 20 * DAY, max: 300 * DAY });
  fc.assert(
    fc.property(
      start,
      fc.boolean(),
      fc.array(step, { minLength: 6, maxLength: 30 }),
      (begins, owes, steps) => {
        let on = goOn(
          playFrom(instantOf(begins), 'L-POST'),
          given({ handBack: owes ? { code: 'old-plate-not-returned' } : null }),
        );
        const decidedAt: Instant[] = [on.now];
        for (const one of steps) {
          on = { ...on, now: addMinutes(on.now, one.minutes) };
          if (minuteOf(on.now) > LAST_MINUTE) return;
          decidedAt.push(on.now);
          const settled = goOn(on, rings);
          const [action, role] = chooses(one, settled);
          const { state } = settled.application;
          const commands: readonly Command[] = commandsFor(action, settled);
          const command = commands[(one.chance >>> 12) % commands.length];
          if (!command) continue;
          const after = goOn(on, tries(command, role));
          const before = on.events.length;
          const acted = after.events
            .slice(before)
            .some((event) => event.action === action && event.type !== 'rung-raised');
          const refused = verdict(state, action, role);
          if (refused !== null) expect(after.application).toEqual(asDecidedBy(settled, after).application);
          else if (acted) expect(findTransition(state, action)?.to).toContain(after.application.state);
          on = after;
          expectSound(on, decidedAt);
          expectAlarm(on);
          seen.add(on.application.state);
        }
      },
    ),
    { numRuns: 120 },
  );
  // The walk is wide enough to mean something.
  expect(seen.size).toBeGreaterThan(15);
});

/** A refused command leaves what the passing of time alone would have. */
function asDecidedBy(settled: PlayedCase, after: PlayedCase): PlayedCase {
  expect(after.events.map(({ type }) => type)).toEqual(settled.events.map(({ type }) => type));
  return settled;
}
