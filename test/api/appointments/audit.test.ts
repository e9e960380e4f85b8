// Every act on a session or a place leaves its row: one a case that changed, with the one whose act it was.
import { appointmentContracts as appointments } from '../../../api/contract/appointments.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import {
  bookExam,
  bookInspection,
  cancelExam,
  carOwner,
  enterResult,
  learner,
  newSession,
  newSite,
  openExamServices,
  withdraw,
} from '../../harness/appointments.ts';
import { type AuditBalance, watchAuditBalance } from '../../harness/audit-balance.ts';
import { type Desk, openDesk } from '../../harness/people.ts';

let api: TestApi;
let desk: Desk;
let balance: AuditBalance;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
  await openExamServices(api);
  balance = await watchAuditBalance(api.ownerUrl);
});
afterAll(async () => {
  await balance?.close();
  await api?.stop();
});

/** Which act was noted first within a transaction says nothing. */
const sorted = (acts: readonly string[]) => acts.map((each) => each.split(', ').sort());
const later = (days: number) => api.clock.advance({ minutes: days * 24 * 60 });

test('bookings, waits, what is given back and handed on, and results', async () => {
  const owner = await carOwner(api, 3);
  const session = await newSession(api.db, { on: '2015-11-06', capacity: 1 });
  const told = await balance.during(async () => {
    const { id } = (await bookInspection(owner, session, { car: 0 })).body;
    const next = (await bookInspection(owner, session, { car: 1, waits: true })).body;
    await bookInspection(owner, session, { car: 2 });
    await withdraw(owner, id);
    later(3);
    await enterResult(desk.clerk, next.id, 'passed');
    await api.recordRegister(next.id);
    later(-3);
  });
  expect(told.unaudited).toEqual([]);
  expect(told.acts).toEqual(['submit: slot-full']);
  // Given back and handed on are acts on two cases.
  expect(told.repeated).toEqual([]);
  expect(sorted(told.together)).toEqual([['take-place', 'withdraw']]);
  expect(told.mutations).toBe(5);
});

test('a cancelled exam: the cancelling and the cancelled case, together', async () => {
  const self = await learner(api);
  const session = await newSession(api.db, { kind: 'exam' });
  const { number } = (await bookExam(self, session)).body;
  const told = await balance.during(() => cancelExam(self, number));
  expect(told.unaudited).toEqual([]);
  expect(told.repeated).toEqual([]);
  expect(sorted(told.together)).toEqual([['cancel-booking', 'submit']]);
});

test('sessions planned, published and called off with everybody in them', async () => {
  const [siteId, owner] = [await newSite(api.db, 'inspection'), await carOwner(api, 2)];
  const told = await balance.during(async () => {
    const body = { siteId, on: '2015-11-20', from: '09:00', to: '11:00', capacity: 5 };
    const { id } = (await desk.supervisor.ask(appointments.create, { body })).body;
    await desk.supervisor.ask(appointments.publish, { params: { id } });
    for (const car of [0, 1]) await bookInspection(owner, id, { car });
    await desk.supervisor.ask(appointments.close, { params: { id }, body: { reason: '停电' } });
  });
  expect(told.unaudited).toEqual([]);
  expect(told.repeated).toEqual([]);
  expect(sorted(told.together)).toEqual([['call-off', 'call-off', 'close-session']]);
  expect(told.mutations).toBe(5);
});
