// Records the history of every path a case or a payment may go, or of those named: node --import tsx test/histories/record.ts [path…]
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { findBinary, startThrowaway } from '../../scripts/setup/servers.mjs';
import globalSetup from '../global-setup.ts';
import globalTeardown from '../global-teardown.ts';
import { openHistory, printHistory } from '../harness/histories.ts';
import { paymentsOn } from '../harness/payment-stage.ts';
import { openStage } from '../harness/stage.ts';
import { PAYMENT_PATHS, type PaymentPath } from '../workflows/payment-paths.ts';
import { PATHS, type Path } from '../workflows/paths.ts';

const FOLDER = new URL('./', import.meta.url);

/** Who ran it, and where, is nobody's business and no part of a replay. */
const withoutMachine = (history: string) => history.replaceAll(`${process.pid}@${hostname()}`, 'worker');

async function record(names: readonly string[]): Promise<void> {
  const stage = await openStage();
  const feeStage = await openStage({ fees: 'on' });
  try {
    for (const [name, path] of Object.entries<Path>(PATHS).filter(([each]) => names.includes(each))) {
      const on = path.fees === 'on' ? feeStage : stage;
      await write(name, await on.history(await path.play(on)));
    }
    const payments = paymentsOn(stage);
    for (const [name, path] of Object.entries<PaymentPath>(PAYMENT_PATHS).filter(([each]) => names.includes(each)))
      await write(name, await payments.historyOf(await path.play(payments, stage)));
  } finally {
    await stage.stop();
    await feeStage.stop();
  }
}

async function write(name: string, sealed: string): Promise<void> {
  const history = await openHistory(sealed);
  // As Temporal itself writes it: what is empty once it is opened is left out.
  const written = printHistory(historyFromJSON(JSON.parse(history)));
  writeFileSync(new URL(`${name}.json`, FOLDER), withoutMachine(written));
  console.log(name);
}

const servers = await startThrowaway({ redis: false, temporal: false });
Object.assign(process.env, servers.env, {
  TEMPORAL_TEST_SERVER: await findBinary('temporal-test-server'),
  TZ: 'UTC',
});
try {
  await globalSetup();
  const named = process.argv.slice(2);
  const old = readdirSync(FOLDER).filter((file) => file.endsWith('.json') && named.length === 0);
  for (const file of old) rmSync(new URL(file, FOLDER));
  await record(named.length === 0 ? Object.keys({ ...PATHS, ...PAYMENT_PATHS }) : named);
} finally {
  await globalTeardown();
  await servers.close();
}
process.exit(0);
