import { join } from 'node:path';
import { addressOf } from './api-address.mjs';
import { dataDir } from './checkout.mjs';
import { canConnect } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';
import { SetupProblem } from './setup-problem.mjs';
import { startTemporal } from './temporal.mjs';

/** The three servers: those the environment names are used as they are, the others are started and kept alive. */
export async function startServers(platform, ports, runDir) {
  const place = (name) => ({
    dataDir: join(dataDir(), name),
    logFile: join(dataDir(), 'logs', `${name}.log`),
    runDir,
  });
  const namespace = process.env.TEMPORAL_NAMESPACE || 'default';
  const begin = {
    DATABASE_URL: () =>
      platform.keep('postgres', () =>
        startPostgres({ ...place('postgres'), port: ports.POSTGRES_PORT, database: 'yizhan' }),
      ),
    REDIS_URL: () => platform.keep('redis', () => startRedis({ ...place('redis'), port: ports.REDIS_PORT })),
    TEMPORAL_ADDRESS: () =>
      platform.keep('temporal', () =>
        startTemporal({
          ...place('temporal'),
          port: ports.TEMPORAL_PORT,
          uiPort: ports.TEMPORAL_UI_PORT,
          codecEndpoint: `http://${addressOf(process.env.API_HOST || '127.0.0.1')}:${ports.API_PORT}/api/v1/codec`,
          namespace,
        }),
      ),
  };
  const settled = await Promise.allSettled(
    Object.entries(begin).map(([variable, start]) => existingServer(variable) ?? start()),
  );
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  const [postgres, redis, temporal] = settled.map(({ value }) => value);
  return { databaseUrl: postgres.url, redisUrl: redis.url, temporalAddress: temporal.address };
}

/** Ports that this start takes, each with the setting that moves it. */
export function serverPorts(ports, env = process.env) {
  return [
    ...(env.DATABASE_URL ? [] : [{ name: 'PostgreSQL', variable: 'POSTGRES_PORT' }]),
    ...(env.REDIS_URL ? [] : [{ name: 'Redis', variable: 'REDIS_PORT' }]),
    ...(env.TEMPORAL_ADDRESS
      ? []
      : [
          { name: 'Temporal', variable: 'TEMPORAL_PORT' },
          { name: 'Temporal UI', variable: 'TEMPORAL_UI_PORT' },
        ]),
  ].map((entry) => ({ ...entry, port: ports[entry.variable] }));
}

const defaultPorts = { DATABASE_URL: 5432, REDIS_URL: 6379, TEMPORAL_ADDRESS: 7233 };

function existingServer(variable) {
  const value = process.env[variable];
  return value ? answering(variable, value) : undefined;
}

async function answering(variable, value) {
  const { hostname, port } = locate(variable, value);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (await canConnect({ host, port: Number(port) || defaultPorts[variable] }))
    return { url: value, address: value };
  throw new SetupProblem(
    `${variable} names ${host}:${port || defaultPorts[variable]}, and nothing answers there.`,
    `Start that server, or unset ${variable} to let this command start its own.`,
  );
}

function locate(variable, value) {
  try {
    return new URL(variable === 'TEMPORAL_ADDRESS' ? `grpc://${value}` : value);
  } catch {
    throw new SetupProblem(`${variable} cannot be read as an address.`, 'See .env.example for its form.');
  }
}
