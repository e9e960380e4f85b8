// The clock against a slow second reading of the rules that walks minute by minute and shares no arithmetic with it.
import fc from 'fast-check';
import { trialCalendarData } from '../calendar/fixtures/trial-calendar.ts';
import type { Instant } from '../calendar/local-date.ts';
import { toInstant } from '../calendar/local-date.ts';
import { officeCalendar } from '../calendar/office-calendar.ts';
import type { Clock, RungName } from './clock.ts';
import { pauseClock, resumeClock, startClock, stopClock } from './clock.ts';
import type { ClockKind } from './policies.ts';
import { dueRungs, nextRungAt, raiseRung } from './rungs.ts';

const calendar = officeCalendar(trialCalendarData);
const ORIGIN_MS = Date.UTC(2014, 11, 31, 16); // 2015-01-01 00:00 local
const MINUTES = 2 * 365 * 1440;
const DAY = 1440;

const at = (minute: number): Instant => toInstant(ORIGIN_MS + Math.round(minute * 60_000));
const minuteOf = (instant: Instant): number => (Date.parse(instant) - ORIGIN_MS) / 60_000;

// Office minutes, one byte each, from the bare tables.
const open = new Uint8Array(MINUTES);
for (let day = 0; day < MINUTES / DAY; day++) {
  const utc = new Date(Date.UTC(2015, 0, 1 + day));
  const iso = utc.toISOString().slice(0, 10);
  const weekend = utc.getUTCDay() === 0 || utc.getUTCDay() === 6;
  const works = iso in trialCalendarData.makeUpDays || (!weekend && !(iso in trialCalendarData.holidays));
  for (let m = 0; m < DAY; m++)
    open[day * DAY + m] = works && ((m >= 510 && m < 720) || (m >= 870 && m < 1050)) ? 1 : 0;
}

interface Model {
  startedAt: number;
  dueAt: number;
  rungs: Map<RungName, number>;
  raised: Set<RungName>;
  stands: [number, number][];
}

const KINDS = {
  acceptance: { office: true, restart: true, last: 'breach' },
  delivery: { office: false, restart: false, last: 'breach' },
  'pickup-ready': { office: true, restart: false, last: 'breach' },
  supplement: { office: true, restart: false, last: 'lapse' },
  payment: { office: false, restart: false, last: 'lapse' },
} as const;
type ModelKind = keyof typeof KINDS;

function walk(office: boolean, from: number, amount: number): number {
  if (amount === 0) return from;
  if (!office) return from + amount;
  let minute = from;
  let left = amount;
  for (;;) {
    const next = Math.floor(minute) + 1;
    const usable = open[Math.floor(minute)] === 1 ? next - minute : 0;
    if (usable >= left - 1e-9) return minute + left;
    left -= usable;
    minute = next;
  }
}

function count(office: boolean, from: number, to: number): number {
  if (!office) return to - from;
  let total = 0;
  for (let minute = from; minute < to; minute++) total += open[minute] ?? 0;
  return total;
}

function begin(kind: ModelKind, limit: number, start: number): Model {
  const { office, last } = KINDS[kind];
  const day = Math.floor(start / DAY);
  let dueAt = start + limit;
  if (kind === 'delivery') dueAt = (day + limit + 1) * DAY - 1 / 60_000;
  if (office) {
    let dueDay = day;
    for (let left = limit; left > 0; ) {
      dueDay += 1;
      if (open[dueDay * DAY + 600] === 1) left -= 1;
    }
    dueAt = dueDay * DAY + 1050;
  }
  const total = count(office, start, dueAt);
  const rungs = new Map<RungName, number>([
    ['half', walk(office, start, total * 0.5)],
    ['at-risk', walk(office, start, total * 0.8)],
    [last, dueAt],
  ]);
  return { startedAt: start, dueAt, rungs, raised: new Set(), stands: [] };
}

function resume(kind: ModelKind, limit: number, model: Model, from: number, to: number): Model {
  const { office, restart } = KINDS[kind];
  if (restart) return { ...begin(kind, limit, to), stands: [...model.stands, [from, to]] };
  const spent = count(office, from, to);
  const rungs = new Map<RungName, number>();
  for (const [name, rung] of model.rungs) {
    const passed =
      model.raised.has(name) ||
      (name === 'breach' || name === 'lapse' ? from > rung + 1e-7 : from >= rung - 1e-7);
    rungs.set(name, passed ? rung : walk(office, rung, spent));
  }
  return { ...model, rungs, dueAt: [...rungs.values()].at(-1) ?? 0, stands: [...model.stands, [from, to]] };
}

function expectedDue(kind: ModelKind, model: Model, now: number): RungName[] {
  const { last } = KINDS[kind];
  const names: RungName[] = [];
  for (const [name, rung] of model.rungs)
    if (name === last ? now > rung + 1e-7 : now >= rung - 1e-7) names.push(name);
  if (last === 'breach') {
    for (let day = 1; model.dueAt + day * DAY <= now + 1e-7; day++) {
      const moment = model.dueAt + day * DAY;
      if (!model.stands.some(([from, to]) => from < moment && moment < to)) names.push(`overdue-${day}`);
    }
  }
  return names.filter((name) => !model.raised.has(name));
}

function expectSame(clock: Clock, model: Model): void {
  expect(minuteOf(clock.dueAt)).toBeCloseTo(model.dueAt, 4);
  expect(clock.rungs.map(({ name }) => name)).toEqual([...model.rungs.keys()]);
  for (const rung of clock.rungs)
    expect(minuteOf(rung.at)).toBeCloseTo(model.rungs.get(rung.name) ?? Number.NaN, 4);
  const instants = clock.rungs.map((rung) => rung.at);
  expect(instants).toEqual([...new Set(instants)].sort());
}

const limits = { acceptance: 3, delivery: 3, 'pickup-ready': 2, supplement: 5, payment: 60 } as const;
const kindAndLimit = fc
  .constantFrom(...(Object.keys(KINDS) as ModelKind[]))
  .chain((kind) => fc.tuple(fc.constant(kind), fc.integer({ min: 1, max: limits[kind] })));
// Waits reach over nights, weekends and holidays; ticks come late, or not at all before the next pause.
const wait = fc.oneof(
  fc.integer({ min: 0, max: 200 }),
  fc.integer({ min: 0, max: 3 * DAY }),
  fc.integer({ min: 0, max: 9 * DAY }),
);
const round = fc.record({ tickAfter: wait, ticks: fc.boolean(), pauseAfter: wait, pausedFor: wait });

test('due instants, rungs and alarms agree through any rounds of ticks and pauses', () => {
  fc.assert(
    fc.property(
      kindAndLimit,
      fc.integer({ min: 10 * DAY, max: MINUTES - 150 * DAY }),
      fc.array(round, { maxLength: 5 }),
      wait,
      ([kind, limit], start, rounds, rest) => {
        let clock = startClock(kind satisfies ClockKind, limit, at(start), calendar);
        let model = begin(kind, limit, start);
        let now = start;
        let everRaised: string[] = [];
        const tick = (): void => {
          const due = dueRungs(clock, at(now)).map(({ name }) => name);
          expect(due).toEqual(expectedDue(kind, model, now));
          for (const name of due) {
            const alarm = nextRungAt(clock);
            expect(alarm !== null && alarm <= at(now)).toBe(true);
            clock = raiseRung(clock, name);
            model.raised.add(name);
          }
          everRaised = [...everRaised, ...due.map((name) => `${clock.round}/${name}`)];
          const next = nextRungAt(clock);
          expect(next === null || next > at(now)).toBe(true);
        };
        for (const step of rounds) {
          now += step.tickAfter;
          if (step.ticks) tick();
          now += step.pauseAfter;
          const from = now;
          clock = pauseClock(clock, at(from), '等待');
          expect(dueRungs(clock, at(from + step.pausedFor))).toEqual([]);
          now += step.pausedFor;
          clock = resumeClock(clock, at(now), calendar);
          model = resume(kind, limit, model, from, now);
          expectSame(clock, model);
        }
        now += rest;
        tick();
        expect(new Set(everRaised).size).toBe(everRaised.length);
        const stopped = stopClock(clock, at(now));
        expect(stopped.outcome === 'kept').toBe(now <= model.dueAt + 1e-7);
      },
    ),
    { numRuns: 200 },
  );
});
