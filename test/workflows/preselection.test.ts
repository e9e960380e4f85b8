// Preselection in virtual time: the session's twenty minutes, the reservation's three working days, and the account that hangs on it.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { plateChoiceContracts as choice } from '../../api/contract/plate-choice.ts';
import { addMinutes, endOfDay, localDateOf, parseLocalDate } from '../../domain/calendar/local-date.ts';
import { eventually } from '../harness/eventually.ts';
import { registerOnline } from '../harness/online.ts';
import { signedIn } from '../harness/people.ts';
import { ask, begin, type Chooser, chooser, draw, selectionOf, tryNumber } from '../harness/plates.ts';
import { openStage, plus, type Stage, type StagedCase } from '../harness/stage.ts';
import { problemOf } from '../harness/told.ts';
import { newCarOwner } from './registration-paths.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.stop());

/** Somebody who may choose, on the next working morning. */
async function morning(): Promise<Chooser> {
  await stage.nextWorkday('09:00');
  const { url, db } = stage;
  return chooser({ url, db, clock: { today: localDateOf(await stage.now()) } });
}

async function begun(by: Chooser): Promise<StagedCase> {
  const on = stage.caseOf(await begin(by));
  await stage.settled(on);
  return on;
}

let numbers = 0;
const freeNumber = () => {
  numbers += 1;
  return `豫QF${String(2_010 + numbers)}`;
};

const rowOf = ({ id }: StagedCase) =>
  stage.db.plateReservation.findUniqueOrThrow({ where: { applicationId: id } });
const heldBy = ({ id }: StagedCase) => stage.db.plateNumber.count({ where: { reservationId: id } });
const messagesOf = async ({ id }: StagedCase) => {
  const rows = await stage.db.message.findMany({ where: { applicationId: id }, orderBy: { seq: 'asc' } });
  return rows.map(({ template }) => template);
};

describe('twenty minutes to choose', () => {
  test('nobody says anything: the session ends by itself, and the five shown are free again', async () => {
    const by = await morning();
    const on = await begun(by);
    await draw(by, on.id);
    await stage.settled(on);
    const until = (await on.application()).clocks.selection?.dueAt;
    if (!until) throw new Error('no clock');
    expect(until).toBe(addMinutes((await on.application()).submittedAt ?? until, 20));

    await stage.sleepUntil(plus(until, -1_500));
    await stage.settled(on);
    expect([await on.state(), await heldBy(on)]).toEqual(['selecting', 5]);

    await stage.passes(on, until);
    expect([await on.state(), await heldBy(on)]).toEqual(['selection-lapsed', 0]);
    expect(await rowOf(on)).toMatchObject({ state: 'abandoned', locksHolder: false, draws: 1 });
    expect(await messagesOf(on)).toEqual([]);
    // What was drawn is used up, also by a session that ran out.
    const { vin } = await rowOf(on);
    expect((await ask(by, { vin })).problem.code).toBe('attempts-used');
  });

  test('a number in the last second is had', async () => {
    const by = await morning();
    const on = await begun(by);
    await stage.sleepUntil(
      plus((await on.application()).clocks.selection?.dueAt ?? (await stage.now()), -1_500),
    );
    expect((await tryNumber(by, on.id, freeNumber())).body.state).toBe('reserved');
  });
});

describe('three working days to register', () => {
  test('over a weekend, to the end of the third day; then the number is free and the holder waits', async () => {
    let by = await morning();
    while (new Date(await stage.now()).getUTCDay() !== 4) by = await morning();
    const on = await begun(by);
    const number = freeNumber();
    await tryNumber(by, on.id, number);
    await stage.settled(on);
    const until = (await on.application()).clocks.reservation?.dueAt;
    if (!until) throw new Error('no clock');
    // Thursday: Friday, Monday, Tuesday.
    const thursday = Date.parse(localDateOf(await stage.now()));
    const tuesday = parseLocalDate(new Date(thursday + 5 * 86_400_000).toISOString().slice(0, 10));
    expect(until).toBe(endOfDay(tuesday));

    await stage.sleepUntil(plus(until, -1_500));
    await stage.settled(on);
    expect([await on.state(), await heldBy(on)]).toEqual(['reserved', 1]);
    await stage.passes(on, until);
    expect([await on.state(), await heldBy(on)]).toEqual(['reservation-lapsed', 0]);
    expect(await rowOf(on)).toMatchObject({ state: 'expired', number, locksHolder: true });
    expect((await messagesOf(on)).at(-1)).toBe('reservation-lapsed');

    expect((await ask(by)).problem.code).toBe('open-reservation');
    const next = await morning();
    expect((await tryNumber(next, await begin(next), number)).body.selection.number).toBe(number);
  });

  test('registered in the last second: assigned, and nothing is left to wait for', async () => {
    const by = await morning();
    const on = await begun(by);
    await tryNumber(by, on.id, freeNumber());
    await stage.settled(on);
    const until = (await on.application()).clocks.reservation?.dueAt;
    if (!until) throw new Error('no clock');
    await stage.sleepUntil(plus(until, -1_500));
    await stage.does(on, { action: 'record-registration', matches: true });
    await stage.sleepUntil(addMinutes(until, 60));
    expect(await rowOf(on)).toMatchObject({ state: 'simulated-assigned', locksHolder: false });
    expect(await stage.db.vehicle.count({ where: { plateNumber: (await rowOf(on)).number ?? '' } })).toBe(0);
  });
});

describe('a new car’s owner', () => {
  /** Registered online, with a number reserved on the same day. */
  async function withNumber() {
    await stage.nextWorkday('09:00');
    const { on: day, claim, accountId } = await newCarOwner(stage);
    const self = await signedIn(stage.url, claim.mobile, claim.password);
    const by: Chooser = { ...self, idNumber: claim.identity.number, mobile: claim.mobile };
    const on = await begun(by);
    await tryNumber(by, on.id, freeNumber());
    await stage.settled(on);
    return { by, claim, accountId, day, on };
  }
  const accountOf = (id: string) => stage.db.account.findUniqueOrThrow({ where: { id } });

  test('a number in time confirms the account; registered, it stays', async () => {
    const { day, on, accountId, by } = await withNumber();
    await stage.ended(day);
    expect(await day.state()).toBe('done');
    expect((await day.application()).clocks['plate-choice']?.outcome).toBe('kept');
    await stage.sleepUntil(addMinutes(await stage.now(), 25 * 60));
    expect((await accountOf(accountId)).state).toBe('active');
    await stage.does(on, { action: 'record-registration', matches: true });
    await stage.sleepUntil(addMinutes(await stage.now(), 7 * 24 * 60));
    expect((await accountOf(accountId)).state).toBe('active');
    expect((await selectionOf(by, on.id)).state).toBe('simulated-assigned');
  });

  test('nobody registers the vehicle: the account goes with the reservation', async () => {
    const { on, by, claim, accountId } = await withNumber();
    const until = (await on.application()).clocks.reservation?.dueAt;
    await stage.passes(on, until);
    const account = await accountOf(accountId);
    expect(account).toMatchObject({ state: 'cancelled', stateReason: 'no-plate-chosen' });
    await eventually('the end of the session', async () => {
      const { status } = await by.call('GET', '/api/v1/session');
      return status === 401;
    });
    const barred = problemOf(await registerOnline(stage, claim));
    expect([barred.code, barred.pointer]).toEqual(['mobile-barred', '/mobile']);
  });

  test('leaving without a number changes nothing for the account: its day goes on', async () => {
    await stage.nextWorkday('09:00');
    const { on: day, claim, accountId } = await newCarOwner(stage);
    const self = await signedIn(stage.url, claim.mobile, claim.password);
    const by: Chooser = { ...self, idNumber: claim.identity.number, mobile: claim.mobile };
    const on = await begun(by);
    await by.ask(choice.leave, { params: { id: on.id } });
    await stage.ended(on);
    expect(await day.state()).toBe('awaiting-plate');
    const { items } = (await by.ask(applications.list)).body;
    expect(items.map(({ state }) => state).sort()).toEqual(['abandoned', 'awaiting-plate']);
    await stage.passes(day, (await day.application()).clocks['plate-choice']?.dueAt);
    expect((await accountOf(accountId)).state).toBe('cancelled');
  });
});
