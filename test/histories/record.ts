// Records the history of every path a case may go: node --import tsx test/histories/record.ts
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { findBinary, startThrowaway } from '../../scripts/setup/servers.mjs';
import globalSetup from '../global-setup.ts';
import globalTeardown from '../global-teardown.ts';
import { openStage } from '../harness/stage.ts';
import { PATHS, type Path } from '../workflows/paths.ts';

const FOLDER = new URL('./', import.meta.url);

/** Who ran it, and where, is nobody's business and no part of a replay. */
const withoutMachine = (history: string) => history.replaceAll(`${process.pid}@${hostname()}`, 'worker');

async function record(): Promise<void> {
  const stage = await openStage();
  const feeStage = await openStage({ fees: 'on' });
  try {
    for (const [name, path] of Object.entries<Path>(PATHS)) {
      const on = path.fees === 'on' ? feeStage : stage;
      const history = await on.history(await path.play(on));
      writeFileSync(new URL(`${name}.json`, FOLDER), withoutMachine(history));
      console.log(name);
    }
  } finally {
    await stage.stop();
    await feeStage.stop();
  }
}

const servers = await startThrowaway({ redis: false, temporal: false });
Object.assign(process.env, servers.env, {
  TEMPORAL_TEST_SERVER: await findBinary('temporal-test-server'),
  TZ: 'UTC',
});
try {
  await globalSetup();
  const old = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  for (const file of old) rmSync(new URL(file, FOLDER));
  await record();
} finally {
  await globalTeardown();
  await servers.close();
}
process.exit(0);
