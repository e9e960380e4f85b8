// npm run canary [-- PATHS]: the whole test run, and then a search for everybody's data where it should not be.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../bench/rig/world.ts';
import { readConfig } from '../config.ts';
import { vaultOf } from '../db/vault.ts';
import type { Canary } from './canary.ts';
import { exercise } from './exercise.ts';
import { runTests } from './jest-run.ts';
import { type Ledger, merge, readLedger } from './ledger.ts';
import { plantedIn } from './plant.ts';
import { objections, type Swept, tableOf, tellFinds } from './report.ts';
import { openRun, type Run } from './run.ts';
import { createScanner } from './scan.ts';
import { listDatabases } from './sinks/database.ts';
import { SINKS } from './sinks/index.ts';
import { sweep } from './sweep.ts';

const tell = (text: string) => console.error(`[canary] ${text}`);

async function main(): Promise<number> {
  const run = openRun();
  tell('the tests run');
  const tests = await runTests(run, process.argv.slice(2));
  tell(`tests: ${tests.passed} passed, ${tests.failed} failed`);
  tell('the platform is exercised');
  const { world, failure } = await exercise(run);
  if (failure !== undefined) console.error(failure);
  try {
    const { canaries, unopened } = await collect(run, world);
    tell(`${canaries.length} canaries; ${unopened} sealed texts of tests with keys of their own were left`);
    const swept = await sweepAll(run, canaries);
    const outcome = { canaries, swept, failedTests: tests.failed, isExercised: failure === undefined };
    for (const line of swept.flatMap(tellFinds)) console.log(line);
    console.log(tableOf(outcome));
    return objections(outcome).length === 0 ? 0 : 1;
  } finally {
    await world.close();
  }
}

/** Everybody's values, also written down for whoever wants to look for them by hand. */
async function collect(run: Run, { databaseUrl: worldUrl, db }: World): Promise<Ledger> {
  const vault = vaultOf(readConfig());
  const ledgers = [await readLedger(worldUrl, db.vault)];
  const ofTests = (await listDatabases(run)).filter((url) => url !== worldUrl);
  for (const url of ofTests) ledgers.push(await readLedger(url, vault));
  const ledger = merge(ledgers);
  const lines = ledger.canaries.map(({ kind, value, owners }) =>
    JSON.stringify({ kind, value, owners: [...owners] }),
  );
  writeFileSync(join(run.dir, 'ledger.ndjson'), `${lines.join('\n')}\n`);
  return ledger;
}

async function sweepAll(run: Run, canaries: readonly Canary[]): Promise<readonly Swept[]> {
  const planted = plantedIn(SINKS);
  const scanner = createScanner([...canaries, ...planted.values()]);
  const swept: Swept[] = [];
  for (const [sink, canary] of planted) {
    await sink.plant(run, canary.value);
    swept.push(await sweep(run, sink, scanner, canary));
    tell(`${sink.name} in ${swept.at(-1)?.seconds.toFixed(1)} s`);
  }
  return swept;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    process.exit(1);
  },
);
