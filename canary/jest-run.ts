// The test run that is watched.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Run, watched } from './run.ts';

const ROOT = join(import.meta.dirname, '..');

const Counts = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numRuntimeErrorTestSuites: z.int(),
});

export interface TestCounts {
  readonly passed: number;
  /** A file that cannot be loaded counts as one. */
  readonly failed: number;
}

/** Runs Jest on the run's servers, all of it or the paths given. */
export async function runTests(run: Run, args: readonly string[]): Promise<TestCounts> {
  const outcome = join(run.dir, 'jest.json');
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      join(ROOT, 'node_modules/jest/bin/jest.js'),
      '--json',
      `--outputFile=${outcome}`,
      ...args,
    ],
    {
      cwd: ROOT,
      env: { ...process.env, ...watched(run), TZ: 'UTC', NODE_ENV: 'test' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const end = () => void child.kill('SIGTERM');
  process.once('SIGTERM', end).once('SIGINT', end);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  process.off('SIGTERM', end).off('SIGINT', end);
  if (!existsSync(outcome)) return { passed: 0, failed: 1 };
  const counts = Counts.parse(JSON.parse(readFileSync(outcome, 'utf8')));
  const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
  return { passed: counts.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}
