// Where real commands lead: ways into every state, and every shape a command may take there.
import type { Command } from '../commands.ts';
import { PARCEL_REPORTS } from '../events.ts';
import { type Action, type ApplicationState, LIFECYCLE } from '../lifecycle.ts';
import {
  at,
  does,
  given,
  goOn,
  local,
  PICKUP,
  PICKUP_CODE,
  type PlayedCase,
  POST,
  play,
  posts,
  reports,
  rings,
  type Step,
  submits,
  supplementing,
  toProduction,
  tracking,
  under,
} from './played-case.ts';

const APPOINTMENT = given({
  appointment: {
    kind: 'exam',
    results: [
      { value: 'passed', zh: '合格', en: 'Passed' },
      { value: 'failed', zh: '不合格', en: 'Failed' },
    ],
    retakes: 1,
  },
});
/** Of the Wednesday after the day on which cases are played. */
const PLACE = {
  sessionId: '5e551000-0000-4000-8000-000000000001',
  startsAt: local('2015-11-04T09:00'),
  endsAt: local('2015-11-04T11:00'),
};
const books = (isFree: boolean): Step =>
  does({ action: 'submit', delivery: null, feeFen: 0, gate: null, place: { ...PLACE, isFree } });
const booked: readonly Step[] = [under('L-APPT'), APPOINTMENT, books(true)];
const waiting: readonly Step[] = [under('L-APPT'), APPOINTMENT, books(false)];
const expected: readonly Step[] = [...booked, at('2015-11-04T00:01'), rings];
const selecting: readonly Step[] = [under('L-PRESELECT'), submits(null)];
const drawn: readonly Step[] = [
  ...selecting,
  does({ action: 'draw-numbers', seed: 'seed', numbers: ['豫Q12345', '豫Q54321'], verdict: null }),
];
const reserved: readonly Step[] = [
  ...selecting,
  does({ action: 'try-number', number: '豫Q12345', verdict: null }),
];

const HAND_BACK = given({ handBack: { code: 'old-plate-not-returned' } });

/** Something waits at the counter but `collected` is passed through only: handing over ends the case at once. */
export type RestingState = Exclude<ApplicationState, 'collected'>;

const produced: readonly Step[] = [submits(), ...toProduction, does({ action: 'complete-production' })];
const orderedParcel = does({ action: 'record-parcel', trackingNumber: tracking(1) });
const dispatched: readonly Step[] = [...produced, posts(1)];
const returned: readonly Step[] = [...dispatched, reports('returned')];
const postedAgain: readonly Step[] = [...returned, does({ action: 'resend' }), posts(2)];
const producing: readonly Step[] = [submits(), ...toProduction];
const ready: readonly Step[] = [submits(PICKUP), ...toProduction, does({ action: 'complete-production' })];

/** Ways into each state; the first is the ordinary one. */
export const WAYS_INTO: Readonly<Record<RestingState, readonly (readonly Step[])[]>> = {
  draft: [
    [],
    [submits(POST, 10_000), does({ action: 'lapse-fee' })],
    [under('L-REGISTER')],
    [under('L-NEW-CAR')],
    [under('L-SPOT')],
    [under('L-APPT')],
    [under('L-PRESELECT')],
  ],
  'awaiting-fee': [
    [submits(POST, 10_000)],
    [under('L-INSTANT'), submits(null, 20_600)],
    [submits(POST, 10_000), at('2015-11-02T09:31'), rings],
  ],
  submitted: [
    [submits()],
    [submits(POST, 10_000), does({ action: 'confirm-fee', amountFen: 10_000 })],
    [submits(), does(supplementing()), does({ action: 'resubmit', gate: null })],
  ],
  'in-review': [[under('L-REGISTER'), submits(null)]],
  'awaiting-plate': [[under('L-NEW-CAR'), submits(null)]],
  supplement: [[submits(), does(supplementing())]],
  accepted: [[submits(), does({ action: 'accept' })]],
  'not-accepted': [
    [submits(), does({ action: 'decline', reason: 'beyond-authority', note: '' })],
    [submits(), does(supplementing(1)), at('2015-11-03T17:31'), rings],
  ],
  approved: [
    [submits(), does({ action: 'accept' }), does({ action: 'approve' })],
    [submits(null), does({ action: 'accept' }), does({ action: 'approve' })],
  ],
  refused: [
    [submits(), does({ action: 'accept' }), does({ action: 'refuse', reason: 'status-changed', note: '' })],
  ],
  producing: [
    producing,
    [submits(PICKUP), ...toProduction],
    [...producing, does({ action: 'report-spoilt', reason: 'misprint' })],
    [...dispatched, reports('lost'), does({ action: 'reproduce' })],
  ],
  produced: [
    [...produced, orderedParcel],
    [...produced, does({ action: 'record-parcel', orderRefused: 'address-refused' })],
    [...returned, does({ action: 'resend' })],
    [...ready, does({ action: 'change-delivery', delivery: POST }), orderedParcel],
  ],
  dispatched: [dispatched],
  're-sent': [postedAgain],
  'in-transit': [
    [...dispatched, reports('picked-up')],
    [...produced, orderedParcel, reports('in-transit')],
  ],
  'delivery-failed': [[...dispatched, reports('failed')]],
  returned: [returned],
  lost: [[...dispatched, reports('lost')]],
  delivered: [[HAND_BACK, ...dispatched, reports('delivered', { handedBack: false })]],
  'ready-for-pickup': [ready, [...returned, does({ action: 'offer-pickup' })]],
  handling: [
    [under('L-SPOT'), submits(null)],
    [under('L-INSTANT'), submits(null)],
    [...expected, does({ action: 'record-result', result: 'passed' })],
  ],
  waiting: [waiting],
  booked: [booked, [...waiting, does({ action: 'take-place' })]],
  expected: [expected],
  attended: [
    [...expected, does({ action: 'record-attendance' })],
    [...expected, does({ action: 'record-result', result: 'failed' })],
  ],
  absent: [[...expected, at('2015-11-05T00:01'), rings]],
  'not-placed': [[...waiting, at('2015-11-04T00:01'), rings]],
  'called-off': [[...booked, does({ action: 'call-off', reason: '设备检修' })]],
  cancelled: [
    [...booked, does({ action: 'withdraw' })],
    [...waiting, does({ action: 'withdraw' })],
    [...reserved, does({ action: 'withdraw' })],
  ],
  selecting: [selecting, drawn],
  'selection-lapsed': [[...selecting, at('2015-11-02T09:21'), rings]],
  abandoned: [[...drawn, does({ action: 'leave-selection' })]],
  reserved: [reserved, [...drawn, does({ action: 'choose-number', number: '豫Q54321' })]],
  assigned: [[...reserved, does({ action: 'record-registration', matches: true })]],
  mismatch: [[...reserved, does({ action: 'record-registration', matches: false })]],
  'reservation-lapsed': [[...reserved, at('2015-11-06T00:01'), rings]],
  'plate-not-chosen': [[under('L-NEW-CAR'), submits(null), at('2015-11-03T09:01'), rings]],
  uncollected: [[...ready, at('2015-12-03T00:00'), rings]],
  done: [
    [...dispatched, reports('delivered')],
    [...ready, does({ action: 'hand-over', pickupCode: PICKUP_CODE, handedBack: true })],
    [
      submits(null),
      does({ action: 'accept' }),
      does({ action: 'approve' }),
      does({ action: 'record-register', produces: false }),
    ],
  ],
  withdrawn: [
    [does({ action: 'withdraw' })],
    [submits(), does({ action: 'withdraw' })],
    [submits(), does(supplementing()), does({ action: 'withdraw' })],
    [submits(POST, 10_000), does({ action: 'withdraw' })],
  ],
};

export const RESTING_STATES = (Object.keys(LIFECYCLE) as ApplicationState[]).filter(
  (state): state is RestingState => state !== 'collected',
);

/** The case in a state, by each way there is. */
export const casesIn = (state: RestingState): readonly PlayedCase[] =>
  WAYS_INTO[state].map((steps) => play(...steps));

/** Every shape a valid command of the action may take on this case. */
export function commandsFor(action: Action, { application, now }: PlayedCase): readonly Command[] {
  switch (action) {
    case 'submit':
      return [
        { action, delivery: POST, feeFen: 0, gate: null, place: { ...PLACE, isFree: true } },
        { action, delivery: POST, feeFen: 0, gate: null, place: { ...PLACE, isFree: false } },
        { action, delivery: POST, feeFen: 10_000, gate: null },
      ];
    case 'call-off':
      return [{ action, reason: '设备检修' }];
    case 'record-result':
      return [
        { action, result: 'passed' },
        { action, result: 'failed' },
      ];
    case 'try-number':
      return application.selection?.drawn
        ? []
        : [
            { action, number: '豫Q11234', verdict: null },
            { action, number: '豫Q11235', verdict: { code: 'number-not-available' } },
          ];
    case 'draw-numbers':
      return application.selection?.drawn
        ? []
        : [{ action, seed: 'seed', numbers: ['豫Q12345'], verdict: null }];
    case 'choose-number':
      return application.state === 'selecting' && !application.selection?.drawn
        ? []
        : [{ action, number: application.selection?.drawn?.[0] ?? '豫Q12345' }];
    case 'record-registration':
      return [
        { action, matches: true },
        { action, matches: false },
      ];
    case 'record-fee-order':
      return [{ action, orderNo: 'FEE-1' }];
    case 'lapse-fee':
      return [{ action }];
    case 'confirm-fee':
      return [{ action, amountFen: application.feeFen }];
    case 'request-supplement':
      return [supplementing()];
    case 'resubmit':
      return [{ action, gate: null }];
    case 'decline':
    case 'refuse':
      return [{ action, reason: 'documents-incomplete', note: '' }];
    case 'record-register':
      return application.state === 'handling'
        ? [
            { action, produces: false },
            { action, produces: false, refusal: { code: 'subject-not-own' } },
          ]
        : [{ action, produces: application.delivery !== null }];
    case 'report-spoilt':
      return [{ action, reason: 'misprint' }];
    case 'record-parcel':
      return [
        {
          action,
          trackingNumber: application.parcel?.trackingNumber ?? tracking(90 + application.dispatches),
        },
        { action, orderRefused: 'address-refused' },
      ];
    case 'dispatch':
      return [{ action, trackingNumber: tracking(80 + application.dispatches) }];
    case 'report-parcel':
      return PARCEL_REPORTS.flatMap((report) =>
        [true, false].map((handedBack) => ({
          action,
          trackingNumber: application.parcel?.trackingNumber ?? '',
          movements: [{ report, occurredAt: now, handedBack }],
        })),
      );
    case 'hand-over':
      return [{ action, pickupCode: PICKUP_CODE, handedBack: true }];
    case 'change-delivery':
      return [
        { action, delivery: POST },
        { action, delivery: PICKUP },
        { action, delivery: { mode: 'post', zone: 'interprovince' } },
      ];
    default:
      return [{ action }];
  }
}

/** The same case where something old has to be handed back. */
export const owingSomething = (on: PlayedCase): PlayedCase => goOn(on, HAND_BACK);
