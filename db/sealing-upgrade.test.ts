// An upgrade: what the version before kept plain is sealed, found again as before, and can never be plain again.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../prisma/migrate.ts';
import { sealMigrated } from '../prisma/seal-migrated.ts';
import { asOwner, createTestDatabase, type TestDatabase } from '../test/harness/database.ts';
import { newKey, PDF, rotateAll, summaryOf, vaultUnder } from '../test/harness/rotating.ts';
import { findAccountByIdentifier } from './accounts.ts';
import { type Database, openDatabase } from './client.ts';
import { getContent } from './documents.ts';
import { SEALED_BYTES, SEALED_TABLES } from './sealed-columns.ts';
import { closeChecks, countKeyUse, listOpenChecks, mayCloseChecks } from './sealing-status.ts';

const NUMBERS = ['41170219900307123X', '411702199103071234', '411702199203071235', '411702199303071236'];
const MOBILES = ['13800000001', '13800000002', '13800000003', null];
const IDS = NUMBERS.map(() => randomUUID());
const ACCOUNT = randomUUID();
const APPLICATION = randomUUID();
const DOCUMENT = randomUUID();
const FORM = { reason: 'lost', lostAt: '驿城区解放路' };
const ADDRESS = {
  recipient: '李雷',
  mobile: '13800000001',
  division: '411702',
  address: '解放路1号',
  postcode: '463000',
};

async function fillOldTables({ ownerUrl }: TestDatabase): Promise<void> {
  await migrate(ownerUrl, '20261123000000_main_job');
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  for (const [n, id] of IDS.entries()) {
    await owner.query(
      `INSERT INTO person (id, name, id_doc_kind, id_doc_no, resident_category, birth_on, sex, residence_division, mobile, landline, address, email)
       VALUES ($1, '李雷', 'resident-id', $2, 'local', '1990-03-07', 'M', '411702', $3, '0396-1234567', '驿城区解放路1号', 'a.b@c.cn')`,
      [id, NUMBERS[n], MOBILES[n]],
    );
  }
  await owner.query(
    `INSERT INTO account (id, login, password_hash, kind, role, display_name, office, person_id)
     VALUES ($1, 'lilei', 'hash', 'ind-window', 'applicant', '李雷', 'zmd-center', $2)`,
    [ACCOUNT, IDS[0]],
  );
  await owner.query(
    `INSERT INTO licence (id, licence_no, file_no, holder_id, first_issued_on, valid_from, validity_kind, statuses, issuing_office)
     VALUES (gen_random_uuid(), $1, '411700000001', $2, '2010-01-01', '2010-01-01', '6', '{A}', '411700')`,
    [NUMBERS[0], IDS[0]],
  );
  await owner.query(
    `INSERT INTO application (id, number, service, lifecycle, state, stage, open, version, office, applicant_id, form, address, tracking_secret_hash, snapshot, created_at)
     VALUES ($1, 'A1', 'plate-reissue', 'L-POST', 'submitted', 'acceptance', true, 1, 'zmd-center', $2, $3, $4, 'h', '{}', now())`,
    [APPLICATION, ACCOUNT, FORM, ADDRESS],
  );
  await owner.query(
    `INSERT INTO document (id, owner_id, application_id, kind, media_type, size_bytes, sha256, content, created_at)
     VALUES ($1, $2, $3, 'id-card', 'application/pdf', $4, 'x', $5, now())`,
    [DOCUMENT, ACCOUNT, APPLICATION, PDF.length, PDF],
  );
  await owner.query(
    `INSERT INTO idempotency_key (account_id, key, fingerprint, status, body) VALUES ($1, 'key-1', 'x', 201, '{"trackingSecret":"abc"}')`,
    [ACCOUNT],
  );
  await owner.end();
}

const LATER: readonly string[] = ['pickup_proxy', 'violation_entry', 'decision_withdrawal'];

describe('a database of the version before', () => {
  let database: TestDatabase;
  let db: Database;

  beforeAll(async () => {
    database = await createTestDatabase('template0');
    await fillOldTables(database);
    await migrate(database.ownerUrl);
    db = openDatabase({ url: database.ownerUrl, vault: vaultUnder(newKey('first')), poolSize: 4 });
  });
  afterAll(async () => {
    await db.$disconnect();
    await database.drop();
  });

  const EXPECTED = {
    'person.id_doc_no_sealed': 4,
    'person.mobile_sealed': 3,
    'person.landline_sealed': 4,
    'person.address_sealed': 4,
    'person.email_sealed': 4,
    'licence.licence_no_sealed': 1,
    'account.mobile_sealed': 1,
    'application.form_sealed': 1,
    'application.address_sealed': 1,
    'idempotency_key.body_sealed': 1,
    'document.content_sealed': 1,
  };
  const each = (counts: (rows: number) => readonly number[]) =>
    Object.fromEntries(Object.entries(EXPECTED).map(([column, rows]) => [column, counts(rows)]));

  test('is looked at without being changed', async () => {
    expect(summaryOf(await rotateAll(db, { dryRun: true }))).toEqual(each((rows) => [0, rows, 0]));
    const uses = await countKeyUse(db);
    expect(uses.every(({ keyId }) => keyId === null)).toBe(true);
    expect(uses).toHaveLength(Object.keys(EXPECTED).length);
  });

  test('is sealed although the rotation was stopped once in its midst', async () => {
    const stop = () => {
      throw new Error('stopped');
    };
    await expect(rotateAll(db, { onProgress: stop })).rejects.toThrow('stopped');
    const progress: string[] = [];
    const onProgress = (...told: readonly (string | number)[]) => progress.push(told.join(' '));
    const told = summaryOf(await rotateAll(db, { onProgress }));
    expect(told).toEqual({
      ...each((rows) => [0, rows, 0]),
      'person.id_doc_no_sealed': [2, 2, 0],
      'person.landline_sealed': [2, 2, 0],
      'person.address_sealed': [2, 2, 0],
      'person.email_sealed': [2, 2, 0],
      'person.mobile_sealed': expect.arrayContaining([0]),
    });
    expect(progress.filter((line) => line.startsWith('person'))).toEqual(['person 2 4', 'person 4 4']);
    expect(summaryOf(await rotateAll(db))).toEqual(each((rows) => [rows, 0, 0]));
  });

  test('holds no plain text any more', async () => {
    const tables = [...SEALED_TABLES.map(({ name }) => name), ...SEALED_BYTES.map(({ table }) => table)];
    for (const table of tables) {
      const rows = await db.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${table}" t`);
      const text = rows.map(({ row }) => row).join('\n');
      for (const plain of [
        ...NUMBERS,
        '1380000000',
        '解放路',
        '0396',
        'c.cn',
        'trackingSecret',
        '255044462d312e37',
      ])
        expect(text).not.toContain(plain);
    }
  });

  test('is read and found as before', async () => {
    const person = await db.person.findUniqueOrThrow({ where: { id: IDS[0] ?? '' } });
    expect(person).toMatchObject({
      ...{ idDocNo: NUMBERS[0], mobile: MOBILES[0], landline: '0396-1234567', email: 'a.b@c.cn' },
      address: '驿城区解放路1号',
    });
    for (const identifier of ['lilei', '13800000001', '41170219900307123x'])
      expect((await findAccountByIdentifier(db, identifier))?.id).toBe(ACCOUNT);
    const application = await db.application.findUniqueOrThrow({ where: { id: APPLICATION } });
    expect(application).toMatchObject({ form: FORM, address: ADDRESS });
    const licence = await db.licence.findFirstOrThrow({
      where: { licenceNoIndex: db.vault.index('id-number', NUMBERS[0] ?? '') },
    });
    expect(licence.licenceNo).toBe(NUMBERS[0]);
    expect(Buffer.from(await getContent(db, DOCUMENT)).equals(PDF)).toBe(true);
  });

  test('cannot hold plain text again, whoever writes it', async () => {
    const open = await listOpenChecks(db);
    // Tables that came later had nothing plain in them: their checks hold from the beginning.
    const ofBefore = SEALED_TABLES.filter(({ name }) => !LATER.includes(name));
    expect(open.length).toBeGreaterThanOrEqual(ofBefore.flatMap(({ columns }) => columns).length + 1);
    expect(await mayCloseChecks(db)).toBe(true);
    expect(await closeChecks(db, open)).toEqual([]);
    expect(await listOpenChecks(db)).toEqual([]);
    for (const change of [
      `UPDATE person SET address_sealed = '解放路1号'`,
      `UPDATE person SET id_doc_no_index = 'unsealed'`,
      `UPDATE document SET content_sealed = '\\x255044462d'`,
    ])
      await expect(asOwner(database.ownerUrl, change)).rejects.toThrow(/check constraint/);
  });
});

test('the set-up does all of it by itself, once', async () => {
  const database = await createTestDatabase('template0');
  await fillOldTables(database);
  await migrate(database.ownerUrl);
  expect(await sealMigrated(database.ownerUrl)).toBe('sealed 25 values');
  expect(await sealMigrated(database.ownerUrl)).toBeNull();
  await database.drop();
});
