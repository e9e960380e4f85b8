export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A server started by this process. */
export interface RunningServer {
  name: string;
  pid: number;
  port: number;
  dataDir: string;
  exited: Promise<Ended>;
  hasExited(): boolean;
  /** The way the server likes to end; by force when it does not end in time. */
  stop(): Promise<void>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** The last lines of its log since this start. */
  tail(lines?: number): string;
}

export interface PostgresServer extends RunningServer {
  url: string;
}
export interface RedisServer extends RunningServer {
  url: string;
}
export interface TemporalServer extends RunningServer {
  address: string;
}

export interface ServerOptions {
  /** Kept between starts: the same folder means the same data and password. */
  dataDir: string;
  /** A free one when left out. */
  port?: number;
  logFile?: string;
  /** Where the pid is recorded; pass the `runDir` of a throw-away set so that its `close` finds it. */
  runDir?: string;
}

export function startPostgres(
  options: ServerOptions & {
    /** fsync on; true unless told otherwise. */
    durable?: boolean;
    /** Made with the cluster; `postgres` when left out. */
    database?: string;
    settings?: Record<string, string>;
  },
): Promise<PostgresServer>;

export function startTemporal(
  options: ServerOptions & {
    uiPort?: number;
    headless?: boolean;
    codecEndpoint?: string;
    namespace?: string;
  },
): Promise<TemporalServer>;

export interface Throwaway {
  scratchDir: string;
  runDir: string;
  env: Record<string, string>;
  postgres?: PostgresServer;
  redis?: RedisServer;
  temporal?: TemporalServer;
  close(): Promise<void>;
}

/** Private servers on free ports in a temporary folder. */
export function startThrowaway(wanted?: {
  postgres?: boolean;
  redis?: boolean;
  temporal?: boolean;
  durable?: boolean;
  settings?: Record<string, string>;
}): Promise<Throwaway>;

/** A server started by the process that started this one (`npm run chaos`). */
export interface RecordedServer {
  name: string;
  pid: number;
  port: number;
  dataDir: string;
  runDir: string;
  url?: string;
  address?: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

export function runningServers(scratchDir?: string): {
  postgres?: RecordedServer;
  redis?: RecordedServer;
  temporal?: RecordedServer;
};

export function freePorts(count: number): Promise<number[]>;

export function isPortFree(port: number, host?: string): Promise<boolean>;

export function findBinary(
  name: 'temporal' | 'temporal-test-server' | 'redis',
  note?: (text: string) => void,
): Promise<string>;
