// What each effect changes in the register, field by field: everything that differs after it, and nothing besides.
import { localDateOf, toInstant } from '../../domain/calendar/local-date.ts';
import { FEES_OFF } from '../../domain/fees.ts';
import type { ApplicantService } from '../../prisma/seed/applicant-services.ts';
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts';
import { caseOnDesk } from '../../test/harness/desk.ts';
import { createFiler } from '../../test/harness/filing.ts';
import { openServices } from '../../test/harness/open-services.ts';
import { testVault } from '../../test/harness/vault.ts';
import { type Database, openDatabase } from '../client.ts';
import { type Deciding, deciding } from '../deciding.ts';
import { applyPendingEffect } from '../register.ts';

/** Tuesday of the first week of the trial: the example of services.md §3.8. */
const NOW = toInstant('2015-11-03T02:00:00Z');
const TODAY = localDateOf(NOW);

let database: TestDatabase;
let db: Database;
let decides: Deciding;
let filer: ReturnType<typeof createFiler>;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, vault: testVault, poolSize: 4 });
  decides = deciding({ db, fees: FEES_OFF, hashSecret: (secret) => secret, now: async () => NOW });
  filer = createFiler(decides);
  await openServices(db, NOW, ['vehicle-licence-reissue', 'vehicle-licence-replace']);
});
afterAll(async () => {
  await db?.$disconnect();
  await database?.drop();
});

/** The tables of the register that hang on a vehicle or a licence. */
const OF_VEHICLE = ['certificate'] as const;
const OF_LICENCE = [
  ...['class_holding', 'point_entry', 'cycle_reset', 'review', 'body_cert_submission'],
  ...['deferral', 'accident', 'downgrade_case', 'certificate', 'employment'],
] as const;

type Row = Readonly<Record<string, unknown>>;
type Register = ReadonlyMap<string, Row>;

interface Subject {
  readonly vehicleId: string | null;
  readonly licenceId: string | null;
}

/** Every row of the register about a subject, by table and id. */
async function readRegister({ vehicleId, licenceId }: Subject): Promise<Register> {
  const of = vehicleId === null ? ('licence' as const) : ('vehicle' as const);
  const id = vehicleId ?? licenceId ?? '';
  const rows = await Promise.all([
    rowsOf(of, 'id', id),
    ...(of === 'vehicle' ? OF_VEHICLE : OF_LICENCE).map((table) => rowsOf(table, `${of}_id`, id)),
  ]);
  return new Map(rows.flat());
}

async function rowsOf(table: string, column: string, id: string) {
  const rows = await db.$queryRawUnsafe<{ row: Row }[]>(
    `SELECT to_jsonb(t) AS row FROM "${table}" t WHERE ${column} = $1::uuid`,
    id,
  );
  return rows.map(({ row }) => [`${table} ${String(row.id)}`, row] as const);
}

/** What differs: columns of rows that stayed, and the whole of rows that are new. */
function changesOf(before: Register, after: Register, ids: Readonly<Record<string, string>>) {
  const changes: Record<string, Row[]> = {};
  for (const [key, row] of after) {
    const was = before.get(key);
    const fields = Object.entries(row).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(was?.[name]),
    );
    const told = fields.filter(([name, value]) => was || (name !== 'id' && value !== null));
    if (told.length === 0) continue;
    const table = key.split(' ')[0] ?? '';
    const named = told.map(([name, value]) => [name, ids[String(value)] ?? value]);
    changes[table] = [...(changes[table] ?? []), Object.fromEntries(named)];
  }
  expect([...before.keys()].filter((key) => !after.has(key))).toEqual([]);
  return changes;
}

interface Asked {
  readonly service: ApplicantService;
  readonly form?: Readonly<Record<string, string>>;
  /** What the register holds before, where it matters. */
  readonly given?: (subject: Subject) => Promise<unknown>;
}

/** Files, accepts and approves; the changes are those of the effect alone. */
async function changesBy({ service, form = {}, given }: Asked) {
  const prepared = await filer.prepare({ service });
  const { applicant, submission } = prepared;
  await given?.(applicant);
  const asked = { ...submission, form: { ...submission.form, ...form } };
  const outcome = await filer.create({ applicant, submission: asked }, true);
  expect(outcome.refusal).toBeNull();
  const on = caseOnDesk(decides, outcome.id);
  await on.does({ action: 'accept' }, { action: 'approve' });
  const before = await readRegister(applicant);
  const { refusal, application } = await applyPendingEffect(decides, outcome.id);
  expect([refusal, application.effects]).toEqual([null, []]);
  const ids = {
    [outcome.id]: '{application}',
    [applicant.vehicleId ?? '']: '{vehicle}',
    [applicant.licenceId ?? '']: '{licence}',
  };
  const after = await readRegister(applicant);
  expect((await applyPendingEffect(decides, outcome.id)).refusal).not.toBeNull();
  expect(await readRegister(applicant)).toEqual(after);
  return { changes: changesOf(before, after, ids), submission: asked };
}

const newPiece = (kind: string, of: 'vehicle' | 'licence') => ({
  ...{ kind, [`${of}_id`]: `{${of}}`, state: 'held' },
  ...{ issued_on: TODAY, application_id: '{application}' },
});
const oldPiece = { state: 'voided', voided_on: TODAY };

const day = (text: string) => new Date(text);
const licence = (data: object) => (subject: Subject) =>
  db.licence.update({ where: { id: subject.licenceId ?? '' }, data });

test.each([
  ['plate-reissue', 'plates'],
  ['plate-replace', 'plates'],
  ['inspection-mark-reissue', 'inspection-mark'],
  ['vehicle-licence-reissue', 'vehicle-licence'],
  ['vehicle-licence-replace', 'vehicle-licence'],
] as const)('%s: the old %s are void and new ones held; number and validity stay', async (service, kind) => {
  const given = async ({ vehicleId }: Subject) => {
    const held = await db.certificate.count({ where: { vehicleId, kind, state: 'held' } });
    const piece = { kind, vehicleId, state: 'held', issuedOn: day('2012-05-08') };
    if (held === 0) await db.certificate.create({ data: piece });
  };
  const { changes } = await changesBy({ service, given });
  expect(changes).toEqual({ certificate: expect.arrayContaining([oldPiece, newPiece(kind, 'vehicle')]) });
  expect(changes.certificate).toHaveLength(2);
});

test('licence-renewal: 2009-11-20…2015-11-20, applied for on 2015-11-03, becomes 2015-11-20…2025-11-20', async () => {
  const given = licence({
    ...{ firstIssuedOn: day('2009-11-20'), validFrom: day('2009-11-20'), validTo: day('2015-11-20') },
    ...{ validityKind: '6y', statuses: ['A', 'M'] },
  });
  const { changes, submission } = await changesBy({ service: 'licence-renewal', given });
  expect(changes).toEqual({
    licence: [
      {
        ...{ valid_from: '2015-11-20', valid_to: '2025-11-20', validity_kind: '10y', statuses: ['A'] },
      },
    ],
    review: [
      {
        ...{ licence_id: '{licence}', on: TODAY, covers_through_cycle: 5, with_study: false },
        application_id: '{application}',
      },
    ],
    body_cert_submission: [
      {
        ...{ licence_id: '{licence}', cert_no: submission.form.certNo, submitted_on: TODAY },
        ...{ qualified: true, by: 'window', application_id: '{application}' },
      },
    ],
    certificate: expect.arrayContaining([oldPiece, newPiece('driving-licence', 'licence')]),
  });
});

test('licence-renewal: twelve points within the time keep the kind of validity', async () => {
  const given = async (subject: Subject) => {
    await licence({
      ...{ firstIssuedOn: day('2009-11-20'), validFrom: day('2009-11-20'), validTo: day('2015-11-20') },
      ...{ validityKind: '6y', statuses: ['A'] },
    })(subject);
    const on = {
      occurredOn: day('2013-05-01'),
      recordedOn: day('2013-05-01'),
      finePaidOn: day('2013-05-02'),
    };
    const licenceId = subject.licenceId ?? '';
    await db.pointEntry.create({ data: { licenceId, points: 12, ...on } });
    await db.cycleReset.create({ data: { licenceId, on: day('2013-07-01'), kind: 'study-exam-passed' } });
  };
  const { changes } = await changesBy({ service: 'licence-renewal', given });
  expect(changes.licence).toEqual([{ valid_from: '2015-11-20', valid_to: '2021-11-20' }]);
});

test('licence-overage-exchange: A2 goes at 60, C1 stays; the exchange is recorded', async () => {
  const { changes, submission } = await changesBy({ service: 'licence-overage-exchange' });
  expect(changes).toEqual({
    class_holding: expect.arrayContaining([
      { cancelled_on: TODAY, cancel_reason: 'age' },
      { licence_id: '{licence}', cls: 'C1', obtained_on: TODAY, how: 'downgrade' },
    ]),
    downgrade_case: [
      expect.objectContaining({
        ...{ licence_id: '{licence}', cause: 'age', lost_classes: ['A2'] },
        ...{ decided_on: TODAY, exchanged_on: TODAY, application_id: '{application}' },
      }),
    ],
    body_cert_submission: [
      expect.objectContaining({ cert_no: submission.form.certNo, submitted_on: TODAY, by: 'window' }),
    ],
    certificate: expect.arrayContaining([oldPiece, newPiece('driving-licence', 'licence')]),
  });
});

test.each(['licence-lost-reissue', 'licence-damaged-replace'] as const)(
  '%s: a new document, and nothing else',
  async (service) => {
    const { changes } = await changesBy({ service });
    expect(changes).toEqual({
      certificate: expect.arrayContaining([oldPiece, newPiece('driving-licence', 'licence')]),
    });
  },
);

test('licence-lost-reissue: within ninety days of its end it is a renewal as well', async () => {
  const given = async (subject: Subject) => {
    await licence({ validFrom: day('2009-11-20'), validTo: day('2015-11-20'), validityKind: '6y' })(subject);
    const { holderId } = await db.licence.findUniqueOrThrow({ where: { id: subject.licenceId ?? '' } });
    await db.bodyExam.create({
      data: {
        ...{ certNo: 'ZMD-2015-900001', personId: holderId, hospital: '驻马店市中心医院' },
        ...{ examinedOn: day('2015-10-20'), validTo: day('2016-04-20') },
        ...{ conclusion: 'qualified', classes: ['C1'] },
      },
    });
  };
  const form = { certNo: 'ZMD-2015-900001' };
  const { changes } = await changesBy({ service: 'licence-lost-reissue', form, given });
  expect(changes.licence).toEqual([
    expect.objectContaining({ valid_from: '2015-11-20', valid_to: '2025-11-20', validity_kind: '10y' }),
  ]);
  expect(Object.keys(changes).sort()).toEqual(['body_cert_submission', 'certificate', 'licence', 'review']);
});

test.each([
  ['renewal-deferral', 'renewal', 'N'],
  ['review-deferral', 'review', 'T'],
  ['body-certificate-deferral', 'body-cert', 'P'],
] as const)('%s: a deferral of %s, and status %s', async (service, kind, status) => {
  const { changes, submission } = await changesBy({ service });
  const { reason, from, to } = submission.form;
  expect(changes.deferral).toEqual([
    expect.objectContaining({
      ...{ licence_id: '{licence}', kind, reason, from, to, application_id: '{application}' },
    }),
  ]);
  expect(changes.licence).toEqual([{ statuses: [status] }]);
  expect(Object.keys(changes).sort()).toEqual(['deferral', 'licence']);
});

test('renewal-deferral: what it suppresses is gone', async () => {
  const given = licence({ statuses: ['M'] });
  const { changes } = await changesBy({ service: 'renewal-deferral', given });
  expect(changes.licence).toEqual([{ statuses: ['N'] }]);
});
