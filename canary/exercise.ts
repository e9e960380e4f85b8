// What the tests do in one process, done by the real ones: applicants by the hundred, their cases carried to the end,
// messages sent through Redis.
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atOnce } from '../bench/rig/clients.ts';
import { openEyes } from '../bench/rig/eyes.ts';
import { journeyIn, live } from '../bench/rig/lifecycle.ts';
import { createWorld, type World } from '../bench/rig/world.ts';
import { type Run, watched } from './run.ts';

const APPLICANTS = 150;
const CLIENTS = 6;
const PATIENCE_MS = 120_000;

export interface Exercised {
  /** Its database holds what the exercise left, until it is closed. */
  readonly world: World;
  /** Why the exercise is not complete; undefined when it is. */
  readonly failure?: unknown;
}

/** Lets the platform live through whole cases. */
export async function exercise(run: Run): Promise<Exercised> {
  const world = await createWorld({
    databaseUrl: run.databaseUrl,
    temporalAddress: run.temporalAddress,
    env: watched(run),
  });
  try {
    await liveAll(run, world);
    return { world };
  } catch (failure) {
    return { world, failure };
  }
}

async function liveAll(run: Run, world: World): Promise<void> {
  const eyes = openEyes(world.databaseUrl, PATIENCE_MS);
  const journey = journeyIn(world, eyes);
  try {
    const applicants = await world.applicants(APPLICANTS);
    await atOnce(applicants, CLIENTS, async (applicant) => void (await live(journey, applicant)));
    await printed(world, 'canary/parts/send-messages.ts');
    const metrics = await printed(world, 'canary/parts/print-metrics.ts');
    writeFileSync(join(run.dir, 'metrics', 'at-the-end.txt'), metrics);
  } finally {
    keepLogs(run, world);
    journey.close();
    await eyes.close();
  }
}

/** What the processes printed past the watch: the native part of Temporal's SDK writes by itself. */
function keepLogs(run: Run, { folder }: World): void {
  const isLogOrFolder = (path: string) => path === folder || path.endsWith('.log');
  cpSync(folder, join(run.dir, 'logs', 'world'), { recursive: true, filter: isLogOrFolder });
}

/** What a command prints in the world's own environment. @throws Error when it fails */
async function printed(world: World, entry: string): Promise<string> {
  const { code, printed: text } = await world.run(entry);
  if (code !== 0) throw new Error(`${entry} ended with ${code}:\n${text.slice(-2_000)}`);
  return text;
}
