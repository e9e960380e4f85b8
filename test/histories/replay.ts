// Replays recorded histories on the production bundle under the time zone it is started with; prints what broke.
import { readFileSync } from 'node:fs';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../../worker/compose.ts';
import { testDataConverter as dataConverter } from '../harness/payloads.ts';

export interface Replayed {
  readonly timeZone: string;
  readonly replayed: number;
  /** By file: what the replay said. */
  readonly broken: Readonly<Record<string, string>>;
}

async function replay(files: readonly string[]): Promise<Replayed> {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => {}),
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
  });
  const built = process.env['WORKFLOW_BUNDLE'];
  const workflowBundle = built === undefined ? await bundleWorkflows() : { codePath: built };
  const options = { workflowBundle, dataConverter };
  const histories = files.map((file) => ({
    workflowId: `application/${file}`,
    history: historyFromJSON(JSON.parse(readFileSync(file, 'utf8'))),
  }));
  const broken: Record<string, string> = {};
  let replayed = 0;
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories)) {
    replayed += 1;
    if (error) broken[workflowId.slice('application/'.length)] = `${error.name}: ${error.message}`;
  }
  return { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, replayed, broken };
}

console.log(JSON.stringify(await replay(process.argv.slice(2))));
