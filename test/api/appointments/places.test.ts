// Places under pressure: as many as there are, never one more, whoever books, cancels and waits at the same moment.
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { inParallel } from '../../../worker/in-parallel.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import {
  bookInspection,
  type CarOwner,
  carOwner,
  newSession,
  placesOf,
  withdraw,
} from '../../harness/appointments.ts';
import { asOwner } from '../../harness/database.ts';

let api: TestApi;
beforeAll(async () => {
  // A crowd: what it is told must not depend on how busy the machine is.
  api = await startApi({ patienceMs: 60_000 });
});
afterAll(() => api?.stop());

/** So many cars in the hands of owners with ten each. */
async function owners(cars: number): Promise<readonly (readonly [CarOwner, number])[]> {
  const people = await inParallel(
    Array.from({ length: cars / 10 }, (_, index) => index),
    2,
    () => carOwner(api, 10),
  );
  return people.flatMap((owner) => owner.cars.map((_, car) => [owner, car] as const));
}

function countsOf(texts: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return Object.fromEntries(counts);
}

const stateOf = async (by: CarOwner, id: string) =>
  (await by.ask(applications.read, { params: { id } })).body.state;

test('of two hundred who ask at once for fifty places, fifty get one and the others are told', async () => {
  const cars = await owners(200);
  const session = await newSession(api.db, { capacity: 50 });
  const answers = await Promise.all(cars.map(([owner, car]) => bookInspection(owner, session, { car })));
  const told = answers.map((answer) => (answer.status === 201 ? answer.body.state : answer.problem.code));
  expect(countsOf(told)).toEqual({ booked: 50, 'slot-full': 150 });
  const { booked, states } = await placesOf(api.db, session);
  expect(booked).toBe(50);
  expect(states).toEqual(Array.from({ length: 50 }, () => 'booked'));
  const rows = await api.db.appointment.findMany({
    where: { sessionId: session },
    include: { application: true },
  });
  expect(new Set(rows.map(({ position }) => position)).size).toBe(50);
  expect(new Set(rows.map(({ application }) => application.vehicleId)).size).toBe(50);
}, 120_000);

test('booked, cancelled and waited for at the same moment, no place is lost and none is made', async () => {
  const cars = await owners(60);
  const session = await newSession(api.db, { capacity: 20 });
  const holders = cars.slice(0, 20);
  const held = await Promise.all(
    holders.map(async ([owner, car]) => (await bookInspection(owner, session, { car })).body.id),
  );
  // Ten who wait, in a known order; the first of them get what comes free first.
  const queue: { readonly owner: CarOwner; readonly id: string }[] = [];
  for (const [owner, car] of cars.slice(20, 30)) {
    const { id, state } = (await bookInspection(owner, session, { car, waits: true })).body;
    expect(state).toBe('waiting');
    queue.push({ owner, id });
  }
  const cancelling = held.slice(0, 6).map((id, index) => {
    const [owner] = holders[index] ?? [];
    if (!owner) throw new Error('every place has a holder');
    return withdraw(owner, id);
  });
  const booking = cars.slice(30).map(([owner, car]) => bookInspection(owner, session, { car }));
  const [cancelled, booked] = await Promise.all([Promise.all(cancelling), Promise.all(booking)]);
  expect(cancelled.map(({ body }) => body.state)).toEqual(Array.from({ length: 6 }, () => 'cancelled'));
  // Those who wait come before those who only just ask: not one of the thirty got in.
  expect(booked.map(({ problem }) => problem.code)).toEqual(Array.from({ length: 30 }, () => 'slot-full'));
  const states = await inParallel(queue, 3, ({ owner, id }) => stateOf(owner, id));
  expect(states).toEqual([
    ...Array.from({ length: 6 }, () => 'booked'),
    ...Array.from({ length: 4 }, () => 'waiting'),
  ]);
  expect((await placesOf(api.db, session)).booked).toBe(20);
  for (const { owner, id } of queue.slice(0, 6)) {
    const { timeline } = (await owner.ask(applications.read, { params: { id } })).body;
    expect(timeline.map(({ type }) => type)).toEqual([
      'drafted',
      'submitted',
      'place-awaited',
      'place-given',
    ]);
  }
}, 120_000);

test('who waits and leaves is passed over', async () => {
  const cars = await owners(10);
  const session = await newSession(api.db, { capacity: 1 });
  const ids: string[] = [];
  for (const [owner, car] of cars.slice(0, 4))
    ids.push((await bookInspection(owner, session, { car, waits: true })).body.id);
  const [owner] = cars[0] ?? [];
  if (!owner) throw new Error('there are owners');
  await withdraw(owner, ids[1] ?? '');
  await withdraw(owner, ids[0] ?? '');
  const states = await inParallel(ids, 2, (id) => stateOf(owner, id));
  expect(states).toEqual(['cancelled', 'cancelled', 'booked', 'waiting']);
});

test('a car has one appointment, however often it is asked for at once', async () => {
  const owner = await carOwner(api);
  const sessions = await inParallel([1, 2, 3, 4], 2, () => newSession(api.db));
  const answers = await Promise.all(sessions.map((session) => bookInspection(owner, session)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  for (const { problem } of answers.filter(({ status }) => status !== 201))
    expect(problem.title).toBe('该车已有未完成的检验预约。');
  const counts = await inParallel(sessions, 2, async (session) => (await placesOf(api.db, session)).booked);
  expect(counts.reduce((sum, each) => sum + each, 0)).toBe(1);
});

describe('the database by itself', () => {
  /** Statements as the owner of the tables gives them: no rule of ours stands before them. */
  const byOwner = (sql: string) =>
    asOwner(api.ownerUrl, sql).then(
      () => 'done',
      (error: unknown) => String(error),
    );

  async function fullSession() {
    const session = await newSession(api.db, { capacity: 1 });
    const owner = await carOwner(api, 2);
    const { id } = (await bookInspection(owner, session, { car: 0 })).body;
    const waiting = (await bookInspection(owner, session, { car: 1, waits: true })).body.id;
    return { session, id, waiting };
  }

  test('lets no row over the capacity in', async () => {
    const { session, waiting } = await fullSession();
    const told = await byOwner(`UPDATE appointment SET state = 'booked' WHERE application_id = '${waiting}'`);
    expect(told).toMatch(/appointment_session_capacity/);
    expect(await placesOf(api.db, session)).toEqual({ booked: 1, states: ['booked', 'waiting'] });
  });

  test('lets nobody set the count, nor a capacity below it', async () => {
    const { session } = await fullSession();
    for (const booked of [0, 2])
      expect(
        await byOwner(`UPDATE appointment_session SET booked = ${booked} WHERE id = '${session}'`),
      ).toMatch(/counted by its appointments/);
    const told = await byOwner(`UPDATE appointment_session SET capacity = 0 WHERE id = '${session}'`);
    expect(told).toMatch(/appointment_session_capacity/);
    expect((await placesOf(api.db, session)).booked).toBe(1);
  });

  test('follows a row that is deleted, moved or let go', async () => {
    const { session, id } = await fullSession();
    const other = await newSession(api.db);
    const move = `UPDATE appointment SET session_id = '${other}', position = 9 WHERE application_id = '${id}'`;
    expect(await byOwner(move)).toBe('done');
    expect([(await placesOf(api.db, session)).booked, (await placesOf(api.db, other)).booked]).toEqual([
      0, 1,
    ]);
    expect(await byOwner(`DELETE FROM appointment WHERE application_id = '${id}'`)).toBe('done');
    expect((await placesOf(api.db, other)).booked).toBe(0);
  });
});
