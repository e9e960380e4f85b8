// 取消考试预约: until the day before, at once, and never somebody else's; who waits gets the place in the same moment.
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import {
  bookExam,
  cancelExam,
  enterResult,
  learner,
  newSession,
  openExamServices,
  placesOf,
  withdraw,
} from '../../harness/appointments.ts';
import { type Desk, openDesk, type Person } from '../../harness/people.ts';

let api: TestApi;
let desk: Desk;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
  await openExamServices(api);
});
afterAll(() => api?.stop());

const later = (days: number) => api.clock.advance({ minutes: days * 24 * 60 });
const stateOf = async (by: Person, id: string) =>
  (await by.ask(applications.read, { params: { id } })).body.state;
const sentence = ({ code, title }: { code: string; title: string }) => [code, title];

test('cancelled at once, without waiting for anybody; it does not count as a booking', async () => {
  const self = await learner(api);
  const session = await newSession(api.db, { kind: 'exam' });
  const { id, number } = (await bookExam(self, session)).body;
  const cancel = (await cancelExam(self, number)).body;
  expect(await stateOf(self, id)).toBe('cancelled');
  expect(await placesOf(api.db, session)).toEqual({ booked: 0, states: ['cancelled'] });
  await api.recordRegister(cancel.id);
  expect(await stateOf(self, cancel.id)).toBe('done');
  expect(await api.db.examAttempt.count({ where: { learningNo: self.no } })).toBe(0);
  expect((await bookExam(self, session)).body.state).toBe('booked');
});

test('its place goes to the first of those who wait', async () => {
  const session = await newSession(api.db, { kind: 'exam', capacity: 1 });
  const [self, first, second] = [await learner(api), await learner(api), await learner(api)];
  const { number } = (await bookExam(self, session)).body;
  const waiting = (await bookExam(first, session, { waits: true })).body;
  const last = (await bookExam(second, session, { waits: true })).body;
  expect([waiting.state, last.state]).toEqual(['waiting', 'waiting']);
  const ahead = async (by: Person, id: string) =>
    (await by.ask(applications.read, { params: { id } })).body.appointment?.ahead;
  expect([await ahead(first, waiting.id), await ahead(second, last.id)]).toEqual([0, 1]);
  await cancelExam(self, number);
  expect([await stateOf(first, waiting.id), await stateOf(second, last.id)]).toEqual(['booked', 'waiting']);
  expect(await ahead(second, last.id)).toBe(0);
  expect(await placesOf(api.db, session)).toEqual({
    booked: 1,
    states: ['cancelled', 'booked', 'waiting'],
  });
  // Who only waits may leave the list as well; nobody else moves.
  await cancelExam(second, last.number);
  expect(await stateOf(second, last.id)).toBe('cancelled');
  expect((await placesOf(api.db, session)).booked).toBe(1);
});

test('too-late: on the day of the test', async () => {
  const self = await learner(api);
  const session = await newSession(api.db, { kind: 'exam', on: '2015-11-05' });
  const { number, id } = (await bookExam(self, session)).body;
  later(2);
  const told = (await cancelExam(self, number)).problem;
  expect(sentence(told)).toEqual([...['too-late', '距考试不足1天,不能取消;未参加考试的视为考试不合格。']]);
  expect(told.pointer).toBe('/form/appointment');
  later(-2);
  expect(await stateOf(self, id)).toBe('booked');
  later(1);
  expect((await cancelExam(self, number)).status).toBe(201);
  later(-1);
  expect(await stateOf(self, id)).toBe('cancelled');
});

test('not-own: another’s appointment, and none, look the same', async () => {
  const [self, other] = [await learner(api), await learner(api)];
  const { number } = (await bookExam(other, await newSession(api.db, { kind: 'exam' }))).body;
  const told = [await cancelExam(self, number), await cancelExam(self, 'ZMD-20151103-999999-9')];
  for (const { problem } of told) expect(sentence(problem)).toEqual(['not-own', '只能取消本人的考试预约。']);
  expect(told[0]?.status).toBe(told[1]?.status);
});

test('already-closed: cancelled before, or over', async () => {
  const self = await learner(api);
  const { id, number } = (await bookExam(self, await newSession(api.db, { kind: 'exam' }))).body;
  await withdraw(self, id);
  const closed = ['already-closed', '该考试预约已取消或者已结束。'];
  expect(sentence((await cancelExam(self, number)).problem)).toEqual(closed);
  const again = (await bookExam(self, await newSession(api.db, { kind: 'exam', on: '2015-11-05' }))).body;
  later(2);
  await enterResult(desk.clerk, again.id, 'passed');
  await api.recordRegister(again.id);
  later(-2);
  expect(sentence((await cancelExam(self, again.number)).problem)).toEqual(closed);
});

test('asked for twice at the same moment, it is cancelled once', async () => {
  const session = await newSession(api.db, { kind: 'exam', capacity: 2 });
  const [self, other] = [await learner(api), await learner(api)];
  await bookExam(other, session);
  const { id, number } = (await bookExam(self, session)).body;
  const answers = await Promise.all([cancelExam(self, number), cancelExam(self, number), withdraw(self, id)]);
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
  for (const { status } of answers) expect([200, 201, 409, 412, 422]).toContain(status);
  expect(await stateOf(self, id)).toBe('cancelled');
  expect((await placesOf(api.db, session)).booked).toBe(1);
});
