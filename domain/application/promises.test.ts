// The clocks of a case: what was promised, when it was kept, and what was raised on the way.
import { CalendarError } from '../calendar/calendar-error.ts';
import type { Instant } from '../calendar/local-date.ts';
import type { ClockKind } from '../promises/policies.ts';
import type { ApplicationEvent } from './events.ts';
import { react } from './react.ts';
import {
  ask,
  at,
  does,
  goOn,
  later,
  local,
  PICKUP,
  PICKUP_CODE,
  type PlayedCase,
  POST,
  play,
  playFrom,
  posts,
  raised,
  reports,
  rings,
  rungsOf,
  submits,
  supplementing,
  toProduction,
  tries,
  typesOf,
} from './testing/played-case.ts';

const clock = (on: PlayedCase, kind: ClockKind) => {
  const found = on.application.clocks[kind];
  if (!found) throw new Error(`no ${kind} clock`);
  return found;
};
const outcome = (on: PlayedCase, kind: ClockKind) => clock(on, kind).outcome;
const stateOf = (on: PlayedCase) => on.application.state;
const accept = does({ action: 'accept' });
const resubmit = does({ action: 'resubmit', gate: null });

/** What a decision brought about, without what came before it. */
function newEvents(before: PlayedCase, after: PlayedCase): readonly ApplicationEvent[] {
  return after.events.slice(before.events.length);
}

describe('acceptance within one working day', () => {
  const submitted = play(submits());

  test('is due at closing time of the first working day after', () => {
    expect(clock(submitted, 'acceptance').dueAt).toBe(local('2015-11-03T17:30'));
    const friday = playFrom(local('2015-11-06T20:00'), 'L-POST', submits());
    expect(clock(friday, 'acceptance').dueAt).toBe(local('2015-11-09T17:30'));
  });

  test.each([
    ['an hour later', '2015-11-02T10:00', 'kept', []],
    ['after half of the time', '2015-11-03T09:30', 'kept', ['half']],
    ['exactly at 17:30', '2015-11-03T17:30', 'kept', ['half', 'at-risk']],
    ['a millisecond late', '2015-11-03T17:30:00.001', 'breached', ['half', 'at-risk', 'breach']],
    [
      'three days late',
      '2015-11-06T17:30',
      'breached',
      ['half', 'at-risk', 'breach', 'overdue-1', 'overdue-2', 'overdue-3'],
    ],
  ])('accepted %s', (_, moment, expected, rungs) => {
    const before = { ...submitted, now: local(moment) };
    const accepted = goOn(before, accept);
    expect(outcome(accepted, 'acceptance')).toBe(expected);
    expect(raised(accepted, 'acceptance')).toEqual(rungs);
    // Whoever notices first: the breach is written by the late decision itself, before it.
    expect(typesOf(newEvents(before, accepted))).toEqual([
      ...rungs.map(() => 'rung-raised'),
      'clock-stopped',
      'accepted',
      'clock-started',
    ]);
  });

  test('what time brings about is nobody’s action', () => {
    const late = goOn(submitted, at('2015-11-03T18:00'), accept);
    const byTime = late.events.filter(({ type }) => type === 'rung-raised');
    expect(byTime.map((event) => event.type === 'rung-raised' && event.dueAt)).toEqual([
      local('2015-11-03T08:45'),
      local('2015-11-03T15:00'),
      local('2015-11-03T17:30'),
    ]);
  });

  test('a refused decision still keeps what time has brought about', () => {
    const late = goOn(submitted, at('2015-11-03T18:00'), tries({ action: 'approve' }, 'clerk'));
    expect(raised(late, 'acceptance')).toEqual(['half', 'at-risk', 'breach']);
    expect(stateOf(late)).toBe('submitted');
  });

  test('the alarm and the decision raise nothing twice, in either order', () => {
    const alarmFirst = goOn(submitted, at('2015-11-03T18:00'), rings, rings, accept, rings);
    const decisionFirst = goOn(submitted, at('2015-11-03T18:00'), accept, rings);
    expect(rungsOf(alarmFirst)).toEqual(rungsOf(decisionFirst));
    expect(rungsOf(alarmFirst)).toEqual(['acceptance/1/half', 'acceptance/1/at-risk', 'acceptance/1/breach']);
  });

  test('the alarm stands at the next rung, just after due for the breach, then daily', () => {
    const alarms: (Instant | null)[] = [];
    let on = submitted;
    for (let rung = 0; rung < 5; rung += 1) {
      const { alarmAt } = react(on.application);
      alarms.push(alarmAt);
      if (alarmAt) on = goOn({ ...on, now: alarmAt }, rings);
    }
    expect(alarms).toEqual([
      local('2015-11-03T08:45'),
      local('2015-11-03T15:00'),
      local('2015-11-03T17:30:00.001'),
      local('2015-11-04T17:30'),
      local('2015-11-05T17:30'),
    ]);
  });

  test('not accepted late is a breach too, withdrawn in time is none', () => {
    const decline = does({ action: 'decline', reason: 'beyond-authority', note: '' });
    expect(outcome(goOn(submitted, at('2015-11-03T18:00'), decline), 'acceptance')).toBe('breached');
    expect(outcome(goOn(submitted, does({ action: 'withdraw' })), 'acceptance')).toBe('void');
    const late = goOn(submitted, at('2015-11-03T18:00'), does({ action: 'withdraw' }));
    expect(outcome(late, 'acceptance')).toBe('breached');
  });

  test('a date beyond the calendar is refused by the calendar, not guessed', () => {
    const early = () => playFrom(local('2014-12-30T09:00'), 'L-POST', submits());
    expect(early).toThrow(CalendarError);
  });
});

describe('supplement', () => {
  // From Monday 09:00 to Tuesday 17:30 there are 750 office minutes.
  test.each([
    ['49 %', '2015-11-03T08:37', []],
    ['99 %', '2015-11-03T17:22', ['half', 'at-risk']],
    ['100 %', '2015-11-03T17:30', ['half', 'at-risk']],
  ])('asked for at %s of the acceptance clock stops it and starts it anew', (_, moment, rungs) => {
    const paused = play(submits(), at(moment), does(supplementing()));
    expect(rungsOf(paused)).toEqual(rungs.map((rung) => `acceptance/1/${rung}`));
    expect(clock(paused, 'acceptance').status).toBe('paused');
    const whileWaiting = goOn(paused, at('2015-11-13T10:00'), rings);
    expect(raised(whileWaiting, 'acceptance')).toEqual(rungs);
    const again = goOn(whileWaiting, resubmit);
    expect(clock(again, 'acceptance')).toMatchObject({
      status: 'running',
      round: 2,
      raised: [],
      dueAt: local('2015-11-16T17:30'),
    });
    expect(outcome(goOn(again, at('2015-11-16T17:30'), accept), 'acceptance')).toBe('kept');
  });

  test('asked for after the due instant comes too late: the breach is written first', () => {
    const late = play(submits(), at('2015-11-03T17:31'), does(supplementing()));
    expect(rungsOf(late)).toEqual(['acceptance/1/half', 'acceptance/1/at-risk', 'acceptance/1/breach']);
    expect(stateOf(late)).toBe('supplement');
  });

  test('five rounds: each has ladders of its own', () => {
    let on = play(submits());
    for (let round = 1; round <= 5; round += 1) {
      on = goOn(on, later(30 * 60), does(supplementing(3)), later(3 * 24 * 60), resubmit);
      expect(clock(on, 'acceptance').round).toBe(round + 1);
      expect(clock(on, 'supplement').round).toBe(round);
    }
    expect(on.application.supplementRounds).toBe(5);
    expect(new Set(rungsOf(on)).size).toBe(rungsOf(on).length);
    expect(rungsOf(on).filter((rung) => rung.startsWith('supplement')).length).toBe(5);
    const accepted = goOn(on, later(60), accept);
    expect(outcome(accepted, 'acceptance')).toBe('kept');
  });

  test('nothing supplemented in time ends the case without acceptance', () => {
    const waiting = play(submits(), does(supplementing(3)));
    expect(clock(waiting, 'supplement').dueAt).toBe(local('2015-11-05T17:30'));
    expect(stateOf(goOn(waiting, at('2015-11-05T17:30'), rings))).toBe('supplement');
    const lapsed = goOn(waiting, at('2015-11-05T17:30:00.001'), rings);
    expect(lapsed.application).toMatchObject({
      state: 'not-accepted',
      ending: { reason: 'supplement-overdue', note: '' },
      closedAt: local('2015-11-05T17:30:00.001'),
    });
    expect(outcome(lapsed, 'supplement')).toBe('lapsed');
    expect(outcome(lapsed, 'acceptance')).toBe('void');
    expect(react(lapsed.application)).toMatchObject({ open: false, alarmAt: null, effects: [] });
  });

  test('the applicant’s own late answer finds the case closed', () => {
    const waiting = play(submits(), does(supplementing(3)), at('2015-11-06T09:00'));
    const { refusal, application } = ask(waiting, { action: 'resubmit', gate: null });
    expect(refusal).toEqual({ code: 'application-closed' });
    expect(application.state).toBe('not-accepted');
  });

  test('without a known reason or without items nothing is asked', () => {
    const on = play(submits());
    expect(
      ask(on, { ...supplementing(), action: 'request-supplement', reason: 'mood', items: [], workdays: 3 }),
    ).toMatchObject({
      refusal: { code: 'reason-unknown' },
      events: [],
    });
    expect(
      ask(on, { action: 'request-supplement', reason: 'documents-incomplete', items: [], workdays: 3 }),
    ).toMatchObject({ refusal: { code: 'supplement-items-missing' }, events: [] });
  });

  test('a re-submission that fails the gate leaves the supplement open', () => {
    const on = play(submits(), does(supplementing()));
    const { refusal, application } = ask(on, { action: 'resubmit', gate: { code: 'document-missing' } });
    expect(refusal?.code).toBe('document-missing');
    expect(application).toEqual(on.application);
  });
});

describe('fee', () => {
  const awaiting = play(submits(POST, 10_000));
  const pay = does({ action: 'confirm-fee', amountFen: 10_000 });

  test('counts as submitted when it is paid', () => {
    expect(stateOf(awaiting)).toBe('awaiting-fee');
    expect(awaiting.application.submittedAt).toBeNull();
    expect(react(awaiting.application).effects).toEqual(['request-fee']);
    const paid = goOn(awaiting, later(20), does({ action: 'record-fee-order', orderNo: 'FEE-1' }), pay);
    expect(paid.application).toMatchObject({
      state: 'submitted',
      submittedAt: local('2015-11-02T09:20'),
      delivery: POST,
      effects: [],
    });
    expect(outcome(paid, 'payment')).toBe('kept');
    expect(rungsOf(paid)).toEqual(['payment/1/half']);
  });

  test('another amount than asked for is refused', () => {
    const { refusal, events } = ask(awaiting, { action: 'confirm-fee', amountFen: 9_999 });
    expect(refusal).toEqual({ code: 'fee-amount-differs', slots: { expected: '10000', paid: '9999' } });
    expect(events).toEqual([]);
  });

  test('in the thirtieth minute it is still in time', () => {
    const paid = goOn(awaiting, at('2015-11-02T09:30'), pay);
    expect([stateOf(paid), outcome(paid, 'payment')]).toEqual(['submitted', 'kept']);
  });

  test('unpaid it goes back to a draft that may be submitted again, also twice', () => {
    let on = awaiting;
    for (let round = 1; round <= 2; round += 1) {
      on = goOn(on, later(31), rings);
      // The payment order says whether it was paid; time alone does not.
      expect([stateOf(on), react(on.application).alarmAt]).toEqual(['awaiting-fee', null]);
      on = goOn(on, does({ action: 'lapse-fee' }));
      expect(stateOf(on)).toBe('draft');
      expect(react(on.application)).toMatchObject({ open: false, effects: [], alarmAt: null });
      expect(ask(on, { action: 'confirm-fee', amountFen: 10_000 }, 'system').refusal?.code).toBe(
        'action-not-allowed',
      );
      on = goOn(on, later(24 * 60), submits(POST, 10_000));
      expect(on.application.effectRounds['request-fee']).toBe(round + 1);
    }
    const paid = goOn(on, pay);
    expect(rungsOf(paid)).toEqual(
      [1, 2].flatMap((round) => ['half', 'at-risk', 'lapse'].map((rung) => `payment/${round}/${rung}`)),
    );
    expect(clock(paid, 'acceptance').startedAt).toBe(paid.now);
  });
});

describe('delivery after acceptance', () => {
  test.each([
    ['city', 1, '2015-11-07'],
    ['province', 2, '2015-11-08'],
    ['interprovince', 3, '2015-11-09'],
  ] as const)('%s: %d days, weekends included, to the end of the day', (zone, _, day) => {
    const accepted = playFrom(
      local('2015-11-05T20:00'),
      'L-POST',
      submits({ mode: 'post', zone }),
      at('2015-11-06T17:30'),
      accept,
    );
    const dueAt = local(`${day}T23:59:59.999`);
    expect(clock(accepted, 'delivery').dueAt).toBe(dueAt);
    const onItsWay = goOn(
      accepted,
      does({ action: 'approve' }),
      does({ action: 'record-register', produces: true }),
      does({ action: 'complete-production' }),
      posts(1),
    );
    const inTime = goOn(onItsWay, at(dueAt), reports('delivered'));
    expect([stateOf(inTime), outcome(inTime, 'delivery')]).toEqual(['done', 'kept']);
    const late = goOn(onItsWay, at(dueAt), later(1), reports('delivered'));
    expect([stateOf(late), outcome(late, 'delivery')]).toEqual(['done', 'breached']);
    expect(raised(late, 'delivery')).toEqual(['half', 'at-risk', 'breach']);
  });

  test('it counts from the real acceptance, however late that was', () => {
    const late = play(submits(), at('2015-11-05T10:00'), accept);
    expect(clock(late, 'delivery').dueAt).toBe(local('2015-11-06T23:59:59.999'));
  });

  test('refused after acceptance, nothing is promised any more', () => {
    const refused = play(submits(), accept, does({ action: 'refuse', reason: 'status-changed', note: '' }));
    expect(outcome(refused, 'delivery')).toBe('void');
    expect(
      outcome(
        play(submits(PICKUP), accept, does({ action: 'refuse', reason: 'status-changed', note: '' })),
        'pickup-ready',
      ),
    ).toBe('void');
  });
});

describe('pickup', () => {
  const ready = play(
    submits(PICKUP),
    ...toProduction,
    at('2015-11-03T16:00'),
    does({ action: 'complete-production' }),
  );

  test('is ready by closing time of the next working day and kept for thirty days', () => {
    expect(clock(ready, 'pickup-ready')).toMatchObject({ dueAt: local('2015-11-03T17:30'), outcome: 'kept' });
    expect(clock(ready, 'pickup-keep').dueAt).toBe(local('2015-12-03T23:59:59.999'));
    expect(ready.application).toMatchObject({ state: 'ready-for-pickup', pickupCode: PICKUP_CODE });
  });

  test('reminds twice, then ends as uncollected', () => {
    const on = goOn(
      ready,
      at('2015-11-18T21:00'),
      rings,
      at('2015-11-28T21:00'),
      rings,
      at('2015-12-03T23:59:59.999'),
      rings,
    );
    expect(stateOf(on)).toBe('ready-for-pickup');
    expect(raised(on, 'pickup-keep')).toEqual(['half', 'at-risk']);
    const lapsed = goOn(on, at('2015-12-04T00:00'), rings);
    expect(lapsed.application).toMatchObject({ state: 'uncollected', closedAt: local('2015-12-04T00:00') });
    expect(outcome(lapsed, 'pickup-keep')).toBe('lapsed');
  });

  test('on the last evening it is still handed over', () => {
    const handed = goOn(
      ready,
      at('2015-12-03T23:59:59.999'),
      does({ action: 'hand-over', pickupCode: PICKUP_CODE, handedBack: true }),
    );
    expect([stateOf(handed), outcome(handed, 'pickup-keep')]).toEqual(['done', 'kept']);
    expect(handed.application.deliveredAt).toBe(handed.now);
  });

  test('needs the code, and the old piece where one is owed', () => {
    const handOver = { action: 'hand-over', pickupCode: PICKUP_CODE, handedBack: false } as const;
    expect(ask(ready, { ...handOver, pickupCode: '000000' }).refusal?.code).toBe('pickup-code-wrong');
    const owing = { ...ready, circumstances: { handBack: { code: 'old-plate-not-returned' } as const } };
    expect(ask(owing, handOver).refusal).toEqual({ code: 'old-plate-not-returned', pointer: '/handedBack' });
    expect(ask(owing, { ...handOver, handedBack: true }).application.state).toBe('done');
  });

  test('ready too late is a breach', () => {
    const late = play(
      submits(PICKUP),
      ...toProduction,
      at('2015-11-03T17:31'),
      does({ action: 'complete-production' }),
    );
    expect(outcome(late, 'pickup-ready')).toBe('breached');
  });
});
