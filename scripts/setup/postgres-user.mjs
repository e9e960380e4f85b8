import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { SetupProblem } from './setup-problem.mjs';

/**
 * PostgreSQL refuses to run as root, so root lends the server another user; anybody else runs it as himself.
 * @returns {{uid: number, gid: number} | undefined}
 */
export function serverUser() {
  if (process.geteuid?.() !== 0) return undefined;
  const chosen = process.env.POSTGRES_OS_USER;
  const user = chosen ? idsOf(chosen) : (idsOf('postgres') ?? idsOf('nobody') ?? createUser());
  if (user) return user;
  throw new SetupProblem(
    'PostgreSQL cannot run as root, and there is no other user to run it as.',
    'Set POSTGRES_OS_USER to an existing user, or run the command as an ordinary user.',
  );
}

function idsOf(name) {
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number.parseInt(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout, 10),
  );
  return uid > 0 && gid >= 0 ? { uid, gid } : undefined;
}

function createUser() {
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'yizhan']);
  return idsOf('yizhan');
}

/** Whether the server's user can enter every folder on the way and read what is there. */
export function canReach(path, user) {
  if (!user) return true;
  const { status } = spawnSync('/bin/sh', ['-c', 'test -r "$1" && test -x "$1"', 'sh', path], {
    ...user,
    cwd: '/',
  });
  return status === 0;
}

/** The binaries where the server's user can run them: as npm laid them, else one copy for the whole machine. */
export function reachableBinaries(native, version, user) {
  if (canReach(join(native, 'bin/postgres'), user)) return native;
  const copy = join(sharedFolder(), `postgresql-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, copy);
  }
  return copy;
}

/**
 * The folder of the database cluster: inside dataDir, unless the server's user cannot get there
 * (a checkout under a 0700 folder); then it lies outside, and dataDir/location says where.
 */
export function clusterFolder(dataDir, user) {
  mkdirSync(dataDir, { recursive: true });
  const record = join(dataDir, 'location');
  if (existsSync(record)) return readFileSync(record, 'utf8').trim();
  if (user) chmodSync(dataDir, 0o711);
  const inside = join(dataDir, 'cluster');
  if (existsSync(inside) || canReach(dataDir, user) || canEnter(dataDir, user)) return inside;
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 10);
  const outside = join(sharedFolder(), `${basename(dataDir)}-${hash}`, 'cluster');
  mkdirSync(join(outside, '..'), { recursive: true, mode: 0o711 });
  writeFileSync(record, `${outside}\n`);
  return outside;
}

function canEnter(path, user) {
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...user, cwd: '/' }).status === 0;
}

// Only root comes here, so the first is nearly always the one; a folder somebody else made is never trusted.
function sharedFolder() {
  for (const folder of ['/var/lib/yizhan', '/var/tmp/yizhan']) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      const { uid, mode } = lstatSync(folder);
      if (lstatSync(folder).isDirectory() && uid === 0 && (mode & 0o022) === 0) return folder;
    } catch {}
  }
  throw new SetupProblem(
    'There is no folder for PostgreSQL that its user can enter.',
    'Move the checkout to a folder that other users may enter, or run the command as an ordinary user.',
  );
}

export function removeOutsideCluster(dataDir) {
  const record = join(dataDir, 'location');
  if (existsSync(record))
    rmSync(join(readFileSync(record, 'utf8').trim(), '..'), { recursive: true, force: true });
}
