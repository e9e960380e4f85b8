// A worker for nothing but the sync, as a process of its own: it can be killed.
import { readFileSync } from 'node:fs';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createViolationActivities } from '../../activities/violation-activities.ts';
import { createViolationSystemPort } from '../../activities/violation-system.ts';
import { openDatabase } from '../../db/client.ts';
import { deciding } from '../../db/deciding.ts';
import { FEES_OFF } from '../../domain/fees.ts';
import { testDataConverter } from './payloads.ts';
import { testVault } from './vault.ts';

const [databaseUrl = '', systemUrl = '', key = '', taskQueue = ''] = process.argv.slice(2);
const { TEMPORAL_ADDRESS: address = '', WORKFLOW_BUNDLE = '' } = process.env;

const db = openDatabase({ url: databaseUrl, vault: testVault, poolSize: 2 });
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  dataConverter: testDataConverter,
  taskQueue,
  workflowBundle: { code: readFileSync(WORKFLOW_BUNDLE, 'utf8') },
  activities: {
    ...createViolationActivities({
      deciding: deciding({ db, fees: FEES_OFF, hashSecret: (secret) => secret }),
      violationSystem: createViolationSystemPort({ url: systemUrl, key, timeoutMs: 60_000, pageSize: 5 }),
    }),
  },
});
await worker.run();
