// Where the processes spend their time: the functions with the most self time in Node's CPU profiles.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Report } from '../report.ts';
import type { World } from '../rig/world.ts';

const Profile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

const SHOWN = 30;

/** Options under which a process writes its profile when it ends. */
export interface Profiling {
  readonly folder: string;
  readonly nodeOptions: readonly string[];
}

export function createProfiling(): Profiling {
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-profile-'));
  return { folder, nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${folder}`] };
}

/** Ends the profiled processes and tells of the hottest functions of each. */
export async function tellHotFunctions(world: World, { folder }: Profiling, report: Report): Promise<void> {
  for (const name of ['api', 'worker'] as const) {
    const running = world.processes.get(name);
    if (!running) continue;
    await running.end();
    const file = readdirSync(folder).find((entry) => entry.includes(`.${running.pid}.`));
    if (file) tellProfile(name, join(folder, file), report);
  }
}

function tellProfile(name: string, file: string, report: Report): void {
  const { nodes, samples, timeDeltas } = Profile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const selfMs = new Map<string, number>();
  for (const [index, sample] of samples.entries()) {
    const place = frames.get(sample) ?? 'unknown';
    selfMs.set(place, (selfMs.get(place) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  }
  const busy = [...selfMs].filter(([place]) => !place.startsWith('(idle)'));
  const total = busy.reduce((sum, [, ms]) => sum + ms, 0);
  report.tell(`\n${name}: ${(total / 1000).toFixed(1)} s on the main thread; ${file}`);
  for (const [place, ms] of busy.sort(([, a], [, b]) => b - a).slice(0, SHOWN)) {
    report.tell(`${((100 * ms) / total).toFixed(1).padStart(5)} %  ${place}`);
  }
}

function placeOf({
  functionName,
  url,
  lineNumber,
}: {
  functionName: string;
  url: string;
  lineNumber: number;
}): string {
  const file = url.replace(/^.*\/node_modules\//, '').replace(/^file:\/\//, '');
  return `${functionName || '(anonymous)'} ${file}${file === '' ? '' : `:${lineNumber + 1}`}`;
}
