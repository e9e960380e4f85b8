import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { typescript } from './application.mjs';
import { dataDir, root } from './checkout.mjs';
import { claimCheckout, isPlatformRunning, releaseCheckout } from './claim-checkout.mjs';
import { applicationEnvironment, environmentFile, readPorts } from './environment.mjs';
import { takeForeground } from './foreground.mjs';
import { gatewayKeysDir } from './gateway-keys.mjs';
import { migrateDatabase } from './migrate-database.mjs';
import { startPostgres } from './postgres.mjs';
import { prepare, prepareSteps } from './prepare.mjs';
import { createProgress } from './progress.mjs';
import { localSecrets, passingSecrets } from './secrets.mjs';
import { SetupProblem } from './setup-problem.mjs';
import { startThrowaway } from './throwaway.mjs';

const commands = {
  check: { entry: 'scripts/check.ts' },
  generate: { entry: 'scripts/generate.ts' },
  'create-service': { entry: 'scripts/create-service.ts' },
  demo: {
    entry: 'scripts/demo.ts',
    binaries: ['temporal-test-server'],
    servers: { redis: false, temporal: false },
  },
  bench: {
    entry: 'bench/main.ts',
    binaries: ['temporal', 'redis', 'temporal-test-server'],
    servers: { durable: true },
  },
  chaos: { entry: 'chaos/main.ts', binaries: ['temporal', 'redis'], servers: { durable: true } },
  seed: { entry: 'scripts/seed.ts', platform: 'postgres' },
  repair: { entry: 'scripts/repair.ts', platform: 'all' },
  audit: { entry: 'scripts/audit.ts', platform: 'postgres' },
  privacy: { entry: 'scripts/privacy.ts', platform: 'postgres' },
  canary: {
    entry: 'canary/main.ts',
    binaries: ['temporal', 'redis', 'temporal-test-server'],
    servers: { durable: true },
  },
};

/** `npm run NAME -- args`: set-up, the servers the command needs, then the command itself. */
export async function runCommand([name, ...args]) {
  const command = commands[name];
  if (!command) {
    throw new SetupProblem(
      `There is no command "${name ?? ''}".`,
      `Commands: ${Object.keys(commands).join(', ')}`,
    );
  }
  if (!existsSync(join(root, command.entry)))
    throw new SetupProblem(`${command.entry} is not in this checkout.`);
  // stdout belongs to the command itself.
  const progress = createProgress(prepareSteps + (command.servers ? 1 : 0), process.stderr);
  const binaries = await prepare(progress, command.binaries ?? []);
  const foreground = takeForeground();
  const { env, close } = await surroundings(command, progress);
  try {
    return await foreground.run(process.execPath, typescript(command.entry, ...args), {
      env: { ...process.env, ...binaries, ...env },
    });
  } finally {
    await close();
  }
}

const nothingToClose = async () => {};

async function surroundings({ servers, platform }, progress) {
  if (servers) {
    const started = await progress.step('Private servers', async () => ({
      value: await startThrowaway(servers),
    }));
    return {
      env: {
        ...passingSecrets(),
        DATA_DIR: dataDir(),
        GATEWAY_KEYS_DIR: gatewayKeysDir(),
        TZ: 'UTC',
        ...started.env,
      },
      close: started.close,
    };
  }
  if (!platform) return { env: {}, close: nothingToClose };
  const running = runningEnvironment();
  if (running) return { env: running, close: nothingToClose };
  if (platform === 'postgres') return postgresAlone(progress);
  throw new SetupProblem(
    'The platform is not running in this checkout.',
    'Start it with `npm start`, then run this command in another terminal.',
  );
}

/** What `npm start` gave its processes, while it runs. */
function runningEnvironment() {
  return isPlatformRunning() && existsSync(environmentFile())
    ? JSON.parse(readFileSync(environmentFile(), 'utf8'))
    : undefined;
}

/** The platform's own database without the rest of the platform, migrated. */
async function postgresAlone(progress) {
  await claimCheckout(progress.write);
  progress.write('The platform is not running: PostgreSQL alone is started for this command');
  let postgres;
  const close = async () => {
    await postgres?.stop();
    releaseCheckout();
  };
  try {
    postgres = process.env.DATABASE_URL ? undefined : await startOwnPostgres();
    const env = aloneEnvironment(postgres?.url ?? process.env.DATABASE_URL);
    await migrateDatabase(env);
    return { env, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function startOwnPostgres() {
  return startPostgres({
    dataDir: join(dataDir(), 'postgres'),
    database: 'yizhan',
    logFile: join(dataDir(), 'logs/postgres.log'),
    runDir: join(dataDir(), 'run'),
  });
}

function aloneEnvironment(databaseUrl) {
  const ports = readPorts();
  return applicationEnvironment({
    databaseUrl,
    redisUrl: process.env.REDIS_URL || `redis://127.0.0.1:${ports.REDIS_PORT}`,
    temporalAddress: process.env.TEMPORAL_ADDRESS || `127.0.0.1:${ports.TEMPORAL_PORT}`,
    ports,
    secrets: localSecrets(join(dataDir(), 'secrets.json')),
  });
}
