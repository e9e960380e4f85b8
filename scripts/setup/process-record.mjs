import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A pid alone may belong to somebody else by now; a pid with the moment it began does not.
 * @returns {string | undefined} undefined when no such process lives
 */
export function identityOf(pid) {
  if (process.platform !== 'linux') return startedAt(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[18]}`;
  } catch {
    return undefined;
  }
}

function startedAt(pid) {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

export function commandOf(pid) {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

export function writeRecord(runDir, name, details) {
  mkdirSync(runDir, { recursive: true });
  const record = { name, ...details, identity: identityOf(details.pid) };
  writeFileSync(recordPath(runDir, name), `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  return record;
}

export function removeRecord(runDir, name, pid) {
  if (readRecord(runDir, name)?.pid === pid) rmSync(recordPath(runDir, name), { force: true });
}

export function readRecord(runDir, name) {
  try {
    return JSON.parse(readFileSync(recordPath(runDir, name), 'utf8'));
  } catch {
    return undefined;
  }
}

export function readRecords(runDir) {
  try {
    const names = readdirSync(runDir).filter((file) => file.endsWith('.process.json'));
    return names.map((file) => readRecord(runDir, file.slice(0, -'.process.json'.length))).filter(Boolean);
  } catch {
    return [];
  }
}

export function isAlive(record) {
  return record?.identity !== undefined && identityOf(record.pid) === record.identity;
}

/** Ends a recorded process, by force when it does not go by itself in time. */
export async function endRecorded(
  record,
  { signal = record.stopSignal ?? 'SIGTERM', graceMs = record.graceMs ?? 10_000 } = {},
) {
  send(record, signal);
  const deadline = Date.now() + graceMs;
  while (isAlive(record) && Date.now() < deadline) await sleep(50);
  send(record, 'SIGKILL');
  while (isAlive(record)) await sleep(20);
}

function send(record, signal) {
  if (!isAlive(record)) return;
  try {
    process.kill(record.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function recordPath(runDir, name) {
  return join(runDir, `${name}.process.json`);
}
