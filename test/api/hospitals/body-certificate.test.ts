// 医院提交身体条件证明 and what it does to the register, field by field.

import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { bodyCertificateContracts as certificates } from '../../../api/contract/body-certificates.ts';
import { getLicenceFacts } from '../../../db/facts.ts';
import { messageText } from '../../../domain/application/messages.ts';
import { addDays, type LocalDate, parseLocalDate } from '../../../domain/calendar/local-date.ts';
import {
  bodyCertDueOn,
  bodyCertNextDueOn,
  bodyCertOverdue,
  cycleEnd,
} from '../../../domain/register/licence.ts';
import type { Form } from '../../../domain/services/define.ts';
import {
  certified,
  type Driver,
  examForm,
  type HospitalPlatform,
  makeDriver,
  openHospital,
  openHospitalPlatform,
  registerOf,
  submitCertificate,
  systemOf,
  type TestHospital,
} from '../../harness/hospitals.ts';

let platform: HospitalPlatform;
let hospital: TestHospital;

beforeAll(async () => {
  platform = await openHospitalPlatform();
  hospital = await openHospital(platform);
});
afterAll(() => platform?.stop());

const factsOf = ({ licenceId }: Driver) => getLicenceFacts(platform.db, licenceId);
const certNoFor = async (of: Driver, more: Form = {}) =>
  (await certified(hospital.operator, examForm(of, more))).certificate.certNo;

/** The dates of the duty as the rules see them today. */
async function dutyOf(of: Driver) {
  const licence = await factsOf(of);
  const { today } = platform.clock;
  return { overdue: bodyCertOverdue(licence, today), nextDueOn: bodyCertNextDueOn(licence, today) };
}

const PURPOSE = { purpose: 'annual-certificate' } as const;

test('a qualified certificate ends what is overdue and moves the next date on', async () => {
  const driver = await makeDriver(platform);
  const certNo = await certNoFor(driver, PURPOSE);
  const before = await registerOf(platform.db, driver);
  const licence = await factsOf(driver);
  // Seven full years and a bit have passed since the first issue of eight years and a hundred days ago.
  expect(await dutyOf(driver)).toEqual({ overdue: true, nextDueOn: bodyCertDueOn(licence, 7) });

  const told = await submitCertificate(hospital.operator, certNo);
  expect(told.status).toBe(201);
  expect(told.body).toMatchObject({ state: 'done', stateName: '已办结' });

  const after = await registerOf(platform.db, driver);
  expect(after).toEqual({
    ...before,
    submissions: [
      {
        ...{ id: after.submissions[0]?.id, licenceId: driver.licenceId, certNo, qualified: true },
        ...{ submittedOn: new Date('2015-11-03'), by: 'hospital', applicationId: told.body.id },
      },
    ],
  });
  expect(await dutyOf(driver)).toEqual({ overdue: false, nextDueOn: addDays(cycleEnd(licence, 8), 30) });
  expect(await platform.db.message.count({ where: { template: 'body-unqualified' } })).toBe(0);
  const row = await platform.db.application.findUniqueOrThrow({ where: { id: told.body.id } });
  expect(row.licenceId).toBe(driver.licenceId);
  expect((await hospital.operator.ask(certificates.print, { params: { id: told.body.id } })).status).toBe(
    200,
  );
});

test('an unqualified one does not count: thirty days to exchange, and the driver is told', async () => {
  const driver = await makeDriver(platform, { classes: ['A2', 'C1', 'D'] });
  const found = { ...PURPOSE, classes: ['A2', 'C1', 'D'], leftEye: 4.9 };
  const certNo = await certNoFor(driver, found);
  const before = await registerOf(platform.db, driver);
  const duty = await dutyOf(driver);
  expect(duty.overdue).toBe(true);

  const { id, state } = (await submitCertificate(hospital.operator, certNo)).body;
  expect(state).toBe('done');

  const after = await registerOf(platform.db, driver);
  expect(after).toEqual({
    ...before,
    submissions: [
      {
        ...{ id: after.submissions[0]?.id, licenceId: driver.licenceId, certNo, qualified: false },
        ...{ submittedOn: new Date('2015-11-03'), by: 'hospital', applicationId: id },
      },
    ],
    downgrades: [
      {
        ...{ id: after.downgrades[0]?.id, licenceId: driver.licenceId, applicationId: id, cause: 'body' },
        ...{ lostClasses: ['A2'], decidedOn: new Date('2015-11-03'), notifiedOn: new Date('2015-11-03') },
        ...{ exchangeDueOn: new Date('2015-12-03'), exchangedOn: null },
      },
    ],
  });
  expect(await dutyOf(driver)).toEqual(duty);

  const [message, ...others] = await platform.db.message.findMany({ where: { accountId: driver.accountId } });
  expect(others).toEqual([]);
  expect(message).toMatchObject({ template: 'body-unqualified', state: 'waiting', applicationId: null });
  const { open } = platform.db.vault;
  expect(open(message?.toSealed ?? '')).toBe(driver.mobile);
  expect(messageText('body-unqualified', JSON.parse(open(message?.slotsSealed ?? '')))).toBe(
    '您的身体条件已不符合所持准驾车型的规定,请在30日内(2015-12-03前)到车辆管理所申请降低准驾车型或者注销驾驶证。',
  );
});

test('a disease stands against every class that is held, also those nobody was examined for', async () => {
  const driver = await makeDriver(platform, { classes: ['B2', 'E'] });
  const certNo = await certNoFor(driver, { ...PURPOSE, diseases: ['psychosis'] });
  await submitCertificate(hospital.operator, certNo);
  const { downgrades } = await registerOf(platform.db, driver);
  expect(downgrades.map(({ cause, lostClasses }) => [cause, lostClasses])).toEqual([['body', ['B2', 'E']]]);
});

test('made for a class that is not held, it takes nothing from those that are', async () => {
  const driver = await makeDriver(platform);
  const certNo = await certNoFor(driver, { classes: ['A1'], heightCm: 150, purpose: 'first-application' });
  await submitCertificate(hospital.operator, certNo);
  const { downgrades, submissions } = await registerOf(platform.db, driver);
  expect(downgrades).toEqual([]);
  expect(submissions.map(({ qualified }) => qualified)).toEqual([false]);
  expect(await platform.db.message.count({ where: { accountId: driver.accountId } })).toBe(0);
});

describe('延期体检', () => {
  const deferred = (to: LocalDate) => async (): Promise<Driver> => {
    const driver = await makeDriver(platform, { statuses: ['H', 'P'] });
    const baseOn = new Date(bodyCertDueOn(await factsOf(driver), 7));
    await platform.db.deferral.create({
      data: {
        ...{ licenceId: driver.licenceId, kind: 'body-cert', reason: 'military', baseOn },
        ...{ from: new Date('2015-08-01'), to: new Date(to) },
      },
    });
    return driver;
  };
  const statusesOf = async (of: Driver) => (await factsOf(of)).statuses;
  const open = deferred(parseLocalDate('2016-05-21'));

  test('is over once the certificate that was put off is there', async () => {
    const driver = await open();
    await submitCertificate(hospital.operator, await certNoFor(driver, PURPOSE));
    expect(await statusesOf(driver)).toEqual(['H']);
  });

  test('goes on where the certificate is unqualified', async () => {
    const driver = await open();
    await submitCertificate(hospital.operator, await certNoFor(driver, { ...PURPOSE, trunk: 'impaired' }));
    expect(await statusesOf(driver)).toEqual(['H', 'P']);
  });
});

test('by the hospital’s own system, and with its own eyes alone', async () => {
  const driver = await makeDriver(platform);
  const system = await systemOf(platform, hospital);
  const { certNo } = (await certified(system, examForm(driver, PURPOSE))).certificate;
  const { id, state } = (await submitCertificate(system, certNo)).body;
  expect(state).toBe('done');
  expect((await system.ask(applications.read, { params: { id } })).body.form).toEqual({ certNo });
  expect((await registerOf(platform.db, driver)).submissions).toHaveLength(1);
});

test('one certificate handed in ten times at once counts once', async () => {
  const driver = await makeDriver(platform, { classes: ['A2'] });
  const certNo = await certNoFor(driver, { ...PURPOSE, classes: ['A2'], leftEye: 4.9 });
  const told = await Promise.all(
    Array.from({ length: 10 }, () => submitCertificate(hospital.operator, certNo)),
  );
  const codes = told.map((each) => (each.status === 201 ? 'done' : each.problem.code));
  expect(codes.filter((code) => code === 'done')).toHaveLength(1);
  const others = codes.filter((code) => code !== 'done');
  expect(
    others.filter((code) => !['duplicate-application', 'cert-already-submitted'].includes(code)),
  ).toEqual([]);
  const { submissions, downgrades } = await registerOf(platform.db, driver);
  expect([submissions.length, downgrades.length]).toEqual([1, 1]);
  expect(await platform.db.message.count({ where: { accountId: driver.accountId } })).toBe(1);
});
