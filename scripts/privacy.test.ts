// The command as operators call it: what it prints, what it ends with, and that a key is really free afterwards.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../db/client.ts';
import { createVault, parseKeys } from '../db/vault.ts';
import { createTestDatabase, type TestDatabase } from '../test/harness/database.ts';

const script = fileURLToPath(new URL('privacy.ts', import.meta.url));
const [k1, k2] = ['k1', 'k2'].map((id) => `${id}:${randomBytes(32).toString('base64url')}`);
const INDEX_KEY = randomBytes(32).toString('base64url');

/** Each step is a process of its own. */
const PATIENCE_MS = 240_000;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await withVault(`${k1}`, async (db) => {
    const sealed = {
      mobileSealed: db.vault.seal('13812341234'),
      mobileIndex: db.vault.index('mobile', '13812341234'),
    };
    const row = { id: randomUUID(), kind: 'ind-online', role: 'applicant', displayName: '李雷', office: 'x' };
    await db.account.create({ data: { ...row, ...sealed } });
    const document = { ownerId: randomUUID(), kind: 'x', mediaType: 'image/png', sha256: 'x', sizeBytes: 1 };
    const content = {
      contentSealed: db.vault.sealBytes(Buffer.from('x')),
      createdAt: new Date('2020-01-01'),
    };
    await db.document.create({ data: { ...document, ...content, id: randomUUID() } });
  });
});
afterAll(() => database.drop());

async function withVault(keys: string, work: (db: ReturnType<typeof openDatabase>) => Promise<void>) {
  const vault = createVault({ keys: parseKeys(keys), indexKey: Buffer.from(INDEX_KEY, 'base64url') });
  const db = openDatabase({ url: database.ownerUrl, vault, poolSize: 1 });
  try {
    await work(db);
  } finally {
    await db.$disconnect();
  }
}

async function privacy(keys: string, ...args: string[]) {
  const env = { ...process.env, DATABASE_URL: database.ownerUrl, PRIVACY_KEYS: keys, INDEX_KEY };
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, printed };
}

test(
  'a change of keys, step by step',
  async () => {
    const looked = await privacy(`${k2},${k1}`, 'rotate', '--dry-run');
    expect(looked.printed).toMatch(/account\.mobile_sealed +1 +0 +1 +0\n/);
    expect(looked.printed).toMatch(/to re-seal/);
    expect((await privacy(`${k2},${k1}`, 'status')).printed).toMatch(/key k1 +2 +still needed: rotate/);

    const rotated = await privacy(`${k2},${k1}`, 'rotate');
    expect(rotated).toMatchObject({
      code: 0,
      printed: expect.stringMatching(/document\.content_sealed +1 +0 +1 +0\n/),
    });
    expect(rotated.printed).toMatch(/\d+ checks now hold for every row/);
    expect((await privacy(`${k2},${k1}`, 'status')).printed).toMatch(/key k1 +0 +may be taken out/);

    await withVault(`${k2}`, async (db) =>
      expect((await db.account.findFirstOrThrow()).mobile).toBe('13812341234'),
    );
  },
  PATIENCE_MS,
);

test(
  'a key that is missing is said with the rows that need it',
  async () => {
    const { code, printed } = await privacy(`${k1}`, 'rotate');
    expect(code).toBe(1);
    expect(printed).toMatch(/account\/[0-9a-f-]{36} mobile_sealed: cannot be opened/);
    expect(printed).not.toContain('1381234');
    expect(await privacy(`${k1}`, 'status')).toMatchObject({
      code: 1,
      printed: expect.stringContaining('key k2 is not in PRIVACY_KEYS: 2 values cannot be opened'),
    });
  },
  PATIENCE_MS,
);

test(
  'what is over is counted, and erased when it is asked for',
  async () => {
    expect((await privacy(`${k2}`, 'erase', '--dry-run')).printed).toMatch(/loose-documents +to erase +1 /);
    expect((await privacy(`${k2}`, 'erase')).printed).toMatch(/loose-documents +erased +1 /);
  },
  PATIENCE_MS,
);

test(
  'what makes no sense is refused with the usage',
  async () => {
    const { code, printed } = await privacy(`${k2}`, 'rotate', '--quickly');
    expect(code).toBe(2);
    expect(printed).toContain('To change the sealing key:');
  },
  PATIENCE_MS,
);
