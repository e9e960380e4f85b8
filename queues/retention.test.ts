// The daily erasure: done at once, told what it did, tried again after a failure, and ended when the process ends.
import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '../db/client.ts';
import { systemClock } from '../db/deciding.ts';
import type { RuleFigures } from '../db/retention.ts';
import { createTestDatabase, type TestDatabase } from '../test/harness/database.ts';
import { eventually } from '../test/harness/eventually.ts';
import { testVault } from '../test/harness/vault.ts';
import { eraseDaily } from './retention.ts';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, vault: testVault, poolSize: 2 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function erasing(now: typeof systemClock) {
  const [done, errors]: [(readonly RuleFigures[])[], unknown[]] = [[], []];
  const stopping = new AbortController();
  const ended = eraseDaily({
    ...{ db, now, signal: stopping.signal },
    onDone: (figures) => void done.push(figures),
    onError: (error) => void errors.push(error),
  });
  await eventually('an end of the first run', async () => done.length + errors.length > 0);
  stopping.abort();
  await ended;
  return { done, errors };
}

test('erases as soon as it starts, once', async () => {
  const document = {
    id: randomUUID(),
    ownerId: randomUUID(),
    kind: 'x',
    mediaType: 'image/png',
    sha256: 'x',
    sizeBytes: 1,
  };
  const contentSealed = testVault.sealBytes(Buffer.from('x'));
  await db.document.create({ data: { ...document, contentSealed, createdAt: new Date('2020-01-01') } });
  const { done, errors } = await erasing(systemClock);
  expect(errors).toEqual([]);
  expect(done).toHaveLength(1);
  expect(done[0]).toContainEqual({ rule: 'loose-documents', rows: 1 });
  expect(await db.document.count()).toBe(0);
});

test('tells of a failure and does not break', async () => {
  const failure = new Error('no time');
  const { done, errors } = await erasing(() => Promise.reject(failure));
  expect({ done, errors }).toEqual({ done: [], errors: [failure] });
});
