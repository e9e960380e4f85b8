// What every scenario stands on: the real processes, a patient client with its journal, and a watch on Temporal.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Eyes, openEyes } from '../bench/rig/eyes.ts';
import { type Journey, journeyIn } from '../bench/rig/lifecycle.ts';
import { type TemporalView, viewTemporal } from '../bench/rig/temporal.ts';
import { createWorld, type ProcessName, type World } from '../bench/rig/world.ts';
import { type Journal, openJournal } from './journal.ts';
import { createPatientClient, type PatientClient } from './patient-client.ts';
import type { ServersUnderChaos } from './servers.ts';

export interface Stage {
  readonly servers: ServersUnderChaos;
  readonly world: World;
  readonly journal: Journal;
  readonly client: PatientClient;
  readonly journey: Journey;
  readonly eyes: Eyes;
  viewTemporal(): Promise<TemporalView>;
  close(): Promise<void>;
}

const EYES_PATIENCE_MS = 150_000;

export async function setStage(servers: ServersUnderChaos): Promise<Stage> {
  const world = await createWorld({ ...servers, env: { LOG_LEVEL: 'silent' } });
  const journal = openJournal(join(world.folder, 'journal.jsonl'));
  const client = createPatientClient(world.apiUrl, journal);
  const eyes = openEyes(world.databaseUrl, EYES_PATIENCE_MS);
  const journey = journeyIn(world, eyes, client.send);
  const keeper = keepAlive(world, ['worker']);
  const views: TemporalView[] = [];
  return {
    servers,
    world,
    journal,
    client,
    journey,
    eyes,
    viewTemporal: async () => {
      const view = await viewTemporal(servers.temporalAddress);
      views.push(view);
      return view;
    },
    close: async () => {
      await keeper.stop();
      journey.close();
      client.close();
      await eyes.close();
      journal.close();
      for (const view of views) await view.close();
      await world.close();
    },
  };
}

/** Starts what has ended anew, as a supervisor does. */
function keepAlive(world: World, names: readonly ProcessName[]): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const watching = (async () => {
    while (!signal.aborted) {
      await pause(100, undefined, { signal }).catch(() => {});
      for (const name of names) {
        if (!signal.aborted && world.processes.get(name)?.hasEnded()) await world.start(name).catch(() => {});
      }
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await watching;
    },
  };
}
