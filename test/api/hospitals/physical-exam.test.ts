// 医院体检 from the doctor's desk to the register: done in the same visit, by a person and by a hospital's own system.
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { bodyCertificateContracts as certificates } from '../../../api/contract/body-certificates.ts';
import { privacyContracts as privacy } from '../../../api/contract/privacy.ts';
import { localDateOf, toInstant } from '../../../domain/calendar/local-date.ts';
import { findBodyCertificateNumber } from '../../../domain/identity/body-certificate-number.ts';
import { demoPasswordHash } from '../../../prisma/seed/password.ts';
import {
  attach,
  certified,
  examForm,
  examine,
  type HospitalPlatform,
  makeDriver,
  openHospital,
  openHospitalPlatform,
  registerOf,
  systemOf,
  type TestHospital,
} from '../../harness/hospitals.ts';
import { newNumber } from '../../harness/identities.ts';
import { textOfPdf } from '../../harness/pdf-text.ts';
import { employ, nobody, type Person, signedIn } from '../../harness/people.ts';

let platform: HospitalPlatform;
let hospital: TestHospital;
let other: TestHospital;
let clerk: Person;
let outsider: Person;

beforeAll(async () => {
  platform = await openHospitalPlatform();
  hospital = await openHospital(platform);
  other = await openHospital(platform, { examinesC5: true });
  await employ(platform, [
    { login: 'clerk', role: 'clerk' },
    { login: 'outsider', role: 'clerk', office: 'zmd-xincai' },
  ]);
  clerk = await signedIn(platform.url, 'clerk');
  outsider = await signedIn(platform.url, 'outsider');
});
afterAll(() => platform?.stop());

const print = (by: { ask: Person['ask'] }, id: string) => by.ask(certificates.print, { params: { id } });

/** The certificate as its reader sees it. */
async function printed(by: Person, id: string): Promise<string> {
  const response = await fetch(`${platform.url}/api/v1/applications/${id}/body-certificate`, {
    headers: { Cookie: by.cookie() },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  return textOfPdf(new Uint8Array(await response.arrayBuffer()));
}

test('an examination is done in the same visit, and its certificate has a number', async () => {
  const driver = await makeDriver(platform);
  const before = await registerOf(platform.db, driver);
  const told = await examine(hospital.operator, examForm(driver));
  expect(told.status).toBe(201);
  const { id, certificate, ...receipt } = told.body;
  expect(receipt).toMatchObject({ state: 'done', stateName: '已办结', acceptBy: null, deliverBy: null });
  expect(certificate).toEqual({
    certNo: certificate?.certNo,
    ...{ validTo: '2016-05-03', conclusion: 'qualified', classes: ['C1'], unfitClasses: [] },
  });
  expect(findBodyCertificateNumber(certificate?.certNo ?? '')?.examinedOn).toBe('2015-11-03');

  const after = await registerOf(platform.db, driver);
  const { exams, ...rest } = after;
  expect(rest).toEqual({ ...before, exams: undefined });
  expect(before.exams).toEqual([]);
  const { name: hospitalName } = await platform.db.unit.findUniqueOrThrow({ where: { id: hospital.unitId } });
  const photo = await platform.db.document.findFirstOrThrow({ where: { applicationId: id } });
  expect(exams).toEqual([
    {
      ...{ certNo: certificate?.certNo, personId: driver.personId, applicationId: id, photoId: photo.id },
      ...{ hospital: hospitalName, hospitalUnitId: hospital.unitId, purpose: 'renewal' },
      ...{ examinedOn: new Date('2015-11-03'), validTo: new Date('2016-05-03') },
      ...{ conclusion: 'qualified', classes: ['C1'], unfitClasses: [] },
      doctorSealed: exams[0]?.doctorSealed,
      itemsSealed: exams[0]?.itemsSealed,
    },
  ]);
  const [{ doctorSealed, itemsSealed } = { doctorSealed: '', itemsSealed: '' }] = exams;
  const { open } = platform.db.vault;
  expect(open(doctorSealed ?? '')).toBe('许医生');
  expect(JSON.parse(open(itemsSealed ?? ''))).toMatchObject({
    ...{ correctedEyes: 'right', declaredDiseases: [] },
    exam: { heightCm: 172.5, leftEye: 5.1, rightEye: 5, hearing: 'sound', diseases: [] },
  });

  const view = (await hospital.operator.ask(applications.read, { params: { id } })).body;
  expect(view).toMatchObject({ state: 'done', stage: 'ended', certificate, task: null, allowedActions: [] });
  expect(view.timeline.map(({ type }) => type)).toEqual(['drafted', 'submitted', 'register-updated', 'done']);
  const days = [view.submittedAt, view.closedAt].map((at) => localDateOf(toInstant(at ?? '')));
  expect(days).toEqual(['2015-11-03', '2015-11-03']);
  // 现场办结: promised by the end of the day, kept at once.
  expect(view.clocks).toMatchObject([
    { kind: 'on-the-spot', status: 'stopped', outcome: 'kept', dueAt: '2015-11-03T15:59:59.999Z' },
  ]);
});

test('what was found stays with the hospital and the examinee: the staff see that there was an examination', async () => {
  const driver = await makeDriver(platform);
  const { id } = await certified(hospital.operator, examForm(driver, { diseases: ['epilepsy'] }));
  const { form, certificate } = (await clerk.ask(applications.read, { params: { id } })).body;
  expect(certificate).toBeNull();
  const shown = Object.entries(form).filter(([, value]) => value !== '****');
  expect(Object.fromEntries(shown)).toEqual({
    ...{ idDocKind: 'resident-id', purpose: 'renewal', classes: ['C1'] },
    idDocNo: `${driver.idDocNo.slice(0, 4)}**********${driver.idDocNo.slice(-4)}`,
  });
  expect(form).toMatchObject({ diseases: '****', heightCm: '****', sex: '****', hearing: '****' });
  const rows = await platform.db.$queryRaw<{ text: string }[]>`
    SELECT row_to_json(e)::text AS text FROM body_exam e UNION ALL
    SELECT row_to_json(e)::text FROM application_event e UNION ALL SELECT row_to_json(a)::text FROM application a UNION ALL
    SELECT row_to_json(a)::text FROM audit_event a UNION ALL SELECT row_to_json(k)::text FROM idempotency_key k`;
  expect(rows.length).toBeGreaterThan(5);
  for (const { text } of rows) expect(text).not.toMatch(/epilepsy|许医生|heightCm/);
});

test('the certificate is printed for the hospital that made it and for clerks of its office, each time on record', async () => {
  const driver = await makeDriver(platform);
  const form = examForm(driver, { classes: ['A1', 'C1'], heightCm: 154.9, purpose: 'annual-certificate' });
  const { id, certificate } = await certified(hospital.operator, form);
  for (const by of [hospital.operator, hospital.head, clerk]) {
    const text = await printed(by, id);
    for (const part of [
      ...['机动车驾驶人身体条件证明', certificate.certNo, driver.name, driver.idDocNo, '154.9厘米'],
      ...['不合格(身高)', '2016年5月3日', '许医生', '打印日期:2015-11-03'],
    ])
      expect(text).toContain(part.replaceAll(' ', ''));
  }
  for (const by of [other.operator, other.head, outsider])
    expect((await print(by, id)).problem.code).toBe('not-found');
  expect((await print(nobody(platform.url), id)).problem.code).toBe('not-signed-in');
  const acts = await platform.db.auditEvent.findMany({
    where: { object: `application/${id}`, action: 'print' },
  });
  expect(acts.map(({ actorId }) => actorId).sort()).toEqual(
    [hospital.operator.accountId, hospital.head.accountId, clerk.accountId].sort(),
  );
});

test('a hospital’s own system does the same with its key', async () => {
  const driver = await makeDriver(platform);
  const system = await systemOf(platform, hospital);
  const { id, certificate, state } = await certified(system, examForm(driver));
  expect([state, certificate.conclusion]).toEqual(['done', 'qualified']);
  expect((await print(system, id)).status).toBe(200);
  expect((await system.ask(applications.read, { params: { id } })).body.certificate).toEqual(certificate);
  const without = await systemOf(platform, hospital, ['application:create', 'document:create']);
  expect((await print(without, id)).problem.code).toBe('not-permitted');
  const filed = await platform.db.auditEvent.findFirstOrThrow({
    where: { object: `application/${id}`, action: 'submit' },
  });
  expect(filed.source).toMatch(/ api-key\//);
});

test('that a class is not met is a result, told class by class', async () => {
  const driver = await makeDriver(platform);
  const found = { classes: ['C1', 'A1', 'C2'], heightCm: 154.9, leftEye: 4.9, hearing: 'with-aid' };
  const { state, certificate } = await certified(hospital.operator, examForm(driver, found));
  expect(state).toBe('done');
  expect(certificate).toMatchObject({
    ...{ conclusion: 'unqualified', classes: ['C1', 'C2'], unfitClasses: ['A1'] },
  });
});

test('what the examinee declared stands against every class', async () => {
  const driver = await makeDriver(platform);
  const { certificate } = await certified(
    hospital.operator,
    examForm(driver, { declaredDiseases: ['vertigo'], classes: ['C1', 'C2'] }),
  );
  expect(certificate).toMatchObject({ conclusion: 'unqualified', classes: [], unfitClasses: ['C1', 'C2'] });
});

test('C5 is examined by a hospital that the province has named', async () => {
  const driver = await makeDriver(platform);
  const form = examForm(driver, { classes: ['C5'], rightLeg: 'impaired', purpose: 'c5-certificate' });
  const { certificate } = await certified(other.operator, form);
  expect(certificate).toMatchObject({ conclusion: 'qualified', classes: ['C5'] });
});

test('somebody whom the register does not know becomes a person of it', async () => {
  const idDocNo = newNumber('resident-id');
  const form = examForm(null, { idDocNo, name: '欧阳新人', purpose: 'first-application' });
  const { certificate } = await certified(hospital.operator, form);
  const { personId } = await platform.db.bodyExam.findUniqueOrThrow({
    where: { certNo: certificate.certNo },
  });
  const person = await platform.db.person.findUniqueOrThrow({ where: { id: personId } });
  expect(person).toMatchObject({
    ...{ name: '欧阳新人', idDocKind: 'resident-id', idDocNo, sex: 'M', residentCategory: 'local' },
    ...{ birthOn: new Date('1990-03-07'), residenceDivision: idDocNo.slice(0, 6), deceased: false },
    ...{ mobile: null, address: null, contactSince: null },
  });
  // The next examination finds them.
  const again = await certified(hospital.operator, form);
  const second = await platform.db.bodyExam.findUniqueOrThrow({
    where: { certNo: again.certificate.certNo },
  });
  expect(second.personId).toBe(personId);
});

test('a foreigner is recorded by what the document and the hospital say', async () => {
  const form = examForm(null, {
    ...{ idDocKind: 'foreign-passport', idDocNo: newNumber('foreign-passport'), name: 'Jane Doe' },
    ...{ sex: 'F', birthOn: '1988-02-29' },
  });
  const { certificate } = await certified(hospital.operator, form);
  const { person } = await platform.db.bodyExam.findUniqueOrThrow({
    where: { certNo: certificate.certNo },
    include: { person: true },
  });
  expect(person).toMatchObject({
    ...{ name: 'Jane Doe', idDocKind: 'foreign-passport', sex: 'F', residentCategory: 'foreigner' },
    birthOn: new Date('1988-02-29'),
  });
});

test('the same key files one examination', async () => {
  const driver = await makeDriver(platform);
  const body = {
    service: 'hospital-physical-exam',
    form: examForm(driver),
    documents: [await attach(hospital.operator, 'examinee-photo')],
  };
  const key = 'exam-0001-of-today';
  const first = await hospital.operator.ask(applications.create, { body, key });
  const second = await hospital.operator.ask(applications.create, { body, key });
  expect(second.text).toBe(first.text);
  expect(second.headers.get('idempotent-replay')).toBe('true');
  expect(first.body).toMatchObject({ state: 'done', certificate: { conclusion: 'qualified' } });
  expect((await registerOf(platform.db, driver)).exams).toHaveLength(1);
});

test('three hospitals examine one newcomer at once: one person, three certificates', async () => {
  const third = await openHospital(platform);
  const form = examForm(null, { idDocNo: newNumber('resident-id'), name: '欧阳同时' });
  const told = await Promise.all([hospital, other, third].map(({ operator }) => examine(operator, form)));
  // One at a time: whoever comes second is told so, or comes when the first is done.
  const done = told.filter(({ status }) => status === 201);
  const refused = told.filter(({ status }) => status !== 201).map(({ problem }) => problem.code);
  expect(done.length).toBeGreaterThan(0);
  expect(refused.filter((code) => code !== 'duplicate-application')).toEqual([]);
  const people = await platform.db.person.findMany({
    where: { name: '欧阳同时' },
    include: { bodyExams: true },
  });
  expect(people).toHaveLength(1);
  expect(people[0]?.bodyExams).toHaveLength(done.length);
});

test('who was examined is told everything that was found; the doctor’s own file holds nobody’s health', async () => {
  const driver = await makeDriver(platform);
  const form = examForm(driver, { declaredDiseases: ['vertigo'], purpose: 'annual-certificate' });
  const { number, certificate } = await certified(hospital.operator, form);
  await platform.db.account.update({
    where: { id: driver.accountId },
    data: { passwordHash: await demoPasswordHash() },
  });
  const self = await signedIn(platform.url, driver.mobile);
  const own = (await self.ask(privacy.ownData)).body;
  expect(own.bodyExams).toMatchObject([
    {
      ...{ certNo: certificate.certNo, conclusion: 'unqualified', classes: [], unfitClasses: ['C1'] },
      ...{ examinedOn: '2015-11-03', validTo: '2016-05-03' },
      findings: { declaredDiseases: ['vertigo'], exam: { heightCm: 172.5, diseases: ['vertigo'] } },
    },
  ]);
  const theirs = (await hospital.operator.ask(privacy.ownData)).body;
  expect(theirs.bodyExams).toEqual([]);
  const filed = theirs.applications.find((each) => each.number === number);
  expect(filed?.form).toMatchObject({ declaredDiseases: '****', name: '****', heightCm: '****' });
  expect(JSON.stringify(theirs)).not.toContain(driver.idDocNo);
});
