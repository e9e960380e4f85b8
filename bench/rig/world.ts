// The platform under test: a database of its own on the private server, and our processes on free ports.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readConfig } from '../../config.ts';
import { type Database, openDatabase } from '../../db/client.ts';
import { payloadCodecOf } from '../../db/payload-codec.ts';
import { vaultOf } from '../../db/vault.ts';
import { type LocalDate, localDateOf, toInstant } from '../../domain/calendar/local-date.ts';
import { migrate } from '../../prisma/migrate.ts';
import { seedCalendar } from '../../prisma/seed/calendar.ts';
import { keysInFolder, newApiKey } from '../../sandbox/gateway/keys.ts';
import { freePorts } from '../../scripts/setup/servers.mjs';
import { makeApplicants, makeStaff, type ReadyApplicant, type Staff } from './people.ts';
import {
  type Finished,
  freePair,
  type ProcessPlan,
  type RunningProcess,
  runToEnd,
  startProcess,
} from './processes.ts';

export type ProcessName = 'api' | 'worker' | 'courier' | 'gateway';

export interface WorldOptions {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly wanted?: readonly ProcessName[];
  readonly nodeOptions?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface World {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly apiUrl: string;
  readonly courierUrl: string;
  readonly gatewayUrl: string;
  readonly temporalAddress: string;
  /** Of its processes. */
  readonly env: NodeJS.ProcessEnv;
  readonly staff: Staff;
  readonly today: LocalDate;
  /** Logs, and the courier's books. */
  readonly folder: string;
  readonly processes: ReadonlyMap<ProcessName, RunningProcess>;
  applicants(count: number): Promise<readonly ReadyApplicant[]>;
  /** Starts a process that is not running; what is given besides is in its environment from then on. */
  start(name: ProcessName, env?: Readonly<Record<string, string>>): Promise<void>;
  kill(name: ProcessName): Promise<void>;
  /** Runs one of our commands on this platform to its end. */
  run(entry: string, ...args: readonly string[]): Promise<Finished>;
  close(): Promise<void>;
}

const SECRETS = {
  SESSION_SECRET: randomBytes(24).toString('base64url'),
  TRACKING_SECRET: randomBytes(24).toString('base64url'),
  COURIER_SECRET: randomBytes(24).toString('base64url'),
  COURIER_KEY: randomBytes(24).toString('base64url'),
  INDEX_KEY: randomBytes(32).toString('base64url'),
  PRIVACY_KEYS: `k1:${randomBytes(32).toString('base64url')}`,
  /** Not of its own: whoever runs this world reads its histories. */
  PAYLOAD_KEYS: readConfig().PAYLOAD_KEYS,
  AUDIT_KEY: randomBytes(32).toString('base64url'),
  VIOLATION_SYSTEM_KEY: randomBytes(24).toString('base64url'),
  WECHAT_APIV3_KEY: newApiKey(),
  GATEWAY_CONTROL_KEY: randomBytes(24).toString('base64url'),
};

/** What steers the stand-in banks. */
export const { GATEWAY_CONTROL_KEY } = SECRETS;

/** The secret behind sessions. */
export const { SESSION_SECRET } = SECRETS;

/** The secret behind tracking look-ups. */
export const TRACKING_SECRET = SECRETS.TRACKING_SECRET;

/** What opens the payloads of this world's workflows. */
export const PAYLOAD_CODEC = payloadCodecOf(SECRETS);

/** Builds the platform from nothing; `close` ends it and removes its database. */
export async function createWorld(options: WorldOptions): Promise<World> {
  const { wanted = ['courier', 'api', 'worker'] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-rig-'));
  const database = await createDatabase(options.databaseUrl);
  const db = openDatabase({ url: database.url, vault: vaultOf(SECRETS), poolSize: 4 });
  const processes = new Map<ProcessName, RunningProcess>();
  await keysInFolder(join(folder, 'gateway'), SECRETS.WECHAT_APIV3_KEY);
  const { plans, apiUrl, courierUrl, gatewayUrl, env } = await planProcesses(options, database.url, folder);
  let made = 0;

  async function close() {
    for (const name of ['api', 'worker', 'courier', 'gateway'] as const) await processes.get(name)?.end();
    await db.$disconnect();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }

  try {
    await seedCalendar(db);
    const today = localDateOf(toInstant(Date.now()));
    const staff = await makeStaff(db, today, SECRETS.SESSION_SECRET);
    const start = async (name: ProcessName, more: Readonly<Record<string, string>> = {}) => {
      Object.assign(plans[name].env, more);
      processes.set(name, await startProcess(plans[name]));
    };
    await Promise.all(wanted.map((name) => start(name)));
    return {
      db,
      databaseUrl: database.url,
      apiUrl,
      courierUrl,
      gatewayUrl,
      temporalAddress: options.temporalAddress,
      env,
      staff,
      today,
      folder,
      processes,
      start,
      close,
      run: (entry, ...args) => runToEnd(entry, args, env),
      kill: async (name) => {
        await processes.get(name)?.end('SIGKILL');
        processes.delete(name);
      },
      applicants: async (count) => {
        const first = made;
        made += count;
        return makeApplicants(db, { count, first, today, secret: SECRETS.SESSION_SECRET });
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function planProcesses(options: WorldOptions, databaseUrl: string, folder: string) {
  const [apiPort = 0, courierPort = 0, gatewayPort = 0] = await freePorts(3);
  const workerPort = await freePair();
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const courierUrl = `http://127.0.0.1:${courierPort}`;
  const gatewayUrl = `http://127.0.0.1:${gatewayPort}`;
  const env = {
    ...process.env,
    ...SECRETS,
    NODE_ENV: 'production',
    TZ: 'UTC',
    LOG_LEVEL: 'warn',
    // All of the load comes from one address.
    LIMIT_FACTOR: '1000000',
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: options.temporalAddress,
    DATA_DIR: folder,
    API_HOST: '127.0.0.1',
    API_PORT: String(apiPort),
    COURIER_URL: courierUrl,
    COURIER_PORT: String(courierPort),
    COURIER_CALLBACK_URL: `${apiUrl}/api/v1/courier/events`,
    WECHAT_URL: gatewayUrl,
    ALIPAY_URL: `${gatewayUrl}/gateway.do`,
    GATEWAY_PORT: String(gatewayPort),
    GATEWAY_KEYS_DIR: join(folder, 'gateway'),
    PAYMENT_NOTICE_URL: `${apiUrl}/api/v1/bank-notices`,
    WORKER_METRICS_PORT: String(workerPort),
    ...options.env,
  };
  const plan = (name: ProcessName, entry: string, healthUrl: string): ProcessPlan => ({
    name,
    entry,
    env: { ...env },
    healthUrl,
    logFile: join(folder, `${name}.log`),
    ...(options.nodeOptions === undefined || name === 'courier' || name === 'gateway'
      ? {}
      : { nodeOptions: options.nodeOptions }),
  });
  const plans = {
    api: plan('api', 'api/server.ts', `${apiUrl}/readyz`),
    worker: plan('worker', 'worker/temporal.ts', `http://127.0.0.1:${workerPort + 1}/`),
    courier: plan('courier', 'sandbox/courier/server.ts', `${courierUrl}/health`),
    gateway: plan('gateway', 'sandbox/gateway/server.ts', `${gatewayUrl}/health`),
  };
  return { plans, apiUrl, courierUrl, gatewayUrl, env };
}

interface OwnDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

async function createDatabase(serverUrl: string): Promise<OwnDatabase> {
  const name = `rig_${randomBytes(6).toString('hex')}`;
  await asAdmin(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate(url.toString());
  return {
    url: url.toString(),
    drop: () => asAdmin(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function asAdmin(serverUrl: string, sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    await admin.query(sql);
  } finally {
    await admin.end();
  }
}
