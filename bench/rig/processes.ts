// Our own processes as in production: started from their entries, killed and started again by whoever needs it.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePorts, isPortFree } from '../../scripts/setup/servers.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_LIMIT_MS = 60_000;

export interface ProcessPlan {
  readonly name: string;
  /** From the repository's root, as in `api/server.ts`. */
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  /** Answers 200 once the process can work. */
  readonly healthUrl: string;
  readonly logFile: string;
  readonly nodeOptions?: readonly string[];
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  hasEnded(): boolean;
  /** Resolves when the process is gone. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const running = new Set<() => void>();
// Whoever started them may be ended at any moment; its children must not outlive it.
process.once('exit', () => {
  for (const kill of running) kill();
});

/** Starts a process and waits until it is healthy. @throws Error with the end of its log */
export async function startProcess(plan: ProcessPlan): Promise<RunningProcess> {
  const started = launchProcess(plan);
  const limit = Date.now() + START_LIMIT_MS;
  while (!(await isHealthy(plan.healthUrl))) {
    if (started.hasEnded() || Date.now() > limit) {
      await started.end('SIGKILL');
      throw new Error(`${plan.name} did not start.\n${endOfLog(plan.logFile)}`);
    }
    await pause(50);
  }
  return started;
}

export interface Finished {
  readonly code: number | null;
  readonly printed: string;
}

/** Runs a command of ours to its end. */
export async function runToEnd(
  entry: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Finished> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, entry), ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, printed };
}

/** Starts a process without waiting for it. */
export function launchProcess(plan: ProcessPlan): RunningProcess {
  const { name, entry, env, logFile, nodeOptions = [] } = plan;
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, [...nodeOptions, '--import', 'tsx', join(ROOT, entry)], {
    cwd: ROOT,
    env,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const kill = () => void child.kill('SIGKILL');
  running.add(kill);
  let ended = false;
  const gone = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  }).then(() => {
    ended = true;
    running.delete(kill);
  });
  return {
    name,
    pid: child.pid ?? 0,
    hasEnded: () => ended,
    end: async (signal = 'SIGTERM') => {
      if (ended) return;
      child.kill(signal);
      const late = setTimeout(kill, 30_000);
      await gone;
      clearTimeout(late);
    },
  };
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

function endOfLog(file: string): string {
  return readFileSync(file, 'utf8').split('\n').slice(-20).join('\n');
}

/** A free port whose successor is free too: the worker takes both. */
export async function freePair(): Promise<number> {
  for (;;) {
    const [port = 0] = await freePorts(1);
    if (port < 65_535 && (await isPortFree(port + 1))) return port;
  }
}
