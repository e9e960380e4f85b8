// The alarm and a decision, the courier's call and our question: both orders of each, and nothing twice.

import { randomInt, randomUUID } from 'node:crypto';
import type { EmsPort } from '../../activities/courier.ts';
import { decideCase } from '../../db/decide.ts';
import { addMinutes, type Instant } from '../../domain/calendar/local-date.ts';
import { buildTrackingNumber } from '../../domain/identity/tracking-number.ts';
import { openStage, plus, type Stage, type StagedCase } from '../harness/stage.ts';
import { dispatched, supplementing } from './paths.ts';

const ACCEPT = { action: 'accept' } as const;
const REFUSE = { action: 'refuse', reason: 'status-changed', note: '' } as const;

/** A courier under the test's hand: what it answers when it is asked, and what happens meanwhile. */
const numbers = new Map<string, string>();
let answers: Awaited<ReturnType<EmsPort['track']>> = [];
let meanwhile: (trackingNumber: string) => Promise<void> = async () => {};
let timesAsked = 0;
const ems: EmsPort = {
  orderParcel: async ({ reference }) => {
    const trackingNumber = numbers.get(reference) ?? buildTrackingNumber('EB', randomInt(100_000_000));
    numbers.set(reference, trackingNumber);
    return { trackingNumber };
  },
  track: async (trackingNumber) => {
    timesAsked += 1;
    await meanwhile(trackingNumber);
    return answers;
  },
};

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ ems });
});
afterAll(() => stage.stop());
beforeEach(() => {
  answers = [];
  meanwhile = async () => {};
  timesAsked = 0;
});

const dueOf = async (on: StagedCase): Promise<Instant> => {
  const { clocks } = await on.application();
  if (!clocks.acceptance) throw new Error('no acceptance clock');
  return clocks.acceptance.dueAt;
};
const acceptanceRungs = async (on: StagedCase) =>
  (await on.rungs()).filter((rung) => rung.startsWith('acceptance'));
const LADDER = ['acceptance/1/half', 'acceptance/1/at-risk', 'acceptance/1/breach'];

describe('a decision and the alarm of the breach', () => {
  test('just before due: kept, and the alarm finds nothing', async () => {
    const on = await stage.file();
    const dueAt = await dueOf(on);
    await stage.sleepUntil(plus(dueAt, -1_500));
    await stage.does(on, ACCEPT);
    await stage.passes(on, addMinutes(dueAt, 24 * 60));
    expect((await on.application()).clocks.acceptance?.outcome).toBe('kept');
    expect(await acceptanceRungs(on)).toEqual(LADDER.slice(0, 2));
    await stage.does(on, REFUSE);
  });

  test('just after the alarm: the breach is the alarm’s, once', async () => {
    const on = await stage.file();
    await stage.passes(on, await dueOf(on));
    expect(await acceptanceRungs(on)).toEqual(LADDER);
    await stage.does(on, ACCEPT, REFUSE);
    expect((await on.application()).clocks.acceptance?.outcome).toBe('breached');
    expect(await acceptanceRungs(on)).toEqual(LADDER);
  });

  test('late but before the alarm has come through: the breach is the decision’s, once', async () => {
    const on = await stage.file();
    const late = plus(await dueOf(on), 200);
    await stage.sleepUntil(plus(late, -5_000));
    const hurried = { ...stage.deciding, now: async () => late };
    const { refusal, events } = await decideCase(hurried, {
      applicationId: on.id,
      actor: { id: randomUUID(), role: 'clerk' },
      command: ACCEPT,
    });
    expect(refusal).toBeNull();
    expect(events.map((event) => (event.type === 'rung-raised' ? event.rung : event.type))).toEqual([
      'breach',
      'clock-stopped',
      'accepted',
      'clock-started',
    ]);
    await stage.passes(on, late);
    await stage.does(on, REFUSE);
    expect(await acceptanceRungs(on)).toEqual(LADDER);
  });

  test('asked at once by many, one is accepted', async () => {
    const on = await stage.file();
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => on.tries(ACCEPT)));
    expect(outcomes.filter(({ refusal }) => refusal === null)).toHaveLength(1);
    expect((await on.eventTypes()).filter((type) => type === 'accepted')).toHaveLength(1);
    await stage.settled(on);
    await stage.does(on, REFUSE);
  });
});

describe('a re-submission and the lapse of the supplement', () => {
  const supplementDue = async (on: StagedCase) => (await on.application()).clocks.supplement?.dueAt;
  const RESUBMIT = { action: 'resubmit', gate: null } as const;

  test('just before: the lapse never comes', async () => {
    const on = await stage.file();
    await stage.does(on, supplementing(1));
    const dueAt = await supplementDue(on);
    if (!dueAt) throw new Error('no supplement clock');
    await stage.sleepUntil(plus(dueAt, -1_500));
    await stage.does(on, RESUBMIT);
    await stage.passes(on, addMinutes(dueAt, 60));
    expect(await on.state()).toBe('submitted');
    await stage.does(on, { action: 'withdraw' });
  });

  test('just after: closed, and the answer is refused', async () => {
    const on = await stage.file();
    await stage.does(on, supplementing(1));
    await stage.passes(on, await supplementDue(on));
    const actor = { id: randomUUID(), role: 'applicant' } as const;
    expect((await on.tries(RESUBMIT, { actor })).refusal?.code).toBe('application-closed');
    expect(await on.state()).toBe('not-accepted');
  });
});

describe('the courier’s call and our question', () => {
  const delivered = (on: StagedCase, occurredAt: Instant) => ({
    eventNo: `${on.id}-1`,
    report: 'delivered' as const,
    occurredAt,
    place: '驻马店',
    handedBack: true,
  });
  const call = (on: StagedCase, trackingNumber: string, occurredAt: Instant) =>
    decideCase(stage.deciding, {
      applicationId: on.id,
      actor: { id: 'ems', role: 'courier' },
      command: { action: 'report-parcel', trackingNumber, movements: [delivered(on, occurredAt)] },
    });
  const reported = async (on: StagedCase) =>
    (await on.eventTypes()).filter((type) => type === 'parcel-reported' || type === 'done');
  const trackAt = async (on: StagedCase) => (await on.application()).parcel?.trackAt;

  test('the call comes first: nobody asks', async () => {
    const on = await dispatched(stage);
    const asksAt = await trackAt(on);
    if (!asksAt) throw new Error('never asked');
    await stage.sleepUntil(plus(asksAt, -60_000));
    await call(on, await on.trackingNumber(), await stage.now());
    await stage.passes(on, asksAt);
    expect(timesAsked).toBe(0);
    expect(await reported(on)).toEqual(['parcel-reported', 'done']);
  });

  test('the question comes first: the late call finds the case closed', async () => {
    const on = await dispatched(stage);
    const trackingNumber = await on.trackingNumber();
    answers = [delivered(on, await stage.now())];
    await stage.passes(on, await trackAt(on));
    expect(timesAsked).toBe(1);
    expect((await call(on, trackingNumber, await stage.now())).refusal?.code).toBe('application-closed');
    expect(await reported(on)).toEqual(['parcel-reported', 'done']);
  });

  test('the call comes while we ask: the same delivery twice is once', async () => {
    const on = await dispatched(stage);
    const happenedAt = await stage.now();
    answers = [delivered(on, happenedAt)];
    meanwhile = async (trackingNumber) => {
      await call(on, trackingNumber, happenedAt);
    };
    await stage.passes(on, await trackAt(on));
    expect(timesAsked).toBe(1);
    expect(await reported(on)).toEqual(['parcel-reported', 'done']);
  });

  test('a courier that knows nothing new is asked again, one that is away is asked until it answers', async () => {
    const on = await dispatched(stage);
    let away = 2;
    meanwhile = async () => {
      away -= 1;
      if (away >= 0) throw new Error('the courier is away');
    };
    await stage.passes(on, await trackAt(on));
    expect(timesAsked).toBe(3);
    expect(await on.state()).toBe('dispatched');
    answers = [delivered(on, await stage.now())];
    await stage.passes(on, await trackAt(on));
    expect(timesAsked).toBe(4);
    expect(await on.state()).toBe('done');
  });
});
