// A service more than the notice has is one data file with its test, and nothing else: made in a copy of the repository.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ID = 'registration-certificate-reissue';
/** What is not part of the repository, but stands beside it. */
const BESIDE = ['node_modules', 'prisma/generated'];
const LEFT_OUT = ['.git', '.data', ...BESIDE];

let copy: string;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'yizhan-twenty-fourth-'));
  await cp(ROOT, copy, {
    recursive: true,
    filter: (from) => !LEFT_OUT.some((name) => from === join(ROOT, name)),
  });
  for (const name of BESIDE) await symlink(join(ROOT, name), join(copy, name));
}, 120_000);
afterAll(() => rm(copy, { recursive: true, force: true }));

const node = (script: string, ...args: readonly string[]) =>
  run(process.execPath, ['--import', 'tsx', script, ...args], { cwd: copy, maxBuffer: 1 << 24 });

/** Every file of the copy with what is in it. */
async function contents(): Promise<ReadonlyMap<string, string>> {
  const files = await readdir(copy, { recursive: true, withFileTypes: true });
  const read = files
    .filter((file) => file.isFile())
    .map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(copy.length + 1), await readFile(path, 'latin1')] as const;
    });
  return new Map(await Promise.all(read));
}

test('the command writes its data file and its test; the index and the catalogue follow', async () => {
  const before = await contents();
  await node(
    'scripts/create-service.ts',
    ID,
    ...['--name', '补领机动车登记证书', '--english', 'Re-issue of the registration certificate'],
  );
  const after = [...(await contents())];
  const changed = after.filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
  expect(changed.sort()).toEqual([
    'docs/catalogue.md',
    'domain/services/index.ts',
    `domain/services/${ID}.test.ts`,
    `domain/services/${ID}.ts`,
  ]);
}, 120_000);

test('it is applied for, accepted, made, handed over and tracked', async () => {
  const { stdout } = await node('test/twenty-fourth/use-it.ts', ID);
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
    closed: 'service-not-open',
    number: 24,
    inCatalogue: '补领机动车登记证书',
    tracked: { serviceName: '补领机动车登记证书', state: 'done' },
    certificates: [{ kind: 'registration-certificate', state: 'held' }],
  });
}, 120_000);

test('its types fit, and its own test holds', async () => {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const checked = await run(process.execPath, [tsc, '--noEmit', '-p', copy], {
    ...{ cwd: copy, maxBuffer: 1 << 24 },
  }).catch((failed: { stdout: string }) => failed);
  expect(checked.stdout).toBe('');
  await run(
    process.execPath,
    ['--experimental-vm-modules', join(ROOT, 'node_modules/jest/bin/jest.js'), `domain/services/${ID}`],
    { cwd: copy, env: { PATH: process.env.PATH ?? '' } },
  );
}, 180_000);

test('nothing is written over, and nothing is made twice', async () => {
  const again = node('scripts/create-service.ts', ID, '--name', '又一项', '--english', 'Another');
  await expect(again).rejects.toMatchObject({
    stderr: expect.stringContaining(`There is a service 24 ${ID} 补领机动车登记证书 already.`),
  });
}, 60_000);
