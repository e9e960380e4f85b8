// What Temporal keeps: its database as a file, every history as it is, and every history with its payloads opened.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, type ClientOptions, Connection } from '@temporalio/client';
import { eventually } from '../../test/harness/eventually.ts';
import {
  clearTextOf,
  encodingOf,
  openHistory,
  payloadsIn,
  printHistory,
} from '../../test/harness/histories.ts';
import { testDataConverter } from '../../test/harness/payloads.ts';
import type { Run } from '../run.ts';
import { type Item, listFiles, readParts, type Sink } from './sink.ts';

/** A workflow that nobody will ever carry; once it is listed, which takes Temporal a moment. */
async function start(run: Run, workflowId: string, text: string, options: ClientOptions = {}): Promise<void> {
  const connection = await Connection.connect({ address: run.temporalAddress });
  try {
    const { workflow } = new Client({ connection, ...options });
    await workflow.start('planted', { taskQueue: 'planted', workflowId, args: [{ for: text }] });
    await eventually(
      workflowId,
      async () => (await workflow.count(`WorkflowId = '${workflowId}'`)).count > 0,
    );
  } finally {
    await connection.close();
  }
}

interface Kept {
  /** A type of workflows, or a file. */
  readonly where: string;
  readonly history: string;
}

/** The histories of all namespaces, and those of the time-skipping servers, which are gone by now. */
async function* readHistories(run: Run): AsyncGenerator<Kept> {
  for (const path of listFiles(join(run.dir, 'histories')))
    yield { where: path, history: readFileSync(path, 'utf8') };
  const connection = await Connection.connect({ address: run.temporalAddress });
  try {
    for (const namespace of await listNamespaces(connection)) {
      const { workflow } = new Client({ connection, namespace });
      for await (const { workflowId, runId, type } of workflow.list()) {
        const history = printHistory(await workflow.getHandle(workflowId, runId).fetchHistory());
        yield { where: `${type} ${workflowId}`, history };
      }
    }
  } finally {
    await connection.close();
  }
}

async function listNamespaces({ workflowService }: Connection): Promise<readonly string[]> {
  const { namespaces } = await workflowService.listNamespaces({ pageSize: 1_000 });
  const names = namespaces.flatMap(({ namespaceInfo }) => namespaceInfo?.name ?? []);
  return names.filter((name) => name !== 'temporal-system');
}

export const temporalFile: Sink = {
  name: "Temporal's database",
  plant: (run, text) => start(run, 'planted/file', text),
  async *read({ scratchDir }) {
    const files = ['temporal.db', 'temporal.db-wal'].map((name) => join(scratchDir, 'temporal', name));
    for (const path of files.filter(existsSync)) yield* readParts(path);
  },
};

export const temporalHistories: Sink = {
  name: "Temporal's histories",
  plant: (run, text) => start(run, 'planted/history', text),
  async *read(run) {
    for await (const { where, history } of readHistories(run)) yield { where, bytes: Buffer.from(history) };
  },
};

/** Nothing personal goes to Temporal, sealed or not. */
export const temporalPayloads: Sink = {
  name: "Temporal's payloads, opened",
  plant: (run, text) => start(run, 'planted/payload', text, { dataConverter: testDataConverter }),
  async *read(run) {
    for await (const { where, history } of readHistories(run)) yield openedItem(where, history);
  },
};

async function openedItem(where: string, history: string): Promise<Item> {
  const payloads = payloadsIn(JSON.parse(await openHistory(history)));
  const unread = payloads.filter((payload) => encodingOf(payload) === 'binary/encrypted').length;
  return { where, bytes: Buffer.from(await clearTextOf(history)), unread };
}
