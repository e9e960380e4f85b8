// The fold of events to state. No clock, no calendar, no chance: what an event says is all there is.
import { addMinutes, type Instant } from '../calendar/local-date.ts';
import type { Clock } from '../promises/clock.ts';
import type { LifecycleId } from '../services/define.ts';
import type { Application, Parcel, Selection } from './application.ts';
import type { ApplicationEvent, EffectName } from './events.ts';
import type { ApplicationState } from './lifecycle.ts';

/** Once the promise is at risk a silent courier is asked every day. */
const ASK_EVERY_MINUTES = 24 * 60;

function withClock(application: Application, clock: Clock): Application {
  return { ...application, clocks: { ...application.clocks, [clock.kind]: clock } };
}

function asking(application: Application, name: EffectName): Application {
  if (application.effects.some((effect) => effect.name === name)) return application;
  const round = (application.effectRounds[name] ?? 0) + 1;
  return {
    ...application,
    effects: [...application.effects, { name, round }],
    effectRounds: { ...application.effectRounds, [name]: round },
  };
}

function without(application: Application, name: EffectName): Application {
  return { ...application, effects: application.effects.filter((effect) => effect.name !== name) };
}

function to(application: Application, state: ApplicationState): Application {
  return { ...application, state };
}

function closed(application: Application, state: ApplicationState, event: ApplicationEvent): Application {
  return { ...application, state, effects: [], closedAt: event.at, parcel: atRest(application.parcel) };
}

function atRest(parcel: Parcel | null): Parcel | null {
  return parcel && { ...parcel, trackAt: null };
}

/** The courier is asked with the alarm that finds the delivery at risk: no timer of its own while all is well. */
function nextQuestionAt({ clocks }: Application, at: Instant): Instant {
  const atRisk = clocks.delivery?.rungs.find(({ name }) => name === 'at-risk');
  return atRisk !== undefined && atRisk.at > at ? atRisk.at : addMinutes(at, ASK_EVERY_MINUTES);
}

function nextParcel(parcel: Parcel | null): Parcel {
  return {
    attempt: (parcel?.attempt ?? 0) + 1,
    trackingNumber: null,
    orderRefused: null,
    lastReport: null,
    lastReportAt: null,
    trackAt: null,
  };
}

/** A case ready to post needs a parcel: a fresh one, unless the last was never handed to the courier. */
function toPost(application: Application): Application {
  const used = application.parcel === null || application.parcel.lastReport !== null;
  const parcel = used ? nextParcel(application.parcel) : application.parcel;
  const ready = { ...to(application, 'produced'), pickupCode: null, parcel };
  return parcel?.trackingNumber === null ? asking(ready, 'order-parcel') : ready;
}

/** Where a case stands once it is submitted. */
function firstState(lifecycle: LifecycleId): ApplicationState {
  switch (lifecycle) {
    case 'L-REGISTER':
      return 'in-review';
    case 'L-NEW-CAR':
      return 'awaiting-plate';
    case 'L-SPOT':
    case 'L-INSTANT':
      return 'handling';
    case 'L-APPT':
      return 'booked';
    case 'L-PRESELECT':
      return 'selecting';
    case 'L-POST':
    case 'L-DEFER':
    case 'L-WINDOW-NEXT':
      return 'submitted';
  }
}

const NOTHING_CHOSEN: Selection = { tries: 0, drawn: null, draws: 0, number: null, method: null };

/** What is handled at once has its effect asked for with its submission. */
function submitted(before: Application, event: ApplicationEvent & { type: 'submitted' }): Application {
  const state = firstState(before.lifecycle);
  const moved = { ...to(before, state), delivery: event.delivery, submittedAt: event.at };
  if (state === 'handling') return asking(moved, 'apply-to-register');
  return state === 'selecting' ? { ...moved, selection: NOTHING_CHOSEN } : moved;
}

function selecting(application: Application, change: Partial<Selection>): Application {
  return { ...application, selection: { ...(application.selection ?? NOTHING_CHOSEN), ...change } };
}

function withParcel(application: Application, change: Partial<Parcel>): Application {
  return { ...application, parcel: { ...(application.parcel ?? nextParcel(null)), ...change } };
}

const STATE_OF_REPORT = {
  'picked-up': 'in-transit',
  'in-transit': 'in-transit',
  failed: 'delivery-failed',
  returned: 'returned',
  lost: 'lost',
  delivered: 'delivered',
} as const;

function reported(
  application: Application,
  event: ApplicationEvent & { type: 'parcel-reported' },
): Application {
  const moving = event.report === 'picked-up' || event.report === 'in-transit' || event.report === 'failed';
  const parcel = withParcel(application, {
    lastReport: event.report,
    lastReportAt: event.occurredAt,
    trackAt: moving ? nextQuestionAt(application, event.at) : null,
  });
  const moved = without(to(parcel, STATE_OF_REPORT[event.report]), 'track-parcel');
  return event.report === 'delivered' ? { ...moved, deliveredAt: event.occurredAt } : moved;
}

const BLANK: Application = {
  service: '',
  lifecycle: 'L-POST',
  applicantId: '',
  filedById: '',
  office: '',
  state: 'draft',
  version: 0,
  delivery: null,
  feeFen: 0,
  clocks: {},
  effects: [],
  effectRounds: {},
  supplement: null,
  supplementRounds: 0,
  parcel: null,
  dispatches: 0,
  remakes: 0,
  pickupCode: null,
  place: null,
  results: [],
  selection: null,
  ending: null,
  submittedAt: null,
  acceptedAt: null,
  deliveredAt: null,
  closedAt: null,
};

function apply(before: Application, event: ApplicationEvent): Application {
  switch (event.type) {
    case 'drafted': {
      const { service, lifecycle, applicantId, office } = event;
      return { ...before, service, lifecycle, applicantId, office, filedById: event.actor.id };
    }
    case 'draft-edited':
      return before;
    case 'fee-requested':
      return asking(
        { ...to(before, 'awaiting-fee'), feeFen: event.amountFen, delivery: event.delivery },
        'request-fee',
      );
    case 'fee-ordered':
    case 'fee-paid':
      return without(before, 'request-fee');
    case 'fee-lapsed':
      return without(to(before, 'draft'), 'request-fee');
    case 'submitted':
      return submitted(before, event);
    case 'supplement-requested': {
      const { reason, items } = event;
      const supplementRounds = before.supplementRounds + 1;
      return { ...to(before, 'supplement'), supplement: { reason, items }, supplementRounds };
    }
    case 'resubmitted':
      return { ...to(before, 'submitted'), supplement: null };
    case 'supplement-lapsed':
      return { ...closed(before, 'not-accepted', event), ending: { reason: 'supplement-overdue', note: '' } };
    case 'accepted':
      return { ...to(before, 'accepted'), acceptedAt: event.at };
    case 'not-accepted':
    case 'refused':
      return { ...closed(before, event.type, event), ending: { reason: event.reason, note: event.note } };
    case 'approved':
      return asking(to(before, 'approved'), 'apply-to-register');
    case 'register-updated':
      return without(event.produces ? to(before, 'producing') : before, 'apply-to-register');
    case 'produced':
      return before.delivery?.mode === 'post' ? toPost(before) : before;
    case 'spoilt':
      return { ...before, remakes: before.remakes + 1 };
    case 'parcel-ordered':
      return without(
        withParcel(before, { trackingNumber: event.trackingNumber, orderRefused: null }),
        'order-parcel',
      );
    case 'parcel-order-refused':
      return without(withParcel(before, { orderRefused: event.code }), 'order-parcel');
    case 'dispatched': {
      const parcel = withParcel(without(before, 'order-parcel'), {
        trackingNumber: event.trackingNumber,
        trackAt: nextQuestionAt(before, event.at),
      });
      const sent = { ...parcel, dispatches: before.dispatches + 1 };
      return to(sent, sent.dispatches > 1 ? 're-sent' : 'dispatched');
    }
    case 'parcel-reported':
      return reported(before, event);
    case 'tracking-due':
      return asking(withParcel(before, { trackAt: null }), 'track-parcel');
    case 'tracking-checked':
      return without(withParcel(before, { trackAt: nextQuestionAt(before, event.at) }), 'track-parcel');
    case 'resend-prepared':
      return toPost(before);
    case 'remake-ordered':
      return { ...to(before, 'producing'), remakes: before.remakes + 1 };
    case 'ready-for-pickup':
      return { ...without(to(before, 'ready-for-pickup'), 'order-parcel'), pickupCode: event.pickupCode };
    case 'collected':
      return { ...to(before, 'collected'), deliveredAt: event.at };
    case 'hand-back-confirmed':
      return before;
    case 'uncollected':
      return closed(before, 'uncollected', event);
    case 'delivery-changed': {
      const changed = { ...before, delivery: event.delivery };
      if (event.delivery.mode === 'pickup') return changed;
      if (before.state === 'ready-for-pickup' || before.state === 'returned') return toPost(changed);
      // What was ordered for the old address is not used.
      return before.state === 'produced'
        ? toPost({ ...changed, parcel: nextParcel(before.parcel) })
        : changed;
    }
    case 'plate-chosen':
      return before;
    case 'plate-choice-lapsed':
      return closed(before, 'plate-not-chosen', event);
    case 'place-taken':
      return { ...to(before, 'booked'), place: event.place };
    case 'place-awaited':
      return { ...to(before, 'waiting'), place: event.place };
    case 'place-given':
      return to(before, 'booked');
    case 'place-not-given':
      return closed(before, 'not-placed', event);
    case 'session-day':
      return to(before, 'expected');
    case 'attended':
      return to(before, 'attended');
    case 'absent':
      return closed(before, 'absent', event);
    case 'result-recorded': {
      const known = { ...before, results: [...before.results, event.result] };
      return event.isFinal ? asking(to(known, 'handling'), 'apply-to-register') : known;
    }
    case 'retake-missed':
      return asking(to(before, 'handling'), 'apply-to-register');
    case 'called-off':
      return {
        ...closed(before, 'called-off', event),
        ending: { reason: 'session-called-off', note: event.reason },
      };
    case 'cancelled':
      return closed(before, 'cancelled', event);
    case 'number-tried':
      return selecting(before, { tries: (before.selection?.tries ?? 0) + 1 });
    case 'numbers-drawn':
      return selecting(before, { drawn: event.numbers, draws: (before.selection?.draws ?? 0) + 1 });
    case 'number-reserved':
      return selecting(to(before, 'reserved'), { number: event.number, method: event.method });
    case 'selection-left':
      return closed(before, 'abandoned', event);
    case 'selection-lapsed':
      return closed(before, 'selection-lapsed', event);
    case 'reservation-lapsed':
      return closed(before, 'reservation-lapsed', event);
    case 'vehicle-registered':
      return closed(before, event.matches ? 'assigned' : 'mismatch', event);
    case 'withdrawn':
      return closed(before, 'withdrawn', event);
    case 'done':
      return closed(before, 'done', event);
    case 'clock-started':
    case 'clock-paused':
    case 'clock-resumed':
    case 'clock-stopped':
    case 'rung-raised':
      return withClock(before, event.clock);
  }
}

/** A stored state; what older ones do not know yet is as it is in a blank one. */
export function completed(stored: Partial<Application>): Application {
  return { ...BLANK, ...stored };
}

/** The state after one more event. */
export function evolve(before: Application, event: ApplicationEvent): Application {
  return { ...apply(before, event), version: event.seq };
}

/** The state that a whole event log tells; an empty log tells a blank application. */
export function fold(events: readonly ApplicationEvent[]): Application {
  return events.reduce(evolve, BLANK);
}
