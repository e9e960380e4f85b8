import { chmodSync, existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkoutHash } from './checkout.mjs';
import { startPostgres } from './postgres.mjs';
import { canReach, removeOutsideCluster, serverUser } from './postgres-user.mjs';
import { endRecorded, isAlive, readRecord, readRecords, writeRecord } from './process-record.mjs';
import { startRedis } from './redis.mjs';
import { startTemporal } from './temporal.mjs';

const prefix = `yizhan-${checkoutHash}-`;
const drainOrder = ['temporal', 'redis', 'postgres'];

/**
 * Private servers on free ports with their data in a temporary folder; `close` stops them and removes it.
 * @param {{postgres?: boolean, redis?: boolean, temporal?: boolean, durable?: boolean, settings?: Record<string, string>}} wanted
 */
export async function startThrowaway({
  postgres = true,
  redis = true,
  temporal = true,
  durable = false,
  settings,
} = {}) {
  await sweepAbandoned();
  const scratchDir = createScratch();
  const runDir = join(scratchDir, 'run');
  const options = (name) => ({ dataDir: join(scratchDir, name), runDir, durable });
  const close = () => removeScratch(scratchDir);
  const settled = await Promise.allSettled([
    postgres && startPostgres({ ...options('postgres'), settings }),
    redis && startRedis(options('redis')),
    temporal && startTemporal(options('temporal')),
  ]);
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed) {
    await close();
    throw failed.reason;
  }
  const [postgresServer, redisServer, temporalServer] = settled.map(({ value }) => value || undefined);
  const env = {
    SCRATCH_DIR: scratchDir,
    // What .env says of another database is not meant for this one.
    OWNER_DATABASE_URL: '',
    AUDIT_ANCHOR_FILE: '',
    ...(postgresServer && { DATABASE_URL: postgresServer.url }),
    ...(redisServer && { REDIS_URL: redisServer.url }),
    ...(temporalServer && { TEMPORAL_ADDRESS: temporalServer.address, TEMPORAL_NAMESPACE: 'default' }),
  };
  return {
    scratchDir,
    runDir,
    env,
    postgres: postgresServer,
    redis: redisServer,
    temporal: temporalServer,
    close,
  };
}

/**
 * The servers that this process's starter made in SCRATCH_DIR, to be stopped or killed from here.
 * To start one again, call its start function with the same dataDir, port and runDir.
 */
export function runningServers(scratchDir = process.env.SCRATCH_DIR) {
  const runDir = join(scratchDir, 'run');
  const handle = (record) => ({
    ...record,
    runDir,
    stop: () => endRecorded(record),
    kill: () => endRecorded(record, { signal: 'SIGKILL' }),
  });
  return Object.fromEntries(
    readRecords(runDir)
      .filter(({ name }) => drainOrder.includes(name))
      .map((record) => [record.name, handle(record)]),
  );
}

function createScratch() {
  const user = serverUser();
  const base =
    [tmpdir(), '/tmp', '/var/tmp'].find((folder) => existsSync(folder) && canReach(folder, user)) ?? tmpdir();
  const scratchDir = mkdtempSync(join(base, prefix));
  chmodSync(scratchDir, 0o711); // the database server's user passes through
  writeRecord(scratchDir, 'owner', { pid: process.pid });
  return scratchDir;
}

async function removeScratch(scratchDir) {
  const records = readRecords(join(scratchDir, 'run'));
  for (const name of drainOrder) {
    for (const record of records.filter((entry) => entry.name === name)) await endRecorded(record);
  }
  removeOutsideCluster(join(scratchDir, 'postgres'));
  rmSync(scratchDir, { recursive: true, force: true, maxRetries: 5 });
}

/** What a killed run of this checkout left behind. Only folders of our own user are touched. */
async function sweepAbandoned() {
  for (const base of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    if (!existsSync(base)) continue;
    for (const name of readdirSync(base).filter((entry) => entry.startsWith(prefix))) {
      const folder = join(base, name);
      const owner = readRecord(folder, 'owner');
      if (lstatSync(folder).uid !== process.geteuid() || !owner || isAlive(owner)) continue;
      await removeScratch(folder);
    }
  }
}
