// Sessions of the demonstration: thirty days of them, added to and never doubled, and a learner who may book one.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { appointmentContracts as appointments } from '../../api/contract/appointments.ts';
import { addDays, localDateOf, toInstant } from '../../domain/calendar/local-date.ts';
import { startApi, type TestApi } from '../../test/harness/api.ts';
import { openExamServices } from '../../test/harness/appointments.ts';
import { signedIn } from '../../test/harness/people.ts';
import { seedAppointments } from './appointments.ts';
import { seedDemoAccounts } from './demo-accounts.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  await seedDemoAccounts(api.db, { today: api.clock.today });
});
afterAll(() => api?.stop());

test('seeded again the same day nothing is added, a week later a week of sessions', async () => {
  const { today } = api.clock;
  const first = await seedAppointments(api.db, today);
  expect(first).toBeGreaterThan(200);
  expect(await seedAppointments(api.db, today)).toBe(0);
  const added = await seedAppointments(api.db, addDays(today, 7));
  expect(added).toBeGreaterThan(50);
  expect(await api.db.appointmentSession.count()).toBe(first + added);
  expect(await api.db.appointmentSite.count()).toBe(5);
});

test('the demo learner books 科目二 and the demo owner an inspection', async () => {
  await openExamServices(api);
  const learner = await signedIn(api.url, 'zhoulin');
  const { items } = (await learner.ask(appointments.list, { query: { kind: 'exam', subject: '2' } })).body;
  const fitting = items.find(({ classes }) => classes.includes('C1'));
  const form = { subject: '2', session: fitting?.id, confirmation: true };
  const exam = (await learner.ask(applications.create, { body: { service: 'exam-appointment', form } })).body;
  expect(exam.state).toBe('booked');

  const owner = await signedIn(api.url, 'zhaolei');
  const [slot] = (await owner.ask(appointments.list, { query: { kind: 'inspection' } })).body.items;
  expect(slot && localDateOf(toInstant(slot.startsAt))).toBe(slot?.on);
  const car = await api.db.vehicle.findFirstOrThrow({
    where: { owner: { accounts: { some: { login: 'zhaolei' } } } },
  });
  const subject = { plateCategory: car.plateCategory, plateNumber: car.plateNumber };
  const body = {
    service: 'inspection-appointment',
    subject,
    form: { session: slot?.id, mobile: '13839600001' },
  };
  expect((await owner.ask(applications.create, { body })).body.state).toBe('booked');
});
