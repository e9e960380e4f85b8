// What happens to a parcel, told well or badly, and the ways round a parcel.
import { addMinutes } from '../calendar/local-date.ts';
import type { Command } from './commands.ts';
import type { Delivery } from './events.ts';
import { react, taskOf } from './react.ts';
import {
  ask,
  at,
  does,
  given,
  goOn,
  later,
  local,
  PICKUP,
  type PlayedCase,
  POST,
  play,
  posts,
  reports,
  rings,
  rungsOf,
  submits,
  toProduction,
  tracking,
  tries,
  typesOf,
} from './testing/played-case.ts';
import { casesIn } from './testing/reached.ts';

const make = does({ action: 'complete-production' });
const produced = play(submits(), ...toProduction, make);
const ordered = goOn(produced, does({ action: 'record-parcel', trackingNumber: tracking(1) }));
const dispatched = goOn(produced, posts(1));
const changing = (delivery: Delivery): Command => ({ action: 'change-delivery', delivery });
const stateOf = (on: PlayedCase) => on.application.state;
const parcelOf = (on: PlayedCase) => {
  if (!on.application.parcel) throw new Error('no parcel');
  return on.application.parcel;
};

describe('posting', () => {
  test('asks the courier for a parcel once', () => {
    expect(react(produced.application).effects).toEqual(['order-parcel']);
    expect(react(ordered.application).effects).toEqual([]);
    expect(taskOf(produced.application)).toBe('dispatch');
  });

  test('goes with the courier’s number, or with one written by hand', () => {
    expect(parcelOf(dispatched).trackingNumber).toBe(tracking(1));
    const refused = goOn(produced, does({ action: 'record-parcel', orderRefused: 'address-refused' }));
    expect(parcelOf(refused).orderRefused).toBe('address-refused');
    const dispatch = { action: 'dispatch', trackingNumber: null } as const;
    expect(ask(refused, dispatch).refusal?.code).toBe('tracking-number-missing');
    expect(ask(refused, { ...dispatch, trackingNumber: 'EA123456780CN' }).refusal?.code).toBe(
      'tracking-number-invalid',
    );
    const byHand = goOn(produced, does({ ...dispatch, trackingNumber: tracking(7) }));
    expect(parcelOf(byHand).trackingNumber).toBe(tracking(7));
    expect(react(byHand.application).effects).toEqual([]);
  });

  test('a courier’s answer that comes after the dispatch changes nothing', () => {
    const byHand = goOn(produced, does({ action: 'dispatch', trackingNumber: tracking(7) }));
    const late = ask(byHand, { action: 'record-parcel', trackingNumber: tracking(1) }, 'system');
    expect(late.refusal?.code).toBe('action-not-allowed');
    expect(late.application).toEqual(byHand.application);
  });
});

describe('what the courier says', () => {
  test('before the desk has scanned the parcel out shows that it has left', () => {
    const early = goOn(ordered, reports('delivered'));
    expect(stateOf(early)).toBe('done');
    expect(typesOf(early.events.slice(ordered.events.length))).toEqual([
      'dispatched',
      'parcel-reported',
      'clock-stopped',
      'done',
    ]);
  });

  test('twice is news once', () => {
    const once = goOn(dispatched, reports('failed'));
    expect(goOn(once, reports('failed')).events).toEqual(once.events);
    const transit = goOn(dispatched, reports('picked-up'), later(5));
    expect(goOn(transit, reports('picked-up'), reports('in-transit')).events).toEqual(transit.events);
  });

  test('of another parcel is not about this one', () => {
    const foreign = ask(dispatched, {
      action: 'report-parcel',
      trackingNumber: tracking(99),
      movements: [{ report: 'delivered', occurredAt: dispatched.now, handedBack: true }],
    });
    expect(foreign).toEqual({ application: dispatched.application, events: [], refusal: null });
  });

  test('out of order is sorted by when it happened', () => {
    const on = goOn(dispatched, at('2015-11-02T18:00'));
    const told = goOn(
      on,
      does({
        action: 'report-parcel',
        trackingNumber: tracking(1),
        movements: [
          { report: 'failed', occurredAt: local('2015-11-02T17:00'), handedBack: false },
          { report: 'picked-up', occurredAt: local('2015-11-02T12:00'), handedBack: false },
        ],
      }),
    );
    expect(stateOf(told)).toBe('delivery-failed');
    const old = goOn(told, reports('in-transit', { occurredAt: local('2015-11-02T14:00') }));
    expect(old.events).toEqual(told.events);
  });

  test('an older delivery still counts after a later failure', () => {
    const failed = goOn(dispatched, at('2015-11-03T12:00'), reports('failed'));
    const delivered = goOn(
      failed,
      later(60),
      reports('delivered', { occurredAt: local('2015-11-03T11:00') }),
    );
    expect(stateOf(delivered)).toBe('done');
    expect(delivered.application.deliveredAt).toBe(local('2015-11-03T11:00'));
  });

  test('delivered in time but told after due is kept', () => {
    const told = goOn(
      dispatched,
      at('2015-11-05T09:00'),
      reports('delivered', { occurredAt: local('2015-11-03T15:00') }),
    );
    expect(told.application.clocks.delivery).toMatchObject({
      outcome: 'kept',
      stoppedAt: local('2015-11-03T15:00'),
    });
    expect(rungsOf(told)).toEqual(['delivery/1/half']);
  });

  test('told late after the alarm has rung: the breach was real to everybody, the outcome is the truth', () => {
    const told = goOn(
      dispatched,
      at('2015-11-04T00:00'),
      rings,
      at('2015-11-05T09:00'),
      reports('delivered', { occurredAt: local('2015-11-03T15:00') }),
    );
    expect(told.application.clocks.delivery?.outcome).toBe('kept');
    expect(rungsOf(told)).toContain('delivery/1/breach');
  });

  test('from the future counts as now', () => {
    const told = goOn(dispatched, reports('delivered', { occurredAt: local('2015-11-09T15:00') }));
    expect(told.application.deliveredAt).toBe(dispatched.now);
  });

  test('delivered without what has to come back waits for it, the promise is kept', () => {
    const owing = goOn(dispatched, given({ handBack: { code: 'old-plate-not-returned' } }));
    const delivered = goOn(owing, at('2015-11-03T10:00'), reports('delivered', { handedBack: false }));
    expect(stateOf(delivered)).toBe('delivered');
    expect(taskOf(delivered.application)).toBe('confirm-hand-back');
    expect(delivered.application.clocks.delivery?.outcome).toBe('kept');
    expect(react(delivered.application)).toMatchObject({ open: true, alarmAt: null });
    expect(stateOf(goOn(delivered, does({ action: 'confirm-hand-back' })))).toBe('done');
    expect(stateOf(goOn(owing, reports('delivered', { handedBack: true })))).toBe('done');
  });
});

describe('a silent courier', () => {
  const asksAt = parcelOf(dispatched).trackAt;
  if (!asksAt) throw new Error('never asked');

  test('is asked when the delivery comes to be at risk, and every day after', () => {
    const atRisk = dispatched.application.clocks.delivery?.rungs.find(({ name }) => name === 'at-risk');
    expect(asksAt).toBe(atRisk?.at);
    const silent = goOn(dispatched, at(asksAt), rings);
    expect(react(silent.application).effects).toEqual(['track-parcel']);
    const checked = goOn(silent, later(1), does({ action: 'record-tracking' }));
    expect(react(checked.application).effects).toEqual([]);
    expect(parcelOf(checked).trackAt).toBe(addMinutes(asksAt, 24 * 60 + 1));
  });

  test('is asked a minute too early by nobody', () => {
    const waiting = goOn(dispatched, at(addMinutes(asksAt, -1)), rings);
    expect(react(waiting.application).effects).toEqual([]);
  });

  test('an answer that tells of the delivery ends the asking', () => {
    const silent = goOn(dispatched, at(asksAt), rings);
    const found = goOn(silent, later(1), reports('delivered', { occurredAt: local('2015-11-02T20:00') }));
    expect(react(found.application)).toMatchObject({ effects: [], alarmAt: null, open: false });
    expect(goOn(found, tries({ action: 'record-tracking' }, 'system')).events).toEqual(found.events);
  });
});

describe('when the parcel does not arrive', () => {
  const due = dispatched.application.clocks.delivery?.dueAt;

  test('returned and sent again: another parcel, the same promise', () => {
    const again = goOn(
      dispatched,
      reports('failed'),
      later(1),
      reports('returned'),
      does({ action: 'resend' }),
      posts(2),
    );
    expect(stateOf(again)).toBe('re-sent');
    expect(parcelOf(again)).toMatchObject({ attempt: 2, trackingNumber: tracking(2), lastReport: null });
    expect(again.application.clocks.delivery).toMatchObject({ status: 'running', dueAt: due, round: 1 });
    expect(again.application.effectRounds['order-parcel']).toBe(2);
    const old = goOn(
      again,
      does({
        action: 'report-parcel',
        trackingNumber: tracking(1),
        movements: [{ report: 'delivered', occurredAt: again.now, handedBack: true }],
      }),
    );
    expect(old.events).toEqual(again.events);
  });

  test('returned and offered at the counter: the postal promise ends as it stands', () => {
    const offered = goOn(dispatched, reports('returned'), does({ action: 'offer-pickup' }));
    expect(offered.application).toMatchObject({ state: 'ready-for-pickup', delivery: PICKUP });
    expect(offered.application.clocks.delivery?.outcome).toBe('void');
    const late = goOn(
      dispatched,
      reports('returned'),
      at('2015-11-04T09:00'),
      does({ action: 'offer-pickup' }),
    );
    expect(late.application.clocks.delivery?.outcome).toBe('breached');
  });

  test('lost: made and sent again, the promise goes on', () => {
    const lost = goOn(dispatched, reports('lost'));
    expect(taskOf(lost.application)).toBe('reproduce');
    const again = goOn(lost, does({ action: 'reproduce' }), make, posts(2));
    expect(stateOf(again)).toBe('re-sent');
    expect(again.application).toMatchObject({ remakes: 1, dispatches: 2 });
    expect(again.application.clocks.delivery).toMatchObject({ status: 'running', dueAt: due });
  });

  test('spoilt in production: made again, the promise goes on', () => {
    const making = play(submits(), ...toProduction);
    const again = goOn(making, does({ action: 'report-spoilt', reason: 'misprint' }));
    expect(again.application).toMatchObject({ state: 'producing', remakes: 1 });
    expect(again.application.clocks).toEqual(making.application.clocks);
    expect(stateOf(goOn(again, make))).toBe('produced');
  });
});

describe('post or pickup', () => {
  test.each(['submitted', 'supplement'] as const)('changed in %s nothing was promised yet', (state) => {
    const [on] = casesIn(state);
    if (!on) throw new Error(state);
    const changed = goOn(on, does(changing(PICKUP)));
    expect(changed.application.delivery).toEqual(PICKUP);
    expect(changed.application.clocks).toEqual(on.application.clocks);
  });

  test.each(['accepted', 'approved', 'producing'] as const)(
    'changed in %s there is a new promise from now',
    (state) => {
      const [on] = casesIn(state);
      if (!on) throw new Error(state);
      const toPickup = goOn(on, later(24 * 60), does(changing(PICKUP)));
      expect(toPickup.application.clocks.delivery?.outcome).toBe('void');
      expect(toPickup.application.clocks['pickup-ready']).toMatchObject({
        status: 'running',
        dueAt: local('2015-11-04T17:30'),
      });
      const back = goOn(toPickup, later(24 * 60), does(changing({ mode: 'post', zone: 'province' })));
      expect(back.application.clocks['pickup-ready']?.outcome).toBe('void');
      expect(back.application.clocks.delivery).toMatchObject({
        status: 'running',
        round: 2,
        dueAt: local('2015-11-06T23:59:59.999'),
      });
    },
  );

  test('to the same way is no new promise', () => {
    const [on] = casesIn('producing');
    if (!on) throw new Error('producing');
    expect(goOn(on, later(60), does(changing(POST))).application.clocks).toEqual(on.application.clocks);
  });

  test('made for the post and collected after all', () => {
    const changed = goOn(ordered, does(changing(PICKUP)));
    expect(changed.application).toMatchObject({ state: 'ready-for-pickup', effects: [] });
    expect(changed.application.clocks['pickup-keep']?.status).toBe('running');
    expect(goOn(produced, does(changing(PICKUP))).application.effects).toEqual([]);
  });

  test('another address before dispatch needs another parcel', () => {
    const moved = goOn(ordered, does(changing({ mode: 'post', zone: 'interprovince' })));
    expect(moved.application).toMatchObject({
      state: 'produced',
      effects: [{ name: 'order-parcel', round: 2 }],
    });
    expect(parcelOf(moved)).toMatchObject({ attempt: 2, trackingNumber: null });
  });

  test('a label written for the former address is not used', () => {
    const moved = goOn(ordered, does(changing({ mode: 'post', zone: 'interprovince' })));
    const late = { action: 'record-parcel', attempt: 1, trackingNumber: tracking(1) } as const;
    expect(ask(moved, late)).toEqual({
      application: moved.application,
      events: [],
      refusal: { code: 'version-stale' },
    });
    expect(ask(moved, { ...late, attempt: 2, trackingNumber: tracking(2) }).refusal).toBeNull();
  });

  test('waiting at the counter and posted after all', () => {
    const [ready] = casesIn('ready-for-pickup');
    if (!ready) throw new Error('ready');
    const toPost = goOn(ready, does(changing(POST)));
    expect(toPost.application).toMatchObject({ state: 'produced', pickupCode: null });
    expect(toPost.application.clocks['pickup-keep']?.outcome).toBe('void');
    const backAgain = goOn(toPost, does(changing(PICKUP)));
    expect(backAgain.application.clocks['pickup-keep']?.round).toBe(2);
  });

  test.each([POST, PICKUP])('what came back goes out by $mode', (delivery) => {
    const changed = goOn(dispatched, reports('returned'), does(changing(delivery)));
    expect(stateOf(changed)).toBe(delivery.mode === 'post' ? 'produced' : 'ready-for-pickup');
  });

  test('is nothing to choose where nothing is delivered', () => {
    expect(ask(play(submits(null)), changing(PICKUP)).refusal?.code).toBe('delivery-not-offered');
  });
});
