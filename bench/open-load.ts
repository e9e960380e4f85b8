// Latency of writes under a steady load of 20 requests a second, measured from the intended start.
import type { BenchOptions } from './options.ts';
import type { Report } from './report.ts';
import { atOnce, latencies } from './rig/clients.ts';
import { openEyes } from './rig/eyes.ts';
import { acceptClaimed, claim, type Journey, journeyIn, type Receipt, submit } from './rig/lifecycle.ts';
import { atRate } from './rig/open-loop.ts';
import { givenServers } from './rig/surroundings.ts';
import { createWorld, type World } from './rig/world.ts';

const PER_SECOND = 20;
const SECONDS = 30;
const WARMING = 200;
const quiet = () => {};

type Prepare = (
  journey: Journey,
  world: World,
  count: number,
) => Promise<readonly (() => Promise<unknown>)[]>;

/** Submissions by applicants who are signed in. */
export function benchSubmit(options: BenchOptions, report: Report): Promise<void> {
  return benchUnderLoad('submit', options, report, async (journey, world, count) =>
    (await world.applicants(count)).map((applicant) => () => submit(journey, applicant, quiet)),
  );
}

/** Acceptances by clerks who hold the task. */
export function benchDecide(options: BenchOptions, report: Report): Promise<void> {
  return benchUnderLoad('decide', options, report, async (journey, world, count) => {
    const claimed: Receipt[] = [];
    await atOnce(await world.applicants(count), 8, async (applicant) => {
      claimed.push(await claim(journey, await submit(journey, applicant, quiet), quiet));
    });
    return claimed.map((receipt) => () => acceptClaimed(journey, receipt, quiet));
  });
}

async function benchUnderLoad(
  bench: string,
  options: BenchOptions,
  report: Report,
  prepare: Prepare,
): Promise<void> {
  const n = options.n ?? PER_SECOND * SECONDS;
  const world = await createWorld(givenServers());
  const eyes = openEyes(world.databaseUrl);
  const journey = journeyIn(world, eyes);
  try {
    await atOnce(await prepare(journey, world, WARMING), 8, async (send) => void (await send()));
    for (let run = 1; run <= options.runs; run += 1) {
      const prepared = await prepare(journey, world, n);
      const { p50, p99 } = latencies(await atRate(prepared, PER_SECOND, async (send) => void (await send())));
      report.add({ bench, figure: 'p50', value: p50, unit: 'ms', n });
      report.add({ bench, figure: 'p99', value: p99, unit: 'ms', n });
      report.tell(`run ${run}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
    }
  } finally {
    journey.close();
    await eyes.close();
    await world.close();
  }
}
