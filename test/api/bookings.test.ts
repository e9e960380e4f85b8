// Seats at the registration window: as many as there are, one for each, on days when the office is open.
import { bookingContracts as bookings } from '../../api/contract/bookings.ts';
import { SEATS_A_SESSION } from '../../db/bookings.ts';
import { inParallel } from '../../worker/in-parallel.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { eventually } from '../harness/eventually.ts';
import { applicantFor, type Person } from '../harness/people.ts';
import { openWindow, type WindowStaff } from '../harness/window.ts';

let api: TestApi;
let staff: WindowStaff;
beforeAll(async () => {
  api = await startApi();
  staff = await openWindow(api);
});
afterAll(() => api?.stop());

/** A user as they are registered online. */
async function onlineUser(): Promise<Person> {
  const user = await applicantFor(api, 'plate-replace', { today: api.clock.today });
  await api.db.account.update({ where: { id: user.accountId }, data: { kind: 'ind-online' } });
  return user;
}

/** The kind of an account is known for a second after it has changed. */
async function onlineUsers(count: number): Promise<readonly Person[]> {
  const users = await inParallel(Array.from({ length: count }), 3, onlineUser);
  const [first] = users;
  if (!first) throw new Error('nobody is wanted');
  await eventually('an online user', async () => (await first.ask(bookings.sessions)).status === 200);
  return users;
}

async function oneUser(): Promise<Person> {
  const [user] = await onlineUsers(1);
  if (!user) throw new Error('one user was wanted');
  return user;
}

const book = (by: Person, body: { on: string; half: 'am' | 'pm' }) => by.ask(bookings.book, { body });
const sessionsSeenBy = async (by: Person) => (await by.ask(bookings.sessions)).body.items;
const freeOn = async (by: Person, on: string, half: 'am' | 'pm') =>
  (await sessionsSeenBy(by)).find((each) => each.on === on && each.half === half)?.free;

test('sessions are offered for the next ten working days, morning and afternoon', async () => {
  const user = await oneUser();
  const sessions = await sessionsSeenBy(user);
  const days = [...new Set(sessions.map(({ on }) => on))];
  // Today is Tuesday, 2015-11-03: no weekend is among them, nor today.
  expect(days).toEqual([
    ...['2015-11-04', '2015-11-05', '2015-11-06', '2015-11-09', '2015-11-10'],
    ...['2015-11-11', '2015-11-12', '2015-11-13', '2015-11-16', '2015-11-17'],
  ]);
  expect(sessions.filter(({ on }) => on === '2015-11-04')).toEqual([
    { on: '2015-11-04', half: 'am', from: '08:30', to: '12:00', free: SEATS_A_SESSION },
    { on: '2015-11-04', half: 'pm', from: '14:30', to: '17:30', free: SEATS_A_SESSION },
  ]);
});

test.each([
  ['yesterday', '2015-11-02'],
  ['today', '2015-11-03'],
  ['a Saturday', '2015-11-07'],
  ['a day too far ahead', '2015-11-18'],
  ['the new year’s holiday', '2016-01-01'],
])('%s is not offered', async (_what, on) => {
  const { code, pointer } = (await book(await oneUser(), { on, half: 'am' })).problem;
  expect({ code, pointer }).toEqual({ code: 'session-not-offered', pointer: '/on' });
});

test('of thirty who want the same session at once, as many as there are seats get one', async () => {
  const users = await onlineUsers(30);
  const answers = await Promise.all(users.map((user) => book(user, { on: '2015-11-05', half: 'am' })));
  const got = answers.filter(({ status }) => status === 201);
  expect(got).toHaveLength(SEATS_A_SESSION);
  for (const { problem } of answers.filter(({ status }) => status !== 201))
    expect(problem.code).toBe('session-full');
  const seats = await api.db.counterBooking.findMany({ where: { on: new Date('2015-11-05') } });
  expect(new Set(seats.map(({ seat }) => seat)).size).toBe(SEATS_A_SESSION);
  expect(new Set(got.map(({ body }) => body.code)).size).toBe(SEATS_A_SESSION);
  const [late] = users;
  if (!late) throw new Error('there are users');
  expect(await freeOn(late, '2015-11-05', 'am')).toBe(0);

  const holder = users[answers.findIndex(({ status }) => status === 201)];
  const given = (await holder?.ask(bookings.list))?.body.items[0];
  await holder?.ask(bookings.cancel, { params: { id: given?.id ?? '' } });
  expect(await freeOn(late, '2015-11-05', 'am')).toBe(1);
  const next = await book(await oneUser(), { on: '2015-11-05', half: 'am' });
  expect(next.body.state).toBe('booked');
});

test('one open booking each, however often it is asked for', async () => {
  const user = await oneUser();
  const answers = await Promise.all(
    (['am', 'pm'] as const).map((half) => book(user, { on: '2015-11-06', half })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await book(user, { on: '2015-11-09', half: 'am' })).problem.code).toBe('already-booked');
  const { items } = (await user.ask(bookings.list)).body;
  expect(items).toHaveLength(1);
  const params = { id: items[0]?.id ?? '' };
  expect((await user.ask(bookings.cancel, { params })).status).toBe(204);
  expect((await user.ask(bookings.cancel, { params })).problem.code).toBe('booking-closed');
  expect((await book(user, { on: '2015-11-09', half: 'am' })).status).toBe(201);
});

test('asked again under the same key it is the same seat', async () => {
  const user = await oneUser();
  const call = { body: { on: '2015-11-10', half: 'am' } as const, key: 'booked-just-once' };
  const [once, again] = [await user.ask(bookings.book, call), await user.ask(bookings.book, call)];
  expect(again.text).toBe(once.text);
});

test('a booking is its owner’s and the window’s', async () => {
  const [user, other] = await onlineUsers(2);
  if (!user || !other) throw new Error('two users were wanted');
  const { id, code } = (await book(user, { on: '2015-11-11', half: 'pm' })).body;
  expect((await other.ask(bookings.cancel, { params: { id } })).problem.code).toBe('not-found');
  expect((await other.ask(bookings.list)).body.items).toEqual([]);
  expect((await staff.outsideRegistrar.ask(bookings.cancel, { params: { id } })).problem.code).toBe(
    'not-found',
  );

  const day = { query: { on: '2015-11-11' } };
  expect((await staff.registrar.ask(bookings.list, day)).body.items.map((item) => item.code)).toEqual([code]);
  expect((await staff.outsideRegistrar.ask(bookings.list, day)).body.items).toEqual([]);
  await staff.registrar.ask(bookings.cancel, { params: { id } });
  expect((await staff.registrar.ask(bookings.list, day)).body.items).toEqual([]);
  const acts = await api.db.auditEvent.findMany({
    where: { object: `booking/${id}` },
    orderBy: { id: 'asc' },
  });
  expect(acts.map(({ action, actorRole, refusal }) => [action, actorRole, refusal])).toEqual([
    ['book', 'applicant', null],
    ['cancel-booking', 'registrar', null],
  ]);
});

test('a window user has nothing to book', async () => {
  const user = await applicantFor(api, 'plate-replace', { today: api.clock.today });
  expect((await book(user, { on: '2015-11-12', half: 'am' })).problem.code).toBe('upgrade-not-needed');
});
