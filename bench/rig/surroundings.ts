// The private servers this run was given, and what they can tell of themselves.
import pg from 'pg';
import { runningServers } from '../../scripts/setup/servers.mjs';
import { cpuSeconds, type Usage } from './usage.ts';
import type { World } from './world.ts';

export interface Surroundings {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
}

/** The servers named in the environment. @throws Error outside `npm run` */
export function givenServers(): Surroundings {
  const { DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporalAddress } = process.env;
  if (!databaseUrl || !temporalAddress) throw new Error('Run this with `npm run bench` or `npm run chaos`.');
  return { databaseUrl, temporalAddress };
}

/** CPU seconds of every process that has a part in it, this one included. */
export function readUsage(world: World, more: Readonly<Record<string, number>> = {}): Usage {
  const own = process.cpuUsage();
  const servers = process.env.SCRATCH_DIR === undefined ? {} : runningServers();
  const pids = [
    ...[...world.processes].map(([name, { pid }]) => [name, pid] as const),
    ...Object.entries(more),
    ...Object.entries({ postgres: servers.postgres?.pid, temporal: servers.temporal?.pid }),
  ];
  const used = pids.flatMap(([name, pid]) => (pid === undefined ? [] : [[name, cpuSeconds(pid)] as const]));
  return { ...Object.fromEntries(used), driver: (own.user + own.system) / 1e6 };
}

export interface DatabaseCounts {
  readonly commits: number;
  readonly walKib: number;
}

/** What the database has done so far. */
export async function readDatabaseCounts(databaseUrl: string): Promise<DatabaseCounts> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Sessions report at most once a second.
    await client.query('SELECT pg_sleep(1.1)');
    const { rows } = await client.query<{ commits: number; wal: number }>(
      `SELECT xact_commit::int AS commits, (pg_current_wal_lsn() - '0/0')::float AS wal
       FROM pg_stat_database WHERE datname = current_database()`,
    );
    const [{ commits, wal } = { commits: 0, wal: 0 }] = rows;
    return { commits, walKib: wal / 1024 };
  } finally {
    await client.end();
  }
}
