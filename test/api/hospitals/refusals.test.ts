// Everything that is refused to hospitals, in the words of the rules; nothing of it leaves a trace but the audit row.
import { randomUUID } from 'node:crypto';
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { addDays } from '../../../domain/calendar/local-date.ts';
import type { Form } from '../../../domain/services/define.ts';
import {
  attach,
  certified,
  type Driver,
  examForm,
  examine,
  type HospitalPlatform,
  makeDriver,
  openHospital,
  openHospitalPlatform,
  submitCertificate,
  type TestHospital,
} from '../../harness/hospitals.ts';
import { newNumber } from '../../harness/identities.ts';
import { type Person, signedIn } from '../../harness/people.ts';
import { changedRows, countRows } from '../../harness/rows.ts';
import { makeOperator, makeUnit } from '../../harness/units.ts';

let platform: HospitalPlatform;
let hospital: TestHospital;
let other: TestHospital;
let driver: Driver;

beforeAll(async () => {
  platform = await openHospitalPlatform();
  hospital = await openHospital(platform);
  other = await openHospital(platform, { examinesC5: true });
  driver = await makeDriver(platform);
});
afterAll(() => platform?.stop());

interface Refusal {
  readonly code: string;
  readonly zh: string;
  readonly status: number;
  readonly pointer?: string;
}

/** Refused in these words, and nothing has changed. */
async function refuses(
  work: () => Promise<{ readonly problem: { readonly code: string; readonly title: string } }>,
  { code, zh, status, pointer }: Refusal,
): Promise<void> {
  const before = await countRows(platform.db);
  const { problem } = await work();
  expect(problem).toMatchObject({ code, title: zh, status, ...(pointer && { pointer }) });
  // The sealer adds its links when it pleases, and the photograph was uploaded before.
  const changed = Object.entries(changedRows(before, await countRows(platform.db))).filter(
    ([table]) => table !== 'audit_link',
  );
  expect(Object.fromEntries(changed)).toEqual({ audit_event: 2, idempotency_key: 2, document: 1 });
}

const NOT_APPROVED = {
  code: 'hospital-not-approved',
  zh: '该医疗机构未列入驾驶人体检医疗机构名单。',
  status: 403,
};

describe('an examination', () => {
  test.each([
    ['was never on the list', { listed: false }],
    ['is on the list from tomorrow', { listedIn: 1 }],
    ['has been taken off the list today', { listedIn: -400, removedIn: 0 }],
  ])('by a hospital that %s', async (_, listing) => {
    const unlisted = await openHospital(platform, listing);
    await refuses(() => examine(unlisted.operator, examForm(driver)), NOT_APPROVED);
  });

  test('by a hospital that is taken off the list tomorrow is still accepted', async () => {
    const leaving = await openHospital(platform, { listedIn: -400, removedIn: 1 });
    expect((await examine(leaving.operator, examForm(await makeDriver(platform)))).body.state).toBe('done');
  });

  const MISMATCH = {
    ...{ code: 'identity-mismatch', zh: '体检人身份信息与证件不一致。', status: 422 },
    pointer: '/form/idDocNo',
  };

  test.each<[string, (of: Driver) => Form]>([
    ['another name than the register has', () => ({ name: '别人' })],
    ['another sex than the number tells', () => ({ sex: 'F' })],
    ['another birthday than the number tells', ({ birthOn }) => ({ birthOn: addDays(birthOn, 1) })],
  ])('of somebody with %s', async (_, change) => {
    await refuses(() => examine(hospital.operator, examForm(driver, change(driver))), MISMATCH);
  });

  test('of somebody whom the register knows by another birthday, which the document does not tell', async () => {
    const idDocNo = newNumber('hk-id');
    const form = examForm(null, { idDocKind: 'hk-id', idDocNo, name: '陈大文', birthOn: '1980-05-05' });
    await certified(hospital.operator, form);
    await refuses(() => examine(hospital.operator, { ...form, birthOn: '1980-05-06' }), MISMATCH);
    await refuses(() => examine(hospital.operator, { ...form, sex: 'F' }), MISMATCH);
  });

  test('for C5 by a hospital that the province has not named', async () => {
    await refuses(() => examine(hospital.operator, examForm(driver, { classes: ['C1', 'C5'] })), {
      ...{ code: 'c5-hospital', status: 422, pointer: '/form/classes' },
      zh: 'C5准驾车型须由省级卫生主管部门指定的专门医疗机构体检。',
    });
  });

  test.each<[string, Form, string]>([
    ['a number with a wrong check character', { idDocNo: '412801199003071235' }, '身份证明号码不正确。'],
    ['a passport’s number as that of a card', { idDocNo: 'E12345678' }, '身份证明号码不正确。'],
  ])('with %s', async (_, change, zh) => {
    await refuses(() => examine(hospital.operator, examForm(null, change)), {
      ...{ code: 'id-number-invalid', status: 422, pointer: '/form/idDocNo' },
      zh,
    });
  });

  test('without a photograph', async () => {
    const body = { service: 'hospital-physical-exam', form: examForm(driver), documents: [] };
    const { problem } = await hospital.operator.ask(applications.create, { body });
    expect(problem).toMatchObject({ code: 'document-missing', title: '请提交材料:体检人现场照片。' });
  });

  test.each<[string, Form, string]>([
    ['no height', { heightCm: '' }, '/form/heightCm'],
    ['a height of half a kilometre', { heightCm: 50_000 }, '/form/heightCm'],
    ['an eyesight with two decimals', { leftEye: 4.95 }, '/form/leftEye'],
    ['five fingers beside the thumb', { leftFingers: 5 }, '/form/leftFingers'],
    ['no answer to the diseases', { declaredDiseases: '' }, '/form/declaredDiseases'],
    ['a disease that is not listed', { diseases: ['hay-fever'] }, '/form/diseases'],
    ['no class', { classes: [] }, '/form/classes'],
    ['a class that does not exist', { classes: ['C9'] }, '/form/classes'],
    ['another purpose', { purpose: 'curiosity' }, '/form/purpose'],
    ['a residence permit as identity document', { idDocKind: 'residence-permit' }, '/form/idDocKind'],
    ['a field of no examination', { bloodGroup: 'A' }, '/form/bloodGroup'],
    ['no doctor', { doctor: ' ' }, '/form/doctor'],
  ])('with %s', async (_, change, pointer) => {
    const { problem } = await examine(hospital.operator, examForm(driver, change));
    expect(problem.pointer).toBe(pointer);
    expect(['invalid-field', 'field-required', 'unknown-field']).toContain(problem.code);
  });

  test('by others than hospitals', async () => {
    const unitId = await makeUnit(platform, 'car-dealer');
    await makeOperator(platform, { unitId, login: 'dealer' });
    const dealer = await signedIn(platform.url, 'dealer');
    const told = await examine(dealer, examForm(driver));
    expect(told.problem).toMatchObject({
      code: 'unit-kind-not-allowed',
      title: '贵单位类型不能办理该业务。',
    });
    expect((await submitCertificate(dealer, 'TJ-20151103-000001-1')).problem.code).toBe(
      'unit-kind-not-allowed',
    );
  });

  test('by a hospital without option 6', async () => {
    const unitId = await makeUnit(platform, 'hospital', [3]);
    await makeOperator(platform, { unitId, login: 'optionless' });
    const { problem } = await examine(await signedIn(platform.url, 'optionless'), examForm(driver));
    expect(problem).toMatchObject({
      code: 'unit-option-missing',
      title: '贵单位未选择服务6,请到窗口变更服务选项后办理。',
    });
  });
});

describe('a certificate', () => {
  const UNKNOWN = {
    ...{ code: 'certificate-unknown', status: 422, pointer: '/subject' },
    zh: '未查询到贵单位出具的该身体条件证明,请核对证明编号。',
  };

  async function certNoBy(by: Person, of: Driver, more: Form = {}): Promise<string> {
    return (await certified(by, examForm(of, more))).certificate.certNo;
  }

  test('that does not exist, and one of another hospital: the same answer', async () => {
    const foreign = await certNoBy(other.operator, driver);
    await refuses(() => submitCertificate(hospital.operator, 'TJ-20151103-999999-9'), UNKNOWN);
    await refuses(() => submitCertificate(hospital.operator, foreign), UNKNOWN);
    const plain = (text: string) => text.replace(/"requestId":"[^"]+"/, '');
    const [missing, kept] = [
      await submitCertificate(hospital.operator, 'TJ-20151103-999999-9'),
      await submitCertificate(hospital.operator, foreign),
    ];
    expect(plain(kept.text)).toBe(plain(missing.text));
  });

  test('that came from elsewhere than the platform', async () => {
    const certNo = `ZMD-2015-${randomUUID().slice(0, 6).toUpperCase()}`;
    await platform.db.bodyExam.create({
      data: {
        ...{ certNo, personId: driver.personId, hospital: '驻马店市中心医院', conclusion: 'qualified' },
        ...{ examinedOn: new Date('2015-10-20'), validTo: new Date('2016-04-20'), classes: ['C1'] },
      },
    });
    await refuses(() => submitCertificate(hospital.operator, certNo), UNKNOWN);
  });

  test('a day too old', async () => {
    const certNo = await certNoBy(hospital.operator, driver);
    const setValidTo = (text: string) =>
      platform.db.bodyExam.update({ where: { certNo }, data: { validTo: new Date(text) } });
    await setValidTo('2015-11-02');
    await refuses(() => submitCertificate(hospital.operator, certNo), {
      ...{ code: 'cert-expired', zh: '身体条件证明已超过6个月有效期。', status: 422 },
      pointer: '/form/certNo',
    });
    await setValidTo('2015-11-03');
    expect((await submitCertificate(hospital.operator, certNo)).body.state).toBe('done');
  });

  const SUBMITTED = {
    ...{ code: 'cert-already-submitted', zh: '该证明已提交。', status: 409, pointer: '/form/certNo' },
  };

  test('a second time, also by a colleague, and one that was used at the window', async () => {
    const of = await makeDriver(platform);
    const certNo = await certNoBy(hospital.operator, of);
    expect((await submitCertificate(hospital.operator, certNo)).body.state).toBe('done');
    await refuses(() => submitCertificate(hospital.operator, certNo), SUBMITTED);
    await refuses(() => submitCertificate(hospital.head, certNo), SUBMITTED);
    const renewed = await certNoBy(hospital.operator, of);
    await platform.db.bodyCertSubmission.create({
      data: {
        ...{ licenceId: of.licenceId, certNo: renewed, by: 'window', qualified: true },
        submittedOn: new Date('2015-11-03'),
      },
    });
    await refuses(() => submitCertificate(hospital.operator, renewed), SUBMITTED);
  });

  test.each(['E', 'F', 'G', 'R'] as const)('for a licence with status %s', async (status) => {
    const of = await makeDriver(platform, { statuses: [status] });
    const certNo = await certNoBy(hospital.operator, of);
    await refuses(() => submitCertificate(hospital.operator, certNo), {
      ...{ code: 'licence-cancelled', zh: '该驾驶证已注销,不能提交。', status: 422 },
      pointer: '/form/certNo',
    });
  });

  test('for a licence that is administered elsewhere', async () => {
    const of = await makeDriver(platform, { elsewhere: true });
    const certNo = await certNoBy(hospital.operator, of);
    await refuses(() => submitCertificate(hospital.operator, certNo), {
      ...{ code: 'subject-not-local', status: 422, pointer: '/subject' },
      zh: '该机动车(驾驶证)不属于本地管理,请到登记地(核发地)办理。',
    });
  });

  test('of somebody without a licence', async () => {
    const form = examForm(null, { idDocNo: newNumber('resident-id'), name: '欧阳无证' });
    const { certNo } = (await certified(hospital.operator, form)).certificate;
    await refuses(() => submitCertificate(hospital.operator, certNo), {
      ...{ code: 'examinee-without-licence', status: 422, pointer: '/form/certNo' },
      zh: '体检人没有机动车驾驶证,该证明无需提交。',
    });
  });

  test('without the signed paper', async () => {
    const certNo = await certNoBy(hospital.operator, await makeDriver(platform));
    const documents = [await attach(hospital.operator, 'examinee-photo')];
    const body = { service: 'hospital-body-certificate', form: { certNo }, documents };
    const { problem } = await hospital.operator.ask(applications.create, { body });
    expect(problem).toMatchObject({
      code: 'document-missing',
      title: '请提交材料:经医师签字、贴有照片的《机动车驾驶人身体条件证明》。',
    });
  });
});
