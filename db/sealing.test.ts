// A rotation on real rows: an older key, a key that is lost, and a platform that goes on writing.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../test/harness/database.ts';
import { eventually } from '../test/harness/eventually.ts';
import { newKey, PDF, rotateAll, summaryOf, vaultUnder } from '../test/harness/rotating.ts';
import { type Database, openDatabase } from './client.ts';
import { getContent } from './documents.ts';
import { SEALED_BYTES, SEALED_TABLES } from './sealed-columns.ts';
import { countKeyUse, mayCloseChecks } from './sealing-status.ts';
import type { Vault } from './vault.ts';

const [old, fresh] = [newKey('old'), newKey('fresh')];

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

describe('a rotation of keys', () => {
  let database: TestDatabase;
  const opened: Database[] = [];
  const open = (vault: Vault) => {
    const db = openDatabase({ url: database.url, vault, poolSize: 3 });
    opened.push(db);
    return db;
  };

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((db) => db.$disconnect()));
    await database.drop();
  });

  async function savePerson(db: Database, idDocNo: string, mobile: string | null = null): Promise<string> {
    const id = randomUUID();
    await db.person.create({
      data: {
        ...{ id, name: '李雷', idDocKind: 'resident-id', residentCategory: 'local', sex: 'M' },
        ...{ birthOn: new Date('1990-03-07'), residenceDivision: '411702' },
        idDocNoSealed: db.vault.seal(idDocNo),
        idDocNoIndex: db.vault.index('id-number', idDocNo),
        mobileSealed: mobile && db.vault.seal(mobile),
        mobileIndex: mobile && db.vault.index('mobile', mobile),
      },
    });
    return id;
  }

  async function saveDocument(db: Database): Promise<string> {
    const content = { contentSealed: db.vault.sealBytes(PDF), sizeBytes: PDF.length, sha256: 'x' };
    const row = { id: randomUUID(), ownerId: randomUUID(), kind: 'id-card', mediaType: 'application/pdf' };
    return (await db.document.create({ data: { ...row, ...content, createdAt: new Date() } })).id;
  }

  test('leaves nothing that needs the older key', async () => {
    const before = open(vaultUnder(old));
    const ids = [await savePerson(before, 'A1', '13800000001'), await savePerson(before, 'A2')];
    const documentId = await saveDocument(before);

    const both = open(vaultUnder(fresh, old));
    ids.push(await savePerson(both, 'A3', '13800000003'));
    expect(summaryOf(await rotateAll(both))).toEqual({
      'person.id_doc_no_sealed': [1, 2, 0],
      'person.mobile_sealed': [1, 1, 0],
      'document.content_sealed': [0, 1, 0],
    });

    const after = open(vaultUnder(fresh));
    const people = await after.person.findMany({
      where: { id: { in: ids } },
      orderBy: { idDocNoIndex: 'asc' },
    });
    expect(people.map(({ idDocNo }) => idDocNo).sort()).toEqual(['A1', 'A2', 'A3']);
    expect(Buffer.from(await getContent(after, documentId)).equals(PDF)).toBe(true);
    expect(new Set((await countKeyUse(after)).map(({ keyId }) => keyId))).toEqual(new Set(['fresh']));
    expect(await after.auditEvent.findMany({ where: { object: 'privacy-keys' } })).toMatchObject([
      { actorRole: 'system', action: 'rotate', reason: '4 re-sealed under fresh, 0 failed' },
    ]);
  });

  test('names what no key opens, and goes on with the rest', async () => {
    const lost = open(vaultUnder(newKey('lost')));
    const [personId, documentId] = [await savePerson(lost, 'A1', '13800000001'), await saveDocument(lost)];
    await savePerson(open(vaultUnder(old)), 'A2');

    const db = open(vaultUnder(fresh, old));
    const figures = await rotateAll(db);
    expect(summaryOf(figures)).toEqual({
      'person.id_doc_no_sealed': [0, 1, 1],
      'person.mobile_sealed': [0, 0, 1],
      'document.content_sealed': [0, 0, 1],
    });
    const why = 'cannot be opened';
    expect(figures.flatMap(({ failed }) => failed)).toEqual([
      { row: `person/${personId}`, why },
      { row: `person/${personId}`, why },
      { row: `document/${documentId}`, why },
    ]);
    expect((await countKeyUse(db)).filter(({ keyId }) => keyId === 'lost')).toHaveLength(3);
  });

  test('puts a wrong index right, also of a text under the newest key', async () => {
    const db = open(vaultUnder(old));
    const id = await savePerson(db, 'A1', '13800000001');
    await db.person.update({
      where: { id },
      data: { mobileIndex: null, idDocNoIndex: db.vault.index('mobile', 'A1') },
    });
    expect(summaryOf(await rotateAll(db))).toEqual({
      'person.id_doc_no_sealed': [0, 1, 0],
      'person.mobile_sealed': [0, 1, 0],
    });
    expect(await db.person.findUniqueOrThrow({ where: { id } })).toMatchObject({
      idDocNoIndex: db.vault.index('id-number', 'A1'),
      mobileIndex: db.vault.index('mobile', '13800000001'),
    });
  });

  test('says where two spellings are one number, and holds nobody else up', async () => {
    const db = open(vaultUnder(old));
    const [first, second, third] = ['110105491231002', '11010519491231002X', '411702199003071234'];
    const ids = [
      await savePerson(db, first ?? ''),
      await savePerson(db, second ?? ''),
      await savePerson(db, third ?? ''),
    ];
    const figures = await rotateAll(open(vaultUnder(fresh, old)), { chunk: 10 });
    expect(summaryOf(figures)).toEqual({ 'person.id_doc_no_sealed': [0, 2, 1] });
    expect(figures.flatMap(({ failed }) => failed)).toEqual([
      { row: `person/${ids[0]}`, why: 'another row has the same number' },
    ]);
    const people = await open(vaultUnder(fresh)).person.findMany({ where: { id: { in: ids } } });
    expect(people.map(({ idDocNo }) => idDocNo).sort()).toEqual([first, second, third].sort());
  });

  test('never overwrites what the platform writes meanwhile', async () => {
    const before = open(vaultUnder(old));
    const id = await savePerson(before, 'A1', '13800000001');
    const both = open(vaultUnder(fresh, old));
    const [platform, watcher] = [await connected(database.ownerUrl), await connected(database.ownerUrl)];
    const [sealed, index] = [both.vault.seal('13800000009'), both.vault.index('mobile', '13800000009')];
    await platform.query('BEGIN');
    await platform.query('UPDATE person SET mobile_sealed = $1, mobile_index = $2 WHERE id = $3', [
      sealed,
      index,
      id,
    ]);
    const rotating = rotateAll(both);
    await eventually('a rotation that waits', async () => {
      const { rowCount } = await watcher.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rowCount === 1;
    });
    await platform.query('COMMIT');
    await Promise.all([platform.end(), watcher.end()]);
    expect(summaryOf(await rotating)).toEqual({
      'person.id_doc_no_sealed': [0, 1, 0],
      'person.mobile_sealed': [1, 0, 0],
    });
    const person = await open(vaultUnder(fresh)).person.findUniqueOrThrow({ where: { id } });
    expect(person).toMatchObject({ idDocNo: 'A1', mobile: '13800000009', mobileIndex: index });
  });
});

describe('the list of sealed columns', () => {
  let database: TestDatabase;
  let db: Database;

  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase({ url: database.url, vault: vaultUnder(old), poolSize: 2 });
  });
  afterAll(async () => {
    await db.$disconnect();
    await database.drop();
  });

  const listed = [
    ...SEALED_TABLES.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)),
    ...SEALED_BYTES.map(({ table, column }) => `${table}.${column}`),
  ];

  test('is that of the tables', async () => {
    const rows = await db.$queryRaw<{ name: string }[]>`
      SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name LIKE '%\\_sealed'`;
    expect(rows.map(({ name }) => name).sort()).toEqual([...listed].sort());
  });

  test('has a check for each', async () => {
    const rows = await db.$queryRaw<{ name: string }[]>`
      SELECT r.relname || '.' || substring(c.conname FROM length(r.relname) + 2) AS name
      FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
      WHERE c.contype = 'c' AND c.conname LIKE '%\\_sealed'`;
    expect(rows.map(({ name }) => name).sort()).toEqual([...listed].sort());
  });

  test('is not the platform’s own to check: only the owner’s', async () => {
    expect(await mayCloseChecks(db)).toBe(false);
  });
});
