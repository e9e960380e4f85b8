// What a run leaves behind, and where: the folders the watch writes into, and the servers the tests used.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Run {
  /** The private servers' folder: their own logs, Temporal's database, Redis's file. */
  readonly scratchDir: string;
  /** Written by the watch and by the harness. */
  readonly dir: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly temporalAddress: string;
}

/** The run in the servers' folder. @throws Error outside `npm run canary` */
export function openRun(env: NodeJS.ProcessEnv = process.env): Run {
  const { SCRATCH_DIR, DATABASE_URL, REDIS_URL, TEMPORAL_ADDRESS } = env;
  if (!SCRATCH_DIR || !DATABASE_URL || !REDIS_URL || !TEMPORAL_ADDRESS)
    throw new Error('Run this with `npm run canary`.');
  const dir = join(SCRATCH_DIR, 'canary');
  for (const folder of ['logs', 'told', 'histories', 'metrics'])
    mkdirSync(join(dir, folder), { recursive: true });
  return {
    scratchDir: SCRATCH_DIR,
    dir,
    databaseUrl: DATABASE_URL,
    redisUrl: REDIS_URL,
    temporalAddress: TEMPORAL_ADDRESS,
  };
}

/** The environment in which processes are watched and keep what they would throw away. */
export function watched({ dir }: Run): Record<string, string> {
  const watch = pathToFileURL(join(import.meta.dirname, 'watch.mjs'));
  const options = process.env.NODE_OPTIONS ?? '';
  return {
    CANARY_DIR: dir,
    LOG_FILE: join(dir, 'logs', 'in-process.log'),
    LOG_LEVEL: 'debug',
    NODE_OPTIONS: `${options} --import=${watch.href}`.trim(),
  };
}

/** The address of another database on the same server. */
export function databaseOf({ databaseUrl }: Run, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.toString();
}
