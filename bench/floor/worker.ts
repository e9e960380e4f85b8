// The floor's worker as a process of its own, with nothing but the workflow.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { readConfig } from '../../config.ts';
import { FLOOR_QUEUE } from './contract.ts';

const config = readConfig();
Runtime.install({
  shutdownSignals: [],
  telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' } } },
});
const connection = await NativeConnection.connect({ address: config.TEMPORAL_ADDRESS });
const worker = await Worker.create({
  connection,
  namespace: config.TEMPORAL_NAMESPACE,
  taskQueue: FLOOR_QUEUE,
  workflowsPath: fileURLToPath(new URL('workflow.ts', import.meta.url)),
  maxConcurrentWorkflowTaskExecutions: 40,
  maxCachedWorkflows: 600,
});
createServer((_request, response) => response.end('RUNNING')).listen(config.WORKER_METRICS_PORT, '127.0.0.1');
process.once('SIGTERM', () => worker.shutdown());
await worker.run();
process.exit(0);
