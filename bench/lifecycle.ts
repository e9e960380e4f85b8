// Whole posted lifecycles through HTTP until their workflows have ended, in turn with the floor: bare pokes on the same server.
import { applicationWorkflowId } from '../workflows/contract.ts';
import { driveFloor } from './floor/drive.ts';
import type { BenchOptions } from './options.ts';
import { createProfiling, tellHotFunctions } from './profile/functions.ts';
import { countStatements } from './profile/statements.ts';
import type { Report } from './report.ts';
import { atOnce, latencies } from './rig/clients.ts';
import { type Eyes, openEyes } from './rig/eyes.ts';
import { type Journey, journeyIn, live } from './rig/lifecycle.ts';
import { freePair, startProcess } from './rig/processes.ts';
import { givenServers, readDatabaseCounts, readUsage } from './rig/surroundings.ts';
import { historySize, type TemporalView, viewTemporal } from './rig/temporal.ts';
import { usedSince } from './rig/usage.ts';
import { createWorld, type World } from './rig/world.ts';

const CLIENTS = 16;
const WORKFLOW = 'postalWorkflow';
const SAMPLED = 20;

interface Rig {
  readonly world: World;
  readonly temporal: TemporalView;
  readonly journey: Journey;
  readonly eyes: Eyes;
  /** The floor's own worker, beside the platform's processes. */
  readonly more: Readonly<Record<string, number>>;
}

export async function benchLifecycle(options: BenchOptions, report: Report): Promise<void> {
  const servers = givenServers();
  const profiling = options.profile ? createProfiling() : null;
  const world = await createWorld({ ...servers, nodeOptions: profiling?.nodeOptions ?? [] });
  const port = await freePair();
  const floor = await startProcess({
    name: 'floor-worker',
    entry: 'bench/floor/worker.ts',
    env: { ...process.env, TEMPORAL_ADDRESS: servers.temporalAddress, WORKER_METRICS_PORT: String(port) },
    healthUrl: `http://127.0.0.1:${port}/`,
    logFile: `${world.folder}/floor-worker.log`,
  });
  const temporal = await viewTemporal(servers.temporalAddress);
  const eyes = openEyes(world.databaseUrl);
  const journey = journeyIn(world, eyes);
  try {
    await alternate({ world, temporal, journey, eyes, more: { 'floor-worker': floor.pid } }, options, report);
    if (profiling)
      await countStatements(world, (count) => drive({ world, temporal, journey }, count), report);
  } finally {
    journey.close();
    await eyes.close();
    await temporal.close();
    await floor.end();
    if (profiling) await tellHotFunctions(world, profiling, report);
    await world.close();
  }
}

async function alternate(rig: Rig, { runs, n = 300 }: BenchOptions, report: Report): Promise<void> {
  const warming = Math.ceil(n / 3);
  report.tell(`warming up: ${warming} lifecycles each`);
  await drive(rig, warming);
  await driveFloor(rig.temporal, warming, CLIENTS);
  for (let run = 1; run <= runs; run += 1) {
    const perSecond = await oneRun(rig, n, report);
    const before = readUsage(rig.world, rig.more);
    const floorPerSecond = n / (await driveFloor(rig.temporal, n, CLIENTS));
    reportCpu('raw-temporal', usedSince(before, readUsage(rig.world, rig.more)), n, report);
    report.add({ bench: 'raw-temporal', figure: 'per-second', value: floorPerSecond, unit: '/s', n });
    const ratio = perSecond / floorPerSecond;
    report.add({
      bench: 'lifecycle',
      figure: 'per-second',
      value: perSecond,
      unit: '/s',
      n,
      against: 'raw-temporal',
      ratio,
    });
    report.tell(
      `run ${run}: ${perSecond.toFixed(1)}/s, floor ${floorPerSecond.toFixed(1)}/s, ratio ${ratio.toFixed(2)}`,
    );
  }
}

/** One timed run with what it used. */
async function oneRun(rig: Rig, n: number, report: Report): Promise<number> {
  const { world, more } = rig;
  const counts = await readDatabaseCounts(world.databaseUrl);
  const before = readUsage(world, more);
  const { seconds, requests, whole, ids } = await drive(rig, n);
  reportCpu('lifecycle', usedSince(before, readUsage(world, more)), n, report);
  const now = await readDatabaseCounts(world.databaseUrl);
  const add = (figure: string, value: number, unit: string) =>
    report.add({ bench: 'lifecycle', figure, value, unit, n });
  add('commits', (now.commits - counts.commits) / n, 'per lifecycle');
  add('wal', (now.walKib - counts.walKib) / n, 'KiB per lifecycle');
  for (const [step, samples] of requests) add(`${step}-p50`, latencies(samples).p50, 'ms');
  add('whole-p50', latencies(whole).p50, 'ms');
  add('whole-p99', latencies(whole).p99, 'ms');
  const sizes = await Promise.all(
    ids.slice(0, SAMPLED).map((id) => historySize(rig.temporal, applicationWorkflowId(id))),
  );
  const mean = (of: (size: (typeof sizes)[number]) => number) =>
    sizes.reduce((sum, size) => sum + of(size), 0) / sizes.length;
  add(
    'workflow-tasks',
    mean((size) => size.workflowTasks),
    'per lifecycle',
  );
  add(
    'history-events',
    mean((size) => size.events),
    'per lifecycle',
  );
  return n / seconds;
}

function reportCpu(bench: string, used: Readonly<Record<string, number>>, n: number, report: Report): void {
  for (const [name, seconds] of Object.entries(used)) {
    const value = (seconds * 1000) / n;
    if (value > 0.05) report.add({ bench, figure: `cpu-${name}`, value, unit: 'ms per lifecycle', n });
  }
}

interface Driven {
  readonly seconds: number;
  readonly requests: ReadonlyMap<string, readonly number[]>;
  readonly whole: readonly number[];
  readonly ids: readonly string[];
}

/** Takes so many applications through their lives and waits until Temporal has let go of each. */
async function drive(
  { world, temporal, journey }: Pick<Rig, 'world' | 'temporal' | 'journey'>,
  n: number,
): Promise<Driven> {
  const applicants = await world.applicants(n);
  const before = await temporal.count(WORKFLOW, 'Completed');
  const requests = new Map<string, number[]>();
  const whole: number[] = [];
  const ids: string[] = [];
  const lap = (step: string, ms: number) => {
    const samples = requests.get(step);
    if (samples) samples.push(ms);
    else requests.set(step, [ms]);
  };
  const begin = performance.now();
  await atOnce(applicants, CLIENTS, async (applicant) => {
    const began = performance.now();
    const { id } = await live(journey, applicant, lap);
    whole.push(performance.now() - began);
    ids.push(id);
  });
  await temporal.ended(WORKFLOW, before + n);
  return { seconds: (performance.now() - begin) / 1000, requests, whole, ids };
}
