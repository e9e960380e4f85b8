// Drives the floor: four pokes a lifecycle on the same Temporal server, at the same concurrency.
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { atOnce } from '../rig/clients.ts';
import type { TemporalView } from '../rig/temporal.ts';
import { FLOOR_POKES, FLOOR_QUEUE, FLOOR_SIGNAL, FLOOR_WORKFLOW, type FloorPoke } from './contract.ts';

const DAY_MS = 86_400_000;

async function poke(client: Client, id: string, message: FloorPoke): Promise<void> {
  await client.workflow.signalWithStart(FLOOR_WORKFLOW, {
    workflowId: id,
    taskQueue: FLOOR_QUEUE,
    args: [id],
    signal: FLOOR_SIGNAL,
    signalArgs: [message],
  });
}

async function live(client: Client): Promise<void> {
  const id = `floor/${randomUUID()}`;
  for (let seq = 1; seq <= FLOOR_POKES; seq += 1) {
    await poke(client, id, { seq, alarmAt: Date.now() + DAY_MS, open: seq < FLOOR_POKES });
  }
}

/** Carries so many lifecycles to their end and returns the seconds it took. */
export async function driveFloor(temporal: TemporalView, count: number, clients: number): Promise<number> {
  const before = await temporal.count(FLOOR_WORKFLOW, 'Completed');
  const begin = performance.now();
  await atOnce(
    Array.from({ length: count }, (_, index) => index),
    clients,
    () => live(temporal.plainClient),
  );
  await temporal.ended(FLOOR_WORKFLOW, before + count);
  return (performance.now() - begin) / 1000;
}
