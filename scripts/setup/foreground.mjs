import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './checkout.mjs';

/** A command was told to stop; `code` is what the shell expects of one that ended so. */
export class Interrupted extends Error {
  constructor(signal) {
    super(`stopped by ${signal}`);
    this.code = 128 + constants.signals[signal];
  }
}

/**
 * From here on a stop signal no longer ends this process at once: it ends the child in the foreground, and `run`
 * throws Interrupted, so that the caller can put away what it started. A second signal insists.
 */
export function takeForeground() {
  let child;
  let received;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (received && !child) process.exit(new Interrupted(signal).code);
      received = signal;
      // A terminal sends Ctrl-C to the child too; without one nobody else does.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child?.kill(signal);
    });
  }

  /** Runs a child with our terminal and answers its exit code; `onStdout` is told what it prints. */
  async function run(command, args, { env, onStdout } = {}) {
    if (received) throw new Interrupted(received);
    const begun = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['inherit', onStdout ? 'pipe' : 'inherit', 'inherit'],
    });
    child = begun;
    begun.stdout?.on('data', (chunk) => {
      process.stdout.write(chunk);
      onStdout(String(chunk));
    });
    const code = await new Promise((resolve, reject) => {
      begun.once('error', reject);
      begun.once('close', (exitCode, signal) => resolve(exitCode ?? 128 + constants.signals[signal]));
    });
    child = undefined;
    if (received) throw new Interrupted(received);
    return code;
  }

  return { run };
}
