// Asking Temporal how many workflows run, have ended, and what they cost it.
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { dataConverterOf } from '../../worker/data-converter.ts';
import { PAYLOAD_CODEC } from './world.ts';

export interface TemporalView {
  /** Opens what the platform has sealed. */
  readonly client: Client;
  /** Without a codec: the floor is Temporal as it comes. */
  readonly plainClient: Client;
  count(type: string, status: 'Running' | 'Completed'): Promise<number>;
  /** Waits until none of a type runs and so many more have ended. */
  ended(type: string, wanted: number): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 180_000;

export async function viewTemporal(address: string): Promise<TemporalView> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, dataConverter: dataConverterOf(PAYLOAD_CODEC) });
  const count = async (type: string, status: string) =>
    (await client.workflow.count(`WorkflowType = '${type}' AND ExecutionStatus = '${status}'`)).count;
  return {
    client,
    plainClient: new Client({ connection }),
    count,
    close: () => connection.close(),
    ended: async (type, wanted) => {
      const limit = Date.now() + PATIENCE_MS;
      while ((await count(type, 'Completed')) < wanted || (await count(type, 'Running')) > 0) {
        if (Date.now() > limit)
          throw new Error(`${type}: ${await count(type, 'Completed')} of ${wanted} ended`);
        await pause(100);
      }
    },
  };
}

export interface HistorySize {
  readonly events: number;
  readonly workflowTasks: number;
}

/** Events and workflow tasks of one run. */
export async function historySize({ client }: TemporalView, workflowId: string): Promise<HistorySize> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const all = events ?? [];
  const workflowTasks = all.filter((event) => event.workflowTaskCompletedEventAttributes).length;
  return { events: all.length, workflowTasks };
}
