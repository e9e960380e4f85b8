// Appointments in virtual time: the reminder on the eve, the day itself, who does not come, and who waits in vain.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { addDays, endOfDay, instantAt } from '../../domain/calendar/local-date.ts';
import { bookExam, newSession, placesOf, withdraw } from '../harness/appointments.ts';
import { sizeOf } from '../harness/histories.ts';
import { openStage, plus, type Stage, type StagedCase } from '../harness/stage.ts';
import { APPOINTMENT_PATHS, bookedIn, morningOf, sittingIn, withOneWaiting } from './appointment-paths.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.stop());

const messagesOf = async ({ id }: StagedCase) => {
  const rows = await stage.db.message.findMany({ where: { applicationId: id }, orderBy: { seq: 'asc' } });
  return rows.map(({ template }) => template);
};
const openTasksOf = ({ id }: StagedCase) =>
  stage.db.task.findMany({ where: { applicationId: id, state: 'open' } });
const placeOf = async ({ id }: StagedCase) =>
  (await stage.db.appointment.findUniqueOrThrow({ where: { applicationId: id } })).state;

test('reminded once, on the morning of the eve; expected from midnight on, with a task for the office', async () => {
  const { on, day } = await bookedIn(stage, 5);
  const eve = addDays(day, -1);
  await stage.sleepUntil(plus(instantAt(eve, '00:00'), 60_000));
  await stage.settled(on);
  expect(await messagesOf(on)).not.toContain('appointment-reminder');
  await stage.passes(on, instantAt(eve, '12:00'));
  expect((await messagesOf(on)).filter((each) => each === 'appointment-reminder')).toHaveLength(1);
  expect([await on.state(), await openTasksOf(on)]).toEqual(['booked', []]);
  await stage.passes(on, endOfDay(eve));
  expect(await on.state()).toBe('expected');
  expect((await openTasksOf(on)).map(({ kind, role }) => [kind, role])).toEqual([['record-result', 'clerk']]);
  expect((await messagesOf(on)).filter((each) => each === 'appointment-reminder')).toHaveLength(1);
});

test('who comes is done with the result, which the register’s activity enters', async () => {
  const { on, day, session } = await bookedIn(stage, 3);
  const { vehicleId } = await stage.db.application.findUniqueOrThrow({ where: { id: on.id } });
  const vehicle = { where: { id: vehicleId ?? '' } };
  const before = await stage.db.vehicle.findUniqueOrThrow(vehicle);
  await stage.passes(on, morningOf(day));
  await stage.does(on, { action: 'record-result', result: 'passed' });
  expect(await on.state()).toBe('done');
  expect(await placesOf(stage.db, session)).toEqual({ booked: 1, states: ['attended'] });
  const after = await stage.db.vehicle.findUniqueOrThrow(vehicle);
  expect(after.inspectionValidTo > before.inspectionValidTo).toBe(true);
  expect(await on.eventTypes()).toEqual(
    expect.arrayContaining(['place-taken', 'session-day', 'attended', 'result-recorded', 'done']),
  );
});

test('a result in the last second of the day still counts', async () => {
  const { on, day } = await bookedIn(stage, 2);
  await stage.sleepUntil(plus(endOfDay(day), -1_500));
  await stage.settled(on);
  await stage.does(on, { action: 'record-result', result: 'failed' });
  expect(await on.state()).toBe('done');
});

test('who does not come is absent at the end of the day; the place is not given to anybody', async () => {
  const { on, day, session } = await bookedIn(stage, 2, { capacity: 1 });
  await stage.passes(on, endOfDay(day));
  expect([await on.state(), await placeOf(on)]).toEqual(['absent', 'absent']);
  expect((await messagesOf(on)).at(-1)).toBe('absent');
  expect((await placesOf(stage.db, session)).booked).toBe(1);
  expect(await openTasksOf(on)).toEqual([]);
  const { refusal } = await on.tries({ action: 'record-result', result: 'passed' });
  expect(refusal?.code).toBe('application-closed');
});

test('an exam nobody came to is a failed one: the fifth voids what was passed, and there are ten days to wait', async () => {
  const { on, day, self } = await sittingIn(stage, 2);
  await stage.passes(on, endOfDay(day));
  const attempts = await stage.db.examAttempt.findMany({ where: { learningNo: self.no } });
  expect(attempts).toMatchObject([{ subject: '2', outcome: 'absent', madeUp: false, on: new Date(day) }]);
  const soon = await newSession(stage.db, { kind: 'exam', on: addDays(day, 20) });
  expect((await bookExam(self, soon)).problem.title).toBe('该科目考试不合格未满10日,暂不能预约。');

  const days = [60, 50, 40, 30].map((ago) => addDays(day, -ago));
  const last = await sittingIn(stage, 2, {
    attempts: days.map((each) => ['2', each, 'failed'] as const),
  });
  await stage.passes(last.on, endOfDay(last.day));
  const learning = await stage.db.licenceApplication.findUniqueOrThrow({ where: { no: last.self.no } });
  expect(learning).toMatchObject({ subjectsPassed: [], voidedOn: new Date(last.day), state: 'accepted' });
});

test('who fails and does not take the make-up exam has failed at the end of the day', async () => {
  const { on, day, self } = await sittingIn(stage, 2);
  await stage.passes(on, morningOf(day));
  await stage.does(on, { action: 'record-result', result: 'failed' });
  expect([await on.state(), (await openTasksOf(on)).length]).toEqual(['attended', 1]);
  await stage.passes(on, endOfDay(day));
  expect([await on.state(), (await on.application()).results]).toEqual(['done', ['failed']]);
  expect(await on.eventTypes()).toContain('retake-missed');
  const attempts = await stage.db.examAttempt.findMany({ where: { learningNo: self.no } });
  expect(attempts).toMatchObject([{ outcome: 'failed', madeUp: false, on: new Date(day) }]);
  expect(await placeOf(on)).toBe('attended');
});

test('who came is owed a result on the same day; one that is late is a breach, and counts from the day of the session', async () => {
  const { on, day } = await bookedIn(stage, 2);
  const { vehicleId } = await stage.db.application.findUniqueOrThrow({ where: { id: on.id } });
  const lapsed = { inspectionValidTo: new Date(addDays(day, -365)) };
  const vehicle = { where: { id: vehicleId ?? '' } };
  await stage.db.vehicle.update({ ...vehicle, data: lapsed });
  await stage.passes(on, morningOf(day));
  await stage.does(on, { action: 'record-attendance' });
  expect((await openTasksOf(on)).map(({ dueAt }) => dueAt)).toEqual([new Date(endOfDay(day))]);
  await stage.passes(on, endOfDay(day));
  expect(await on.state()).toBe('attended');
  expect(await on.rungs()).toContain('result/1/breach');
  await stage.does(on, { action: 'record-result', result: 'passed' });
  expect(await on.state()).toBe('done');
  const { inspectionValidTo } = await stage.db.vehicle.findUniqueOrThrow(vehicle);
  expect(inspectionValidTo >= new Date(day)).toBe(true);
});

test('who waits in vain is told on the eve, and no place was ever theirs', async () => {
  const { on, waiting, day, session } = await withOneWaiting(stage, 3);
  const eve = endOfDay(addDays(day, -1));
  await stage.sleepUntil(plus(eve, -1_500));
  await stage.settled(waiting);
  expect(await waiting.state()).toBe('waiting');
  await stage.passes(waiting, eve);
  expect([await waiting.state(), await placeOf(waiting)]).toEqual(['not-placed', 'not-placed']);
  expect(await messagesOf(waiting)).toEqual(['place-awaited', 'place-not-given']);
  expect(await waiting.rungs()).toEqual(['waiting/1/lapse']);
  expect(await on.state()).toBe('expected');
  expect((await placesOf(stage.db, session)).states).toEqual(['booked', 'not-placed']);
});

test('a place that comes free is the first one’s, who is reminded like anybody else', async () => {
  const { on, waiting, owner, day } = await withOneWaiting(stage, 4);
  await withdraw(owner, on.id);
  await stage.settled(waiting);
  expect([await on.state(), await waiting.state()]).toEqual(['cancelled', 'booked']);
  await stage.passes(waiting, instantAt(addDays(day, -1), '12:00'));
  expect(await messagesOf(waiting)).toEqual(expect.arrayContaining(['place-given', 'appointment-reminder']));
  await stage.passes(waiting, morningOf(day));
  expect(await waiting.state()).toBe('expected');
});

test('given back late on the eve, the place goes on in the last second, and in the first of the day it stays', async () => {
  const late = await withOneWaiting(stage, 2);
  await stage.sleepUntil(plus(endOfDay(addDays(late.day, -1)), -1_500));
  expect((await withdraw(late.owner, late.on.id)).body.state).toBe('cancelled');
  expect(await late.waiting.state()).toBe('booked');

  const tooLate = await withOneWaiting(stage, 2);
  await stage.passes(tooLate.on, endOfDay(addDays(tooLate.day, -1)));
  expect((await withdraw(tooLate.owner, tooLate.on.id)).problem.code).toBe('action-not-allowed');
  expect([await tooLate.on.state(), await placeOf(tooLate.on)]).toEqual(['expected', 'booked']);
});

test('取消考试预约 is done in the same request, and ends both cases', async () => {
  const on = await APPOINTMENT_PATHS['exam-cancelling'].play(stage);
  expect(await on.state()).toBe('done');
  const { applicantId } = await stage.db.application.findUniqueOrThrow({ where: { id: on.id } });
  const cases = await stage.db.application.findMany({
    where: { applicantId },
    orderBy: { createdAt: 'asc' },
  });
  expect(cases.map(({ service, state, open }) => [service, state, open])).toEqual([
    ['exam-appointment', 'cancelled', false],
    ['exam-appointment-cancel', 'done', false],
  ]);
});

test.each(Object.entries(APPOINTMENT_PATHS))(
  '%s: a short history, with nothing left open',
  async (_, { play }) => {
    const on = await play(stage);
    const row = await stage.db.application.findUniqueOrThrow({ where: { id: on.id } });
    expect(row.open).toBe(false);
    const { events, workflowTasks, kilobytes } = sizeOf(await stage.history(on));
    expect(events).toBeLessThanOrEqual(70);
    expect(workflowTasks).toBeLessThanOrEqual(10);
    expect(kilobytes).toBeLessThanOrEqual(60);
  },
);

test('a view of a case that waits says how many are before it', async () => {
  const { waiting, owner } = await withOneWaiting(stage, 3);
  const { appointment } = (await owner.ask(applications.read, { params: { id: waiting.id } })).body;
  expect(appointment?.ahead).toBe(0);
});
