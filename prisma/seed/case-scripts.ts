// How far an application of the register has come, and the steps that brought it there.
import type { ParcelReport } from '../../domain/application/events.ts';
import { addMinutes, type Instant } from '../../domain/calendar/local-date.ts';
import type { OfficeCalendar } from '../../domain/calendar/office-calendar.ts';
import type { Chance } from './chance.ts';

export type Step =
  | {
      readonly do:
        | 'submit'
        | 'request-supplement'
        | 'resubmit'
        | 'accept'
        | 'approve'
        | 'apply'
        | 'produce'
        | 'order-parcel'
        | 'dispatch';
    }
  | { readonly do: 'report'; readonly report: ParcelReport };

export interface TimedStep {
  readonly step: Step;
  readonly at: Instant;
}

/** `needs` says which cases can come so far. */
export interface CaseScript {
  readonly weight: number;
  readonly needs: 'anything' | 'goods' | 'post' | 'pickup' | 'hand-back';
  readonly steps: readonly Step[];
}

const step = (name: Exclude<Step['do'], 'report'>): Step => ({ do: name });
const report = (said: ParcelReport): Step => ({ do: 'report', report: said });

const SUBMITTED = [step('submit')];
const SUPPLEMENT = [...SUBMITTED, step('request-supplement')];
const ACCEPTED = [...SUBMITTED, step('accept')];
const PRODUCING = [...ACCEPTED, step('approve'), step('apply')];
const MADE = [...PRODUCING, step('produce')];
const PRODUCED = [...MADE, step('order-parcel')];
const DISPATCHED = [...PRODUCED, step('dispatch')];
const MOVING = [...DISPATCHED, report('picked-up'), report('in-transit')];

export const CASE_SCRIPTS: readonly CaseScript[] = [
  { weight: 34, needs: 'anything', steps: SUBMITTED },
  { weight: 7, needs: 'anything', steps: SUPPLEMENT },
  { weight: 4, needs: 'anything', steps: [...SUPPLEMENT, step('resubmit')] },
  { weight: 13, needs: 'anything', steps: ACCEPTED },
  { weight: 12, needs: 'goods', steps: PRODUCING },
  { weight: 9, needs: 'post', steps: PRODUCED },
  { weight: 5, needs: 'post', steps: DISPATCHED },
  { weight: 8, needs: 'post', steps: MOVING },
  { weight: 2, needs: 'post', steps: [...MOVING, report('failed')] },
  { weight: 2, needs: 'post', steps: [...MOVING, report('failed'), report('returned')] },
  { weight: 1, needs: 'post', steps: [...MOVING, report('lost')] },
  { weight: 2, needs: 'hand-back', steps: [...MOVING, report('delivered')] },
  { weight: 6, needs: 'pickup', steps: MADE },
];

/** What only machines do comes at once; people keep office hours; the courier drives through the night. */
function next(after: Instant, { do: doing }: Step, calendar: OfficeCalendar, chance: Chance): Instant {
  switch (doing) {
    case 'apply':
    case 'order-parcel':
      return addMinutes(after, chance.int(1, 40) / 60);
    case 'submit':
      return after;
    case 'resubmit':
    case 'report':
      return addMinutes(after, chance.int(30, 480));
    case 'request-supplement':
    case 'accept':
    case 'approve':
    case 'produce':
    case 'dispatch':
      return calendar.addOfficeMinutes(after, chance.int(5, 90));
  }
}

const DAY_MINUTES = 1440;
const TRIES = 12;

/** Times for the steps, such that the last lies before `until`: mostly hours ago, for some cases days. */
export function timeSteps(
  steps: readonly Step[],
  { calendar, chance, until }: { calendar: OfficeCalendar; chance: Chance; until: Instant },
): readonly TimedStep[] {
  const waited = chance.happens(0.85) ? chance.int(2, 16 * 60) : chance.int(DAY_MINUTES, 6 * DAY_MINUTES);
  let begin = addMinutes(until, -waited - (steps.length - 1) * 120);
  for (let tried = 0; tried < TRIES; tried += 1) {
    const timed = timesFrom(begin, steps, calendar, chance);
    const last = timed.at(-1);
    if (last && last.at <= until) return timed;
    begin = addMinutes(begin, -DAY_MINUTES);
  }
  throw new Error('no time for the steps of a case');
}

function timesFrom(
  begin: Instant,
  steps: readonly Step[],
  calendar: OfficeCalendar,
  chance: Chance,
): readonly TimedStep[] {
  let at = begin;
  return steps.map((each) => {
    at = next(at, each, calendar, chance);
    return { step: each, at };
  });
}
