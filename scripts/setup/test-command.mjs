import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { typescript } from './application.mjs';
import { dataDir, root } from './checkout.mjs';
import { takeForeground } from './foreground.mjs';
import { gatewayKeysDir } from './gateway-keys.mjs';
import { prepare, prepareSteps } from './prepare.mjs';
import { createProgress } from './progress.mjs';
import { passingSecrets } from './secrets.mjs';
import { startThrowaway } from './throwaway.mjs';

/** `npm test`: set-up, private servers, the checks, then Jest; the last line counts both. */
export async function testCommand(args) {
  const progress = createProgress(prepareSteps + 1);
  const binaries = await prepare(progress, ['temporal', 'redis', 'temporal-test-server']);
  const foreground = takeForeground();
  const servers = await progress.step('PostgreSQL, Redis, Temporal', async () => ({
    value: await startThrowaway(),
  }));
  const env = {
    ...process.env,
    ...passingSecrets(),
    DATA_DIR: dataDir(),
    GATEWAY_KEYS_DIR: gatewayKeysDir(),
    ...binaries,
    ...servers.env,
    TZ: 'UTC',
    NODE_ENV: 'test',
  };
  let count;
  try {
    const checks = args.length === 0 ? await runChecks(foreground, env) : none;
    count = add(checks, await runJest(foreground, env, args));
  } finally {
    await servers.close();
  }
  console.log(`\n${count.passed} passed, ${count.failed} failed`);
  return count.failed > 0 || count.passed === 0 ? 1 : 0;
}

const none = { passed: 0, failed: 0 };

function add(one, other) {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed };
}

async function runChecks(foreground, env) {
  if (!existsSync(join(root, 'scripts/check.ts'))) return none;
  let printed = '';
  const code = await foreground.run(process.execPath, typescript('scripts/check.ts', '--counts'), {
    env,
    onStdout: (text) => {
      printed = (printed + text).slice(-10_000);
    },
  });
  return atLeastOneFailed(readCount(printed), code);
}

/** The numbers of a closing line such as `12 passed, 1 failed`. */
export function readCount(text) {
  const match = /(\d+) passed, (\d+) failed\s*$/.exec(text);
  return match ? { passed: Number(match[1]), failed: Number(match[2]) } : none;
}

async function runJest(foreground, env, args) {
  const outcome = join(env.SCRATCH_DIR, 'jest-outcome.json');
  const code = await foreground.run(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      join(root, 'node_modules/jest/bin/jest.js'),
      '--json',
      `--outputFile=${outcome}`,
      ...args,
    ],
    { env },
  );
  const counted = existsSync(outcome) ? countOutcome(JSON.parse(readFileSync(outcome, 'utf8'))) : none;
  return atLeastOneFailed(counted, code);
}

/** A test file that could not even be loaded counts as one failure. */
export function countOutcome({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
}

// Whatever went wrong without being counted must not look like success.
function atLeastOneFailed(count, code) {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}
