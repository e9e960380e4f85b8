// A day's work of a hospital's system in one request: an answer for each, and nothing twice, whatever is repeated.
import { randomUUID } from 'node:crypto';
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { batchContracts } from '../../../api/contract/batch.ts';
import type { Form } from '../../../domain/services/define.ts';
import { SAMPLE_FORMS } from '../../../domain/services/testing/sample-forms.ts';
import {
  attach,
  type BatchItem,
  certified,
  type Driver,
  examForm,
  type HospitalPlatform,
  makeDriver,
  openHospital,
  openHospitalPlatform,
  type System,
  sendBatch,
  systemOf,
  type TestHospital,
} from '../../harness/hospitals.ts';
import { employ, signedIn } from '../../harness/people.ts';

let platform: HospitalPlatform;
let hospital: TestHospital;
let system: System;
let drivers: readonly Driver[];

beforeAll(async () => {
  platform = await openHospitalPlatform();
  hospital = await openHospital(platform);
  system = await systemOf(platform, hospital);
  const made: Driver[] = [];
  for (let n = 0; n < 6; n += 1) made.push(await makeDriver(platform));
  drivers = made;
});
afterAll(() => platform?.stop());

async function examItem(form: Form): Promise<BatchItem> {
  const documents = [await attach(system, 'examinee-photo')];
  return { key: `exam-${randomUUID()}`, service: 'hospital-physical-exam', form, documents };
}

const itemsFor = (those: readonly Driver[]) => Promise.all(those.map((each) => examItem(examForm(each))));
const countCases = () => platform.db.application.count();
const countExams = () => platform.db.bodyExam.count();

test('each item has its own answer, in order, done in the same visit', async () => {
  const items = await itemsFor(drivers);
  const { results } = (await sendBatch(system, items)).body;
  expect(results.map(({ key }) => key)).toEqual(items.map(({ key }) => key));
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect(results.map(({ receipt }) => receipt?.state)).toEqual(items.map(() => 'done'));
  const numbers = results.map(({ receipt }) => receipt?.certificate?.certNo);
  expect(new Set(numbers).size).toBe(items.length);
  expect(results.every(({ receipt }) => (receipt?.trackingSecret ?? '').length > 8)).toBe(true);
});

test('repeated under the same key or under another, in whole or in part, it files nothing twice', async () => {
  const items = await itemsFor(drivers);
  const key = `batch-${randomUUID()}`;
  // The sender went down with its first three answers, and gathers again.
  const first = (await sendBatch(system, items.slice(0, 3))).body.results;
  const whole = await sendBatch(system, items, key);
  const [cases, exams] = [await countCases(), await countExams()];
  expect(whole.body.results.slice(0, 3)).toEqual(first);
  const again = await sendBatch(system, items, key);
  expect(again.text).toBe(whole.text);
  expect(again.headers.get('idempotent-replay')).toBe('true');
  const regathered = await sendBatch(system, [...items].reverse());
  expect([...regathered.body.results].reverse()).toEqual(whole.body.results);
  expect([await countCases(), await countExams()]).toEqual([cases, exams]);
});

test('two processes of the sender at once: one case an item', async () => {
  const items = await itemsFor(drivers);
  const before = await countCases();
  const told = await Promise.all([1, 2, 3].map(() => sendBatch(system, items)));
  expect(await countCases()).toBe(before + items.length);
  const answers = told.flatMap(({ body }) => body.results);
  const refused = answers.filter(({ ok }) => !ok).map(({ problem }) => problem?.code);
  // Who asks while another files the same is told to ask again.
  expect(refused.filter((code) => code !== 'idempotency-key-in-flight')).toEqual([]);
  const settled = (await sendBatch(system, items)).body.results;
  expect(settled.map(({ receipt }) => receipt?.state)).toEqual(items.map(() => 'done'));
  expect(await countCases()).toBe(before + items.length);
});

test('what is wrong with one item is told of that item, and keeps none of the others', async () => {
  const [one, two] = await itemsFor(drivers.slice(0, 2));
  const named = async (form: Form) => examItem(form);
  const items = [
    one,
    await named(examForm(drivers[2] ?? null, { name: '别人' })),
    await named({ ...examForm(drivers[3] ?? null), heightCm: 'tall' }),
    { ...(await named({})), service: 'no-such-service' },
    await named(examForm(drivers[4] ?? null, { classes: ['C5'] })),
    { ...(await named({ certNo: 'TJ-20151103-999999-9' })), service: 'hospital-body-certificate' },
    two,
  ];
  const before = await countCases();
  const { results } = (
    await sendBatch(
      system,
      items.filter((item) => item !== undefined),
    )
  ).body;
  expect(results.map(({ ok, problem }) => (ok ? 'done' : [problem?.code, problem?.pointer]))).toEqual([
    'done',
    ['identity-mismatch', '/form/idDocNo'],
    ['invalid-field', '/form/heightCm'],
    ['service-unknown', '/service'],
    ['c5-hospital', '/form/classes'],
    ['certificate-unknown', '/subject'],
    'done',
  ]);
  expect(await countCases()).toBe(before + 2);
});

test('an item refused once is refused the same way again, and mended under a key of its own', async () => {
  const wrong = await examItem(examForm(drivers[0] ?? null, { sex: 'F' }));
  const first = (await sendBatch(system, [wrong])).body.results;
  expect(first[0]?.problem?.title).toBe('体检人身份信息与证件不一致。');
  expect((await sendBatch(system, [wrong])).body.results).toEqual(first);
  const mended = { ...wrong, form: examForm(drivers[0] ?? null) };
  const [reused] = (await sendBatch(system, [mended])).body.results;
  expect(reused?.problem?.code).toBe('idempotency-key-reused');
  const [done] = (await sendBatch(system, [{ ...mended, key: `${wrong.key}-b` }])).body.results;
  expect(done?.receipt?.state).toBe('done');
});

test('the same item twice in one batch is one case', async () => {
  const item = await examItem(examForm(drivers[1] ?? null));
  const before = await countCases();
  const { results } = (await sendBatch(system, [item, item])).body;
  expect(results.map(({ receipt }) => receipt?.id)).toEqual([
    results[0]?.receipt?.id,
    results[0]?.receipt?.id,
  ]);
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect(await countCases()).toBe(before + 1);
});

test('examinations and certificates together; each case is its operator’s to read', async () => {
  const driver = await makeDriver(platform);
  const { certNo } = (await certified(system, examForm(driver))).certificate;
  const documents = [await attach(system, 'signed-certificate')];
  const certificate = {
    key: randomUUID(),
    service: 'hospital-body-certificate',
    form: { certNo },
    documents,
  };
  const exam = await examItem(examForm(await makeDriver(platform)));
  const { results } = (await sendBatch(system, [certificate, exam])).body;
  expect(results.map(({ receipt }) => receipt?.state)).toEqual(['done', 'done']);
  for (const { receipt } of results) {
    const params = { id: receipt?.id ?? '' };
    expect((await hospital.operator.ask(applications.read, { params })).status).toBe(200);
    expect((await hospital.head.ask(applications.read, { params })).problem.code).toBe('not-found');
  }
});

test.each<[string, (item: BatchItem) => object, string, string]>([
  ['no items', () => ({ items: [] }), 'invalid-field', '/items'],
  [
    'a hundred and one',
    (item) => ({ items: Array.from({ length: 101 }, () => item) }),
    'invalid-field',
    '/items',
  ],
  [
    'an item without a key',
    (item) => ({ items: [{ ...item, key: undefined }] }),
    'field-required',
    '/items/0/key',
  ],
  [
    'a key with a space',
    (item) => ({ items: [{ ...item, key: 'a key of words' }] }),
    'invalid-field',
    '/items/0/key',
  ],
  [
    'a field too many',
    (item) => ({ items: [item, { ...item, office: 'x' }] }),
    'unknown-field',
    '/items/1/office',
  ],
])('%s: refused as a whole, and nothing filed', async (_, bodyOf, code, pointer) => {
  const item = await examItem(examForm(drivers[0] ?? null));
  const before = await countCases();
  const { problem } = await system.ask(batchContracts.create, { body: bodyOf(item) });
  expect({ code: problem.code, pointer: problem.pointer }).toEqual({ code, pointer });
  expect(await countCases()).toBe(before);
});

test('staff file nothing, and whoever may not use a service is told so item by item', async () => {
  await employ(platform, [{ login: 'clerk', role: 'clerk' }]);
  const clerk = await signedIn(platform.url, 'clerk');
  const item = await examItem(examForm(drivers[0] ?? null));
  expect((await sendBatch(clerk, [item])).problem.code).toBe('not-permitted');
  const foreign = {
    ...{ key: randomUUID(), service: 'plate-reissue', form: SAMPLE_FORMS['plate-reissue'] },
    subject: { plateCategory: '02', plateNumber: '豫Q12345' },
  };
  const [result] = (await sendBatch(system, [foreign])).body.results;
  expect(result?.problem?.code).toBe('unit-kind-not-allowed');
});
