// Whole lives of cases, each path to its end: what is stored of it, how much history it took, and what is not in there.
import { clearTextOf, sizeOf } from '../harness/histories.ts';
import { openStage, type Stage, type StagedCase } from '../harness/stage.ts';
import { PATHS, type Path, type PathName } from './paths.ts';

type FreePath = Exclude<PathName, 'fee-paid' | 'fee-lapsed'>;

interface End {
  readonly state: string;
  readonly clocks: Readonly<Record<string, string>>;
  readonly rungs?: readonly string[];
  /** Event types that must have come in this order. */
  readonly tells?: readonly string[];
}

const KEPT = { acceptance: 'kept', delivery: 'kept' } as const;
const POSTED: End = {
  state: 'done',
  clocks: KEPT,
  tells: [
    'submitted',
    'accepted',
    'approved',
    'register-updated',
    'produced',
    'parcel-ordered',
    'dispatched',
    'parcel-reported',
    'done',
  ],
};
const DEFERRED: End = {
  state: 'done',
  clocks: { acceptance: 'kept' },
  tells: ['accepted', 'approved', 'register-updated', 'done'],
};
const REGISTERED: End = {
  state: 'done',
  clocks: { acceptance: 'kept' },
  tells: ['submitted', 'approved', 'register-updated', 'done'],
};
const ladder = (kind: string, ...rungs: readonly string[]) => rungs.map((rung) => `${kind}/1/${rung}`);

const ENDS: Readonly<Record<FreePath, End>> = {
  'posted-city': POSTED,
  'posted-province': POSTED,
  'posted-interprovince': POSTED,
  'posted-unhurried': {
    ...POSTED,
    rungs: ladder('delivery', 'half'),
  },
  'pickup-collected': {
    state: 'done',
    clocks: { acceptance: 'kept', 'pickup-ready': 'kept', 'pickup-keep': 'kept' },
    tells: ['produced', 'ready-for-pickup', 'collected', 'done'],
  },
  'pickup-uncollected': {
    state: 'uncollected',
    clocks: { acceptance: 'kept', 'pickup-ready': 'kept', 'pickup-keep': 'lapsed' },
    rungs: ladder('pickup-keep', 'half', 'at-risk', 'lapse'),
  },
  'delivery-changed': {
    state: 'done',
    clocks: { ...KEPT, 'pickup-keep': 'void' },
    tells: ['produced', 'delivery-changed', 'ready-for-pickup', 'delivery-changed', 'dispatched', 'done'],
  },
  'supplement-answered': {
    state: 'refused',
    clocks: { acceptance: 'kept', supplement: 'kept', delivery: 'void' },
    tells: ['clock-paused', 'supplement-requested', 'resubmitted', 'clock-resumed', 'accepted', 'refused'],
  },
  'supplement-lapsed': {
    state: 'not-accepted',
    clocks: { acceptance: 'void', supplement: 'lapsed' },
    rungs: ladder('supplement', 'half', 'at-risk', 'lapse'),
  },
  'accepted-late': {
    state: 'refused',
    clocks: { acceptance: 'breached', delivery: 'void' },
    rungs: ladder('acceptance', 'half', 'at-risk', 'breach', 'overdue-1', 'overdue-2', 'overdue-3'),
  },
  'not-accepted': { state: 'not-accepted', clocks: { acceptance: 'kept' } },
  refused: { state: 'refused', clocks: { acceptance: 'kept', delivery: 'void' } },
  withdrawn: { state: 'withdrawn', clocks: { acceptance: 'void' } },
  'returned-resent': {
    ...POSTED,
    tells: ['parcel-reported', 'resend-prepared', 'parcel-ordered', 'dispatched', 'done'],
  },
  'returned-collected': {
    state: 'done',
    clocks: { acceptance: 'kept', delivery: 'void', 'pickup-keep': 'kept' },
    tells: ['dispatched', 'parcel-reported', 'ready-for-pickup', 'collected'],
  },
  'lost-reproduced': {
    ...POSTED,
    tells: ['dispatched', 'remake-ordered', 'produced', 'parcel-ordered', 'dispatched', 'done'],
  },
  spoilt: { ...POSTED, tells: ['spoilt', 'produced', 'dispatched', 'done'] },
  'hand-back-missing': { ...POSTED, tells: ['parcel-reported', 'hand-back-confirmed', 'done'] },
  'silent-courier': {
    ...POSTED,
    rungs: ladder('delivery', 'half', 'at-risk'),
    tells: ['dispatched', 'tracking-due', 'parcel-reported', 'done'],
  },
  registered: REGISTERED,
  'registered-late': {
    ...REGISTERED,
    clocks: { acceptance: 'breached' },
    rungs: ladder('acceptance', 'half', 'at-risk', 'breach', 'overdue-1'),
  },
  'registration-declined': {
    state: 'not-accepted',
    clocks: { acceptance: 'kept' },
    tells: ['submitted', 'not-accepted'],
  },
  'plate-chosen': {
    state: 'done',
    clocks: { 'plate-choice': 'kept' },
    rungs: ladder('plate-choice', 'half'),
    tells: ['submitted', 'plate-chosen', 'done'],
  },
  'plate-not-chosen': {
    state: 'plate-not-chosen',
    clocks: { 'plate-choice': 'lapsed' },
    rungs: ladder('plate-choice', 'half', 'at-risk', 'lapse'),
    tells: ['submitted', 'plate-choice-lapsed'],
  },
  'inspection-passed': {
    state: 'done',
    clocks: { appointment: 'lapsed', attendance: 'kept' },
    rungs: ladder('appointment', 'reminder', 'lapse'),
    tells: [
      'submitted',
      'place-taken',
      'session-day',
      'attended',
      'result-recorded',
      'register-updated',
      'done',
    ],
  },
  'inspection-absent': {
    state: 'absent',
    clocks: { appointment: 'lapsed', attendance: 'lapsed' },
    rungs: [...ladder('appointment', 'reminder', 'lapse'), ...ladder('attendance', 'lapse')],
    tells: ['place-taken', 'session-day', 'absent'],
  },
  'inspection-placed': {
    state: 'done',
    clocks: { waiting: 'kept', appointment: 'lapsed', attendance: 'kept' },
    rungs: ladder('appointment', 'reminder', 'lapse'),
    tells: ['place-awaited', 'place-given', 'session-day', 'result-recorded', 'done'],
  },
  'inspection-not-placed': {
    state: 'not-placed',
    clocks: { waiting: 'lapsed' },
    rungs: ladder('waiting', 'lapse'),
    tells: ['place-awaited', 'place-not-given'],
  },
  'exam-made-up': {
    state: 'done',
    clocks: { appointment: 'lapsed', attendance: 'kept', result: 'kept' },
    rungs: ladder('appointment', 'reminder', 'lapse'),
    tells: ['attended', 'result-recorded', 'result-recorded', 'register-updated', 'done'],
  },
  'exam-cancelled': {
    state: 'cancelled',
    clocks: { appointment: 'void' },
    tells: ['place-taken', 'cancelled'],
  },
  'exam-cancelling': { state: 'done', clocks: {}, tells: ['submitted', 'register-updated', 'done'] },
  'appointment-called-off': {
    state: 'called-off',
    clocks: { appointment: 'void' },
    tells: ['place-taken', 'called-off'],
  },
  'violation-handled': { state: 'done', clocks: {}, tells: ['submitted', 'register-updated', 'done'] },
  'contact-changed': { state: 'done', clocks: {}, tells: ['submitted', 'register-updated', 'done'] },
  examined: {
    state: 'done',
    clocks: { 'on-the-spot': 'kept' },
    tells: ['submitted', 'register-updated', 'done'],
  },
  'vehicle-licence-posted': { ...POSTED, clocks: { ...KEPT, issue: 'kept' } },
  'temporary-plate-printed': {
    state: 'done',
    clocks: { acceptance: 'kept', issue: 'kept' },
    tells: ['accepted', 'approved', 'register-updated', 'done'],
  },
  'number-registered': {
    state: 'assigned',
    clocks: { selection: 'kept', reservation: 'kept' },
    tells: ['submitted', 'number-reserved', 'vehicle-registered'],
  },
  'number-not-registered': {
    state: 'reservation-lapsed',
    clocks: { selection: 'kept', reservation: 'lapsed' },
    rungs: ladder('reservation', 'half', 'at-risk', 'lapse'),
    tells: ['number-reserved', 'reservation-lapsed'],
  },
  'number-not-chosen': {
    state: 'selection-lapsed',
    clocks: { selection: 'lapsed' },
    rungs: ladder('selection', 'lapse'),
    tells: ['numbers-drawn', 'selection-lapsed'],
  },
  'renewal-deferral': DEFERRED,
  'review-deferral': DEFERRED,
  'body-certificate-deferral': DEFERRED,
};

/** Posted within the day, nothing supplemented. */
const SWIFT = ['posted-city', 'posted-province', 'posted-interprovince'] as const;
const MOST = { events: 70, workflowTasks: 10, kilobytes: 60 } as const;

let stage: Stage;
const played = new Map<FreePath, StagedCase>();

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.stop());

async function playedCase(name: FreePath): Promise<StagedCase> {
  const path: Path = PATHS[name];
  const on = played.get(name) ?? (await path.play(stage));
  played.set(name, on);
  return on;
}

function inOrder(types: readonly string[], wanted: readonly string[]): readonly string[] {
  const left = [...wanted];
  for (const type of types) if (type === left[0]) left.shift();
  return left;
}

const freePaths = (Object.keys(PATHS) as PathName[]).filter(
  (name): name is FreePath => name !== 'fee-paid' && name !== 'fee-lapsed',
);

test.each(freePaths)('%s comes to its end', async (name) => {
  const on = await playedCase(name);
  const { state, clocks, rungs = [], tells = [] } = ENDS[name];
  const application = await on.application();
  const outcomes = Object.values(application.clocks).map(({ kind, outcome }) => [kind, outcome]);
  expect({ state: application.state, clocks: Object.fromEntries(outcomes) }).toEqual({ state, clocks });
  expect(await on.rungs()).toEqual(rungs);
  expect(inOrder(await on.eventTypes(), tells)).toEqual([]);
});

test('each case has left one workflow, which has ended, and no open task', async () => {
  for (const name of freePaths) {
    const { workflowId, id } = await playedCase(name);
    const { status } = await stage.env.client.workflow.getHandle(workflowId).describe();
    expect([name, status.name]).toEqual([name, 'COMPLETED']);
    expect(await stage.db.task.count({ where: { applicationId: id, state: 'open' } })).toBe(0);
  }
  expect(await stage.db.pendingPoke.count()).toBe(0);
});

test('a posted application takes no more history than its budget', async () => {
  for (const name of SWIFT) {
    const size = sizeOf(await stage.history(await playedCase(name)));
    expect(size.events).toBeLessThanOrEqual(MOST.events);
    expect(size.workflowTasks).toBeLessThanOrEqual(MOST.workflowTasks);
    expect(size.kilobytes).toBeLessThanOrEqual(MOST.kilobytes);
  }
});

test('a reminder on the way costs one alarm and nothing else', async () => {
  const swift = sizeOf(await stage.history(await playedCase('posted-province')));
  const reminded = sizeOf(await stage.history(await playedCase('posted-unhurried')));
  expect(reminded.workflowTasks - swift.workflowTasks).toBe(2);
  expect(reminded.events).toBeLessThanOrEqual(MOST.events);
});

test('no history holds anything personal', async () => {
  for (const name of freePaths) {
    const on = await playedCase(name);
    const { applicant, address, form } = await stage.db.application.findUniqueOrThrow({
      where: { id: on.id },
      include: { applicant: { include: { person: true } } },
    });
    const { person, mobile, displayName } = applicant;
    const personal = [person?.name, person?.idDocNo, person?.mobile, person?.address, mobile, displayName]
      .concat(wordsOf(address), wordsOf(form))
      .filter((text) => text !== undefined && text !== null && text.length > 1);
    expect(personal.length).toBeGreaterThanOrEqual(4);
    const history = await clearTextOf(await stage.history(on));
    expect(history).toContain(on.id);
    expect(personal.filter((text) => text && history.includes(text))).toEqual([]);
  }
});

/** What an applicant wrote; dates and choices of a list such as `lost` or `02` are nobody's secret. */
function wordsOf(json: unknown): string[] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.values(json).filter(
    (value): value is string =>
      typeof value === 'string' && /[^a-z-]/.test(value) && !/^(?:\d{4}-\d{2}-\d{2}|\d{1,2})$/.test(value),
  );
}
