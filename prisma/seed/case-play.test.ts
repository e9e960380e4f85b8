// Played cases are what the decider makes of them, step by step.

import { fold } from '../../domain/application/evolve.ts';
import { instantAt, parseLocalDate } from '../../domain/calendar/local-date.ts';
import { officeCalendar } from '../../domain/calendar/office-calendar.ts';
import { getService } from '../../domain/services/index.ts';
import { type CaseGiven, playCase } from './case-play.ts';
import { CASE_SCRIPTS, timeSteps } from './case-scripts.ts';
import { createChance } from './chance.ts';
import { fillForm } from './forms.ts';
import { publishedCalendar } from './holidays.ts';
import { createNumbering } from './numbers.ts';

const calendar = officeCalendar(publishedCalendar(), 'zmd-vmo');
const until = instantAt(parseLocalDate('2015-11-05'), 0);

function given(delivery: CaseGiven['delivery']): CaseGiven {
  const numbers = createNumbering(1);
  return {
    service: getService('plate-replace'),
    applicantId: 'applicant',
    form: fillForm('plate-replace', { today: parseLocalDate('2015-11-03'), licence: null }),
    delivery,
    calendar,
    clerkId: 'clerk',
    productionId: 'production',
    dispatchId: 'dispatch',
    trackingNumber: () => numbers.trackingNumber(),
    pickupCode: '123456',
  };
}

const played = CASE_SCRIPTS.flatMap((script, index) => {
  const chance = createChance(index);
  return Array.from({ length: 20 }, () => {
    const delivery =
      script.needs === 'pickup'
        ? { mode: 'pickup' as const }
        : { mode: 'post' as const, zone: 'city' as const };
    return playCase(given(delivery), timeSteps(script.steps, { calendar, chance, until }), until);
  });
});

test('the fold of all events is the state', () => {
  for (const decisions of played) {
    expect(fold(decisions.flatMap(({ events }) => events))).toEqual(decisions.at(-1)?.after);
  }
});

test('events are numbered without gap and never go back in time', () => {
  for (const decisions of played) {
    const events = decisions.flatMap((decision) => decision.events);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(times.every((at) => at <= until)).toBe(true);
  }
});

test('cases stand in every state in which a case may wait', () => {
  const states = new Set(played.map((decisions) => decisions.at(-1)?.after.state));
  expect([...states].sort()).toEqual(
    [
      ...[
        'accepted',
        'delivered',
        'delivery-failed',
        'dispatched',
        'in-transit',
        'lost',
        'produced',
        'producing',
      ],
      ...['ready-for-pickup', 'returned', 'submitted', 'supplement'],
    ].sort(),
  );
});

test('some promises are broken and their alarms have rung', () => {
  const types = new Set(
    played.flatMap((decisions) => decisions.flatMap(({ events }) => events.map(({ type }) => type))),
  );
  expect(types).toContain('rung-raised');
  expect(types).toContain('tracking-checked');
});
