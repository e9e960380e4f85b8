// Many submissions as fast as they are taken, and how soon each open case has its workflow at its sequence.
import { setTimeout as pause } from 'node:timers/promises';
import { temporalAgrees } from '../chaos/invariants/temporal.ts';
import { measurePokes } from '../db/pokes.ts';
import type { BenchOptions } from './options.ts';
import type { Report } from './report.ts';
import { atOnce, latencies } from './rig/clients.ts';
import { openEyes } from './rig/eyes.ts';
import { type Journey, journeyIn, submit } from './rig/lifecycle.ts';
import { givenServers } from './rig/surroundings.ts';
import { type TemporalView, viewTemporal } from './rig/temporal.ts';
import { peakMemoryMib } from './rig/usage.ts';
import { createWorld, type World } from './rig/world.ts';

const CLIENTS = 32;
const WARMING = 100;
const PATIENCE_MS = 300_000;

export async function benchBurst({ runs, n = 2_000 }: BenchOptions, report: Report): Promise<void> {
  const servers = givenServers();
  const world = await createWorld(servers);
  const eyes = openEyes(world.databaseUrl);
  const journey = journeyIn(world, eyes);
  const temporal = await viewTemporal(servers.temporalAddress);
  try {
    await oneBurst(world, journey, temporal, WARMING);
    for (let run = 1; run <= runs; run += 1) {
      const { accepted, samples, carriedSeconds, mostPending } = await oneBurst(world, journey, temporal, n);
      const add = (figure: string, value: number, unit: string) =>
        report.add({ bench: 'burst', figure, value, unit, n });
      add('per-second', accepted, '/s');
      add('p50', latencies(samples).p50, 'ms');
      add('p99', latencies(samples).p99, 'ms');
      add('errors', 0, 'of all');
      add('seconds', carriedSeconds, 's until all are carried');
      add('pending-pokes', mostPending, 'at most');
      add('peak-memory', peakMemoryMib(world.processes.get('worker')?.pid ?? 0), 'MiB of the worker');
      report.tell(
        `run ${run}: ${accepted.toFixed(0)}/s accepted, all carried after ${carriedSeconds.toFixed(1)} s`,
      );
    }
  } finally {
    journey.close();
    await eyes.close();
    await temporal.close();
    await world.close();
  }
}

/** Fails on the first submission that is not taken, and when a case is not carried in time. */
async function oneBurst(world: World, journey: Journey, temporal: TemporalView, n: number) {
  const applicants = await world.applicants(n);
  const samples: number[] = [];
  const watch = watchPending(world);
  const begin = performance.now();
  await atOnce(applicants, CLIENTS, async (applicant) => {
    await submit(journey, applicant, (_step, ms) => samples.push(ms));
  });
  const accepted = n / ((performance.now() - begin) / 1000);
  await untilCarried(world, temporal);
  const carriedSeconds = (performance.now() - begin) / 1000;
  // Asking each workflow takes a while of its own, and is not part of it.
  const agreed = await temporalAgrees(world.db, temporal);
  if (!agreed.holds) throw new Error(agreed.detail);
  return { accepted, samples, carriedSeconds, mostPending: await watch.stop() };
}

function watchPending({ db }: World): { stop(): Promise<number> } {
  const stopping = new AbortController();
  let most = 0;
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      most = Math.max(most, (await measurePokes(db)).waiting);
      await pause(100, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await watching;
      return most;
    },
  };
}

async function untilCarried(world: World, temporal: TemporalView): Promise<void> {
  const limit = Date.now() + PATIENCE_MS;
  const isLate = () => Date.now() > limit;
  while ((await measurePokes(world.db)).waiting > 0 && !isLate()) await pause(50);
  const open = () => world.db.application.count({ where: { open: true } });
  while ((await temporal.count('postalWorkflow', 'Running')) < (await open()) && !isLate()) await pause(50);
}
