// The servers under chaos: ended the way the scenario wants and started again where they were.

import { givenServers } from '../bench/rig/surroundings.ts';
import {
  type PostgresServer,
  type RecordedServer,
  type RunningServer,
  runningServers,
  startPostgres,
  startTemporal,
  type TemporalServer,
  type Throwaway,
} from '../scripts/setup/servers.mjs';

export interface ServerUnderChaos {
  readonly dataDir: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Again with the same data on the same port. */
  start(): Promise<void>;
}

export interface ServersUnderChaos {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly postgres: ServerUnderChaos;
  readonly temporal: ServerUnderChaos;
}

type Handle = RecordedServer | RunningServer;
type Start = (place: {
  dataDir: string;
  port: number;
  runDir: string;
}) => Promise<PostgresServer | TemporalServer>;

function underChaos(first: Handle, runDir: string, startAgain: Start): ServerUnderChaos {
  let current = first;
  const { dataDir, port } = first;
  return {
    dataDir,
    stop: () => current.stop(),
    kill: () => current.kill(),
    start: async () => {
      current = await startAgain({ dataDir, port, runDir });
    },
  };
}

/** The servers that `npm run chaos` has made. @throws Error outside it */
export function serversOfRun(): ServersUnderChaos {
  const { postgres, temporal } = runningServers();
  if (!postgres || !temporal) throw new Error('Run this with `npm run chaos`.');
  return {
    ...givenServers(),
    postgres: underChaos(postgres, postgres.runDir, startPostgres),
    temporal: underChaos(temporal, temporal.runDir, startTemporal),
  };
}

/** Servers that a test has made. */
export function serversOf({ postgres, temporal, runDir }: Throwaway): ServersUnderChaos {
  if (!postgres || !temporal) throw new Error('chaos needs PostgreSQL and Temporal');
  return {
    databaseUrl: postgres.url,
    temporalAddress: temporal.address,
    postgres: underChaos(postgres, runDir, (place) => startPostgres({ ...place, durable: true })),
    temporal: underChaos(temporal, runDir, startTemporal),
  };
}
