// The gate before a change of workflow code: every case under way must go on as it began, wherever the worker stands.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { parseHistory, printHistory } from '../harness/histories.ts';
import type { Replayed } from '../histories/replay.ts';
import { PATHS } from './paths.ts';
import { PAYMENT_PATHS } from './payment-paths.ts';

const FOLDER = fileURLToPath(new URL('../histories/', import.meta.url));
const FILES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => join(FOLDER, file));

async function replayUnder(timeZone: string, files: readonly string[]): Promise<Replayed> {
  const script = fileURLToPath(new URL('../histories/replay.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, ...files], {
    env: { ...process.env, TZ: timeZone },
    maxBuffer: 16 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}

test('every path has its history, and every history its path', () => {
  expect(FILES.map((file) => file.slice(FOLDER.length)).sort()).toEqual(
    Object.keys({ ...PATHS, ...PAYMENT_PATHS })
      .map((name) => `${name}.json`)
      .sort(),
  );
});

// One copy of protobufjs for all of Temporal's packages: two would break reading histories at all.
test.each(FILES.map((file) => [file.slice(FOLDER.length), file]))(
  '%s survives reading and writing',
  (_, file) => {
    const text = readFileSync(file, 'utf8');
    expect(printHistory(historyFromJSON(JSON.parse(text)))).toBe(text);
  },
);

test.each(['UTC', 'Asia/Shanghai'])('all histories replay under %s', async (timeZone) => {
  expect(await replayUnder(timeZone, FILES)).toEqual({ timeZone, replayed: FILES.length, broken: {} });
});

test('a history that another workflow would have made does not replay', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-replay-'));
  try {
    const { events } = parseHistory(readFileSync(join(FOLDER, 'posted-city.json'), 'utf8'));
    const other = JSON.stringify({ events }).replaceAll('applyToRegister', 'applyToAnotherRegister');
    const file = join(folder, 'other.json');
    writeFileSync(file, other);
    const { broken } = await replayUnder('UTC', [file]);
    expect(broken[file]).toContain('DeterminismViolationError');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
