// As many as one request may hold, from a hospital's system to the register.
import { BATCH_MAX } from '../../../api/contract/actions.ts';
import { eventually } from '../../harness/eventually.ts';
import {
  attach,
  examForm,
  type HospitalPlatform,
  openHospital,
  openHospitalPlatform,
  sendBatch,
  systemOf,
} from '../../harness/hospitals.ts';
import { newNumber } from '../../harness/identities.ts';

let platform: HospitalPlatform;

beforeAll(async () => {
  // Nobody waits here: each answer says that the examination is handed in.
  platform = await openHospitalPlatform({ atOnceMs: 0 });
});
afterAll(() => platform?.stop());

const NAME = '欧阳众人';

test('a hundred examinations in one request: each is one case, one person and one certificate', async () => {
  const hospital = await openHospital(platform);
  const system = await systemOf(platform, hospital);
  const photos = await Promise.all(
    Array.from({ length: BATCH_MAX }, () => attach(hospital.operator, 'examinee-photo')),
  );
  const items = photos.map((photo) => ({
    ...{ key: `hundred-${photo}`, service: 'hospital-physical-exam', documents: [photo] },
    form: examForm(null, { idDocNo: newNumber('resident-id'), name: NAME }),
  }));
  const { results } = (await sendBatch(system, items)).body;
  expect(results.filter(({ ok }) => !ok)).toEqual([]);
  const again = (await sendBatch(system, items)).body.results;
  expect(again.map(({ receipt }) => receipt?.id)).toEqual(results.map(({ receipt }) => receipt?.id));

  const countExamined = () => platform.db.bodyExam.count({ where: { person: { name: NAME } } });
  for (const share of [0.25, 0.5, 0.75, 1])
    await eventually(`${share} of all`, async () => (await countExamined()) >= share * BATCH_MAX);
  const exams = await platform.db.bodyExam.findMany({
    where: { person: { name: NAME } },
    select: { certNo: true, personId: true, applicationId: true },
  });
  for (const name of ['certNo', 'personId', 'applicationId'] as const)
    expect(new Set(exams.map((exam) => exam[name])).size).toBe(BATCH_MAX);
});
