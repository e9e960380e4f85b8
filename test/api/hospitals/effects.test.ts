// What the register does with what a hospital handed in, when time or somebody else comes between.
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { bodyCertificateContracts as certificates } from '../../../api/contract/body-certificates.ts';
import { eraseOver } from '../../../db/retention.ts';
import { addDays, instantAt } from '../../../domain/calendar/local-date.ts';
import { RETENTION } from '../../../domain/retention.ts';
import type { Form } from '../../../domain/services/define.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import {
  type Driver,
  examForm,
  examine,
  makeDriver,
  openHospital,
  registerOf,
  submitCertificate,
  type TestHospital,
} from '../../harness/hospitals.ts';
import { newNumber } from '../../harness/identities.ts';

let api: TestApi;
let hospital: TestHospital;

beforeAll(async () => {
  // Nobody carries the cases: the register’s activity is what the test lets happen.
  api = await startApi({ atOnceMs: 0 });
  hospital = await openHospital(api);
});
afterAll(() => api?.stop());

/** Handed in, and not yet in the register. */
async function handedIn(form: Form): Promise<string> {
  const { id, state } = (await examine(hospital.operator, form)).body;
  expect(state).toBe('handling');
  return id;
}

const read = async (id: string) => (await hospital.operator.ask(applications.read, { params: { id } })).body;

async function certNoFor(driver: Driver): Promise<string> {
  const id = await handedIn(examForm(driver));
  await api.recordRegister(id);
  return (await read(id)).certificate?.certNo ?? '';
}

async function submitted(certNo: string): Promise<string> {
  const { id, state } = (await submitCertificate(hospital.operator, certNo)).body;
  expect(state).toBe('handling');
  return id;
}

/** Ended against the hospital, in these words. */
async function expectRefused(id: string, reason: string, zh: string): Promise<void> {
  await api.recordRegister(id);
  const { state, ending, certificate } = await read(id);
  expect({ state, certificate }).toEqual({ state: 'refused', certificate: null });
  expect(ending).toMatchObject({ reason, reasonName: { zh } });
}

test('the register’s activity, repeated, records one examination', async () => {
  const driver = await makeDriver(api);
  const id = await handedIn(examForm(driver));
  await Promise.all(Array.from({ length: 5 }, () => api.recordRegister(id).catch(() => {})));
  await api.recordRegister(id);
  const { exams } = await registerOf(api.db, driver);
  expect(exams.map(({ certNo }) => certNo)).toEqual([(await read(id)).certificate?.certNo]);
  expect((await read(id)).timeline.filter(({ type }) => type === 'register-updated')).toHaveLength(1);
});

test('an examination that is written down a day late is of the day on which it was handed in', async () => {
  const late = await startApi({ atOnceMs: 0 });
  const there = await openHospital(late);
  const driver = await makeDriver(late);
  const { id } = (await examine(there.operator, examForm(driver))).body;
  late.clock.advance({ minutes: 24 * 60 });
  await late.recordRegister(id);
  const { exams } = await registerOf(late.db, driver);
  expect(exams[0]).toMatchObject({ examinedOn: new Date('2015-11-03'), validTo: new Date('2016-05-03') });
  const view = (await there.operator.ask(applications.read, { params: { id } })).body;
  expect(view.state).toBe('done');
  // 现场办结 was promised for the day before.
  expect(view.clocks).toMatchObject([{ kind: 'on-the-spot', outcome: 'breached' }]);
  await late.stop();
});

test('the hospital’s listing was void all along', async () => {
  const driver = await makeDriver(api);
  const id = await handedIn(examForm(driver));
  const { unitId } = hospital;
  await api.db.examiningHospital.updateMany({
    where: { unitId },
    data: { removedOn: new Date('2015-11-03') },
  });
  await expectRefused(id, 'hospital-not-approved', '该医疗机构未列入驾驶人体检医疗机构名单。');
  await api.db.examiningHospital.updateMany({ where: { unitId }, data: { removedOn: null } });
  expect((await registerOf(api.db, driver)).exams).toEqual([]);
});

test('the register has come to know the examinee by another name', async () => {
  const idDocNo = newNumber('resident-id');
  const id = await handedIn(examForm(null, { idDocNo, name: '欧阳先到' }));
  const other = await makeDriver(api);
  const index = api.db.vault.index('id-number', idDocNo);
  await api.db.person.update({ where: { id: other.personId }, data: { idDocNoIndex: index } });
  await expectRefused(id, 'examinee-mismatch', '体检人身份信息与证件不一致。');
  expect(await api.db.person.count({ where: { name: '欧阳先到' } })).toBe(0);
});

test('the licence is cancelled before its certificate is written down', async () => {
  const driver = await makeDriver(api);
  const id = await submitted(await certNoFor(driver));
  await api.db.licence.update({ where: { id: driver.licenceId }, data: { statuses: ['G'] } });
  await expectRefused(id, 'licence-cancelled', '该驾驶证已注销,不能提交。');
  expect((await registerOf(api.db, driver)).submissions).toEqual([]);
});

test('the certificate is used at the window before it is written down', async () => {
  const driver = await makeDriver(api);
  const certNo = await certNoFor(driver);
  const id = await submitted(certNo);
  await api.db.bodyCertSubmission.create({
    data: {
      ...{ licenceId: driver.licenceId, certNo, by: 'window', qualified: true },
      submittedOn: new Date('2015-11-03'),
    },
  });
  await expectRefused(id, 'cert-already-submitted', '该证明已提交。');
  const { submissions, downgrades } = await registerOf(api.db, driver);
  expect([submissions.map(({ by }) => by), downgrades]).toEqual([['window'], []]);
});

test('while one examination of somebody is being written down, there is no second', async () => {
  const driver = await makeDriver(api);
  const id = await handedIn(examForm(driver));
  const { problem } = await examine(hospital.operator, examForm(driver));
  expect(problem).toMatchObject({
    code: 'duplicate-application',
    title: '您已提交过该业务申请,正在办理中,请勿重复提交。',
  });
  await api.recordRegister(id);
  expect((await examine(hospital.operator, examForm(driver))).status).toBe(201);
});

test('what was found goes with the data of its case; the conclusion stays in the register', async () => {
  const driver = await makeDriver(api);
  const id = await handedIn(examForm(driver));
  await api.recordRegister(id);
  const [before] = (await registerOf(api.db, driver)).exams;
  const erasedOn = addDays(api.clock.today, RETENTION['closed-applications'].days + 1);
  const now = instantAt(erasedOn, '12:00');
  await eraseOver({ db: api.db, now, realNow: now, chunk: 100 });
  const [after] = (await registerOf(api.db, driver)).exams;
  expect(after).toEqual({ ...before, itemsSealed: null, doctorSealed: null, photoId: null });
  expect(after).toMatchObject({ conclusion: 'qualified', classes: ['C1'], unfitClasses: [] });
  const printed = await hospital.operator.ask(certificates.print, { params: { id } });
  expect(printed.problem.code).toBe('not-found');
  expect((await read(id)).form).toEqual({});
});
