import { spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
} from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines } from './execute.mjs';
import { removeRecord, writeRecord } from './process-record.mjs';
import { SetupProblem } from './setup-problem.mjs';

const largestLog = 20_000_000;
const firstPauseMs = 500;
const longestPauseMs = 30_000;
const healthyMs = 60_000;

/**
 * Starts one long-lived process in its own group, so that Ctrl-C reaches only the starter, which then drains in order.
 * Output goes straight to the log file: a starter that dies takes no pipe with it.
 */
export async function launch({
  name,
  command,
  args,
  env,
  cwd,
  uid,
  gid,
  logFile,
  runDir,
  stopSignal = 'SIGTERM',
  graceMs = 10_000,
  details = {},
  yielding = false,
}) {
  const log = openLog(logFile);
  const begin = logLength(log);
  const identity = uid === undefined ? {} : { uid, gid };
  const child = spawn(command, args, { env, cwd, detached: true, stdio: ['ignore', log, log], ...identity });
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  const started = await new Promise((resolve) => {
    child.once('spawn', () => resolve(undefined));
    child.once('error', resolve);
  });
  closeSync(log);
  if (started)
    throw new SetupProblem(`${name} could not be started: ${started.message}`, `The command was ${command}.`);

  const { pid } = child;
  // On one machine those who answer people go before those who carry.
  if (yielding) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  if (runDir) writeRecord(runDir, name, { pid, stopSignal, graceMs, ...details });
  let hasExited = false;
  const end = exited.then((how) => {
    hasExited = true;
    if (runDir) removeRecord(runDir, name, pid);
    return how;
  });

  async function stop(signal = stopSignal) {
    if (!hasExited) child.kill(signal);
    const inTime = await Promise.race([end.then(() => true), sleep(graceMs, false, { ref: false })]);
    if (!inTime) child.kill('SIGKILL');
    await end;
  }

  return {
    name,
    pid,
    exited: end,
    hasExited: () => hasExited,
    stop: () => stop(),
    kill: () => stop('SIGKILL'),
    tail: (lines = 15) => lastLines(readFrom(logFile, begin), lines),
  };
}

/** Waits until `isReady` answers true; a process that ends meanwhile says so with the end of its log. */
export async function waitUntilReady(launched, isReady, timeoutMs = 60_000) {
  const deadline = Date.now() + timeoutMs;
  while (!(await isReady())) {
    if (launched.hasExited())
      throw new SetupProblem(`${launched.name} ended while starting.`, launched.tail());
    if (Date.now() > deadline) {
      const tail = launched.tail();
      await launched.kill();
      throw new SetupProblem(`${launched.name} was not ready after ${timeoutMs / 1000} s.`, tail);
    }
    await sleep(50);
  }
}

/**
 * Keeps a process alive: when it ends unasked it is started again, after a pause that doubles up to half a minute
 * and begins anew once it has lived for a minute.
 * @param {() => Promise<{pid: number, exited: Promise<unknown>, stop(): Promise<void>, kill(): Promise<void>}>} start
 */
export async function supervise(name, start, report) {
  let current = await start();
  let stopping = false;
  let pause = firstPauseMs;
  const wake = new AbortController();

  const watching = (async () => {
    let since = Date.now();
    while (!stopping) {
      const how = await current.exited;
      if (stopping) return;
      if (Date.now() - since > healthyMs) pause = firstPauseMs;
      report(
        `${name} ended (${how.signal ?? `code ${how.code}`}); starting it again in ${pause / 1000} s`,
        current.tail?.(8),
      );
      do {
        await sleep(pause, undefined, { signal: wake.signal }).catch(() => {});
        pause = Math.min(pause * 2, longestPauseMs);
      } while (!stopping && !(await restarted()));
      since = Date.now();
    }
  })();

  async function restarted() {
    try {
      current = await start();
      if (stopping) await current.stop();
      return true;
    } catch (error) {
      report(`${name} did not start again: ${error.message}`, error.advice);
      return false;
    }
  }

  async function end(how) {
    stopping = true;
    wake.abort();
    await current[how]();
    await watching;
  }

  return {
    name,
    pid: () => current.pid,
    current: () => current,
    stop: () => end('stop'),
    kill: () => end('kill'),
  };
}

function openLog(path) {
  mkdirSync(dirname(path), { recursive: true });
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestLog) renameSync(path, `${path}.1`);
  const log = openSync(path, 'a', 0o600);
  chmodSync(path, 0o600);
  return log;
}

function logLength(descriptor) {
  return fstatSync(descriptor).size;
}

function readFrom(path, position) {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const from = Math.max(position, size - 20_000);
    const buffer = Buffer.alloc(Math.max(0, size - from));
    readSync(descriptor, buffer, 0, buffer.length, from);
    return buffer.toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}
