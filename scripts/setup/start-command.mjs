import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addressOf } from './api-address.mjs';
import { applicationProcesses, typescript } from './application.mjs';
import { dataDir, root } from './checkout.mjs';
import { claimCheckout, releaseCheckout } from './claim-checkout.mjs';
import { applicationEnvironment, environmentFile, readPorts, servingEnvironment } from './environment.mjs';
import { followLogs } from './follow-logs.mjs';
import { migrateDatabase, seedDatabase } from './migrate-database.mjs';
import { createPlatform } from './platform.mjs';
import { serverPorts, startServers } from './platform-servers.mjs';
import { requireFreePorts } from './ports.mjs';
import { prepare, prepareSteps } from './prepare.mjs';
import { launch } from './processes.mjs';
import { createProgress } from './progress.mjs';
import { localSecrets } from './secrets.mjs';
import { SetupProblem } from './setup-problem.mjs';
import { welcome } from './welcome.mjs';

const readyWithinMs = 90_000;

/** `npm start`: everything on this machine until Ctrl-C; the data stays in DATA_DIR. */
export async function startCommand(args) {
  const ports = readPorts();
  const runDir = join(dataDir(), 'run');
  const logDir = join(dataDir(), 'logs');
  const progress = createProgress(prepareSteps + 3);
  await claimCheckout(progress.write);
  const platform = createPlatform({ runDir, write: progress.write });
  try {
    await prepare(progress, [
      ...(process.env.TEMPORAL_ADDRESS ? [] : ['temporal']),
      ...(process.env.REDIS_URL ? [] : ['redis']),
    ]);
    await requireFreePorts([...serverPorts(ports), ...applicationPorts(ports)]);
    const stopped = stopOnSignal(platform);
    const begun = begin(platform, progress, { ports, runDir, logDir });
    await Promise.race([begun, stopped]);
    if (!platform.isStopping() && args.includes('--logs')) followLogs(logDir);
    await stopped;
    progress.write('Stopped. The data is kept; `npm start` goes on with it.');
    return 0;
  } finally {
    await platform.stop();
    releaseCheckout();
  }
}

async function begin(platform, progress, { ports, runDir, logDir }) {
  try {
    const servers = await progress.step('PostgreSQL, Redis, Temporal', async () => ({
      value: await startServers(platform, ports, runDir),
    }));
    const env = applicationEnvironment({
      ...servers,
      ports,
      secrets: localSecrets(join(dataDir(), 'secrets.json')),
    });
    writeFileSync(environmentFile(), `${JSON.stringify(env, null, 2)}\n`, { mode: 0o600 });
    await progress.step('Database', (note) => fillDatabase(env, note));
    await progress.step('Application', () =>
      startApplication(platform, servingEnvironment(env), { runDir, logDir }),
    );
    welcome(env, progress.write);
  } catch (error) {
    // Being told to stop breaks off what was under way; that is no failure of its own.
    if (!platform.isStopping()) throw error;
  }
}

function stopOnSignal(platform) {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        if (platform.isStopping()) platform.kill();
        else resolve(platform.stop());
      });
    }
  });
}

function applicationPorts(ports) {
  const health = { name: 'worker health, one above its metrics', variable: 'WORKER_METRICS_PORT', above: 1 };
  const byProcess = {
    api: [{ name: 'API', variable: 'API_PORT', host: process.env.API_HOST || '127.0.0.1' }],
    courier: [{ name: 'courier sandbox', variable: 'COURIER_PORT' }],
    sms: [{ name: 'SMS sandbox', variable: 'SMS_PORT' }],
    violations: [{ name: 'violation system sandbox', variable: 'VIOLATION_SYSTEM_PORT' }],
    gateway: [{ name: 'payment sandbox', variable: 'GATEWAY_PORT' }],
    worker: [{ name: 'worker metrics', variable: 'WORKER_METRICS_PORT' }, health],
  };
  const taken = applicationProcesses().flatMap(({ name }) => byProcess[name] ?? []);
  return taken.map((entry) => ({ ...entry, port: ports[entry.variable] + (entry.above ?? 0) }));
}

async function fillDatabase(env, note) {
  if (!hasMigrations()) return { detail: 'no migrations yet' };
  note('migrating');
  const applied = await migrateDatabase(env);
  if (!existsSync(join(root, 'scripts/seed.ts'))) return { detail: applied };
  note('seeding');
  await seedDatabase(env);
  return { detail: applied };
}

function hasMigrations() {
  const folder = join(root, 'prisma/migrations');
  return existsSync(folder) && readdirSync(folder).length > 0;
}

async function startApplication(platform, env, { runDir, logDir }) {
  const processes = applicationProcesses();
  for (const { name, entry, graceMs } of processes) {
    const logFile = join(logDir, `${name}.log`);
    await platform.keep(name, () =>
      launch({
        name,
        command: process.execPath,
        args: typescript(entry),
        env,
        cwd: root,
        logFile,
        runDir,
        graceMs,
      }),
    );
  }
  if (processes.some(({ name }) => name === 'api')) await untilApiIsReady(platform, env);
  return { detail: processes.map(({ name }) => name).join(', ') || 'nothing to start yet' };
}

async function untilApiIsReady(platform, env) {
  const url = `http://${addressOf(env.API_HOST)}:${env.API_PORT}/readyz`;
  const deadline = Date.now() + readyWithinMs;
  while (!(await answersOk(url))) {
    if (platform.isStopping()) throw new Error('stopping');
    if (Date.now() > deadline) {
      throw new SetupProblem(
        `The API was not ready after ${readyWithinMs / 1000} s (${url}).`,
        platform.current('api')?.tail(20),
      );
    }
    await sleep(150);
  }
}

async function answersOk(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
