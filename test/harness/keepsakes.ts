// What would be gone with a test is kept where a whole run is looked through afterwards (`npm run canary`).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, type RuntimeOptions } from '@temporalio/worker';
import type { Database } from '../../db/client.ts';
import { inProcessLog } from '../../sandbox/in-process-log.ts';
import { applicationWorkflowId } from '../../workflows/contract.ts';

const folder = process.env.CANARY_DIR;

/** Whether the run is looked through. */
export const isWatched = folder !== undefined;

/** Keeps the histories of all cases, which a time-skipping server forgets with its end. */
export async function keepHistories(client: Client, db: Database): Promise<void> {
  if (folder === undefined) return;
  for (const { id } of await db.application.findMany({ select: { id: true } })) {
    const history = await client.workflow
      .getHandle(applicationWorkflowId(id))
      .fetchHistory()
      .catch(() => undefined);
    if (history) writeFileSync(join(folder, 'histories', `${id}.json`), historyToJSON(history));
  }
}

/** Asks an API what it has measured; the watch notes the answer. */
export async function askMetrics(url: string): Promise<void> {
  if (folder !== undefined) await fetch(`${url}/metrics`).catch(() => undefined);
}

/** What the SDK says: errors to the terminal; all of it into the log of a run that is looked through. */
export function sdkLogging(): RuntimeOptions {
  if (!isWatched) {
    return {
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
    };
  }
  const log = inProcessLog();
  return {
    logger: new DefaultLogger('TRACE', ({ message, meta }) => log.trace({ meta }, message)),
    telemetryOptions: { logging: { filter: { core: 'DEBUG', other: 'WARN' }, forward: {} } },
  };
}
