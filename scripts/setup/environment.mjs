import { join } from 'node:path';
import { dataDir } from './checkout.mjs';
import { gatewayKeysDir } from './gateway-keys.mjs';
import { SetupProblem } from './setup-problem.mjs';

const platformRole = 'yizhan_platform';

const portDefaults = {
  POSTGRES_PORT: 54320,
  REDIS_PORT: 63790,
  TEMPORAL_PORT: 7233,
  TEMPORAL_UI_PORT: 8233,
  API_PORT: 3000,
  COURIER_PORT: 3201,
  SMS_PORT: 3202,
  VIOLATION_SYSTEM_PORT: 3204,
  GATEWAY_PORT: 3203,
  WORKER_METRICS_PORT: 9464,
};

/** @returns {typeof portDefaults} */
export function readPorts(env = process.env) {
  return Object.fromEntries(
    Object.entries(portDefaults).map(([name, fallback]) => [name, portFrom(env, name, fallback)]),
  );
}

function portFrom(env, name, fallback) {
  if (!env[name]) return fallback;
  const port = Number(env[name]);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new SetupProblem(
    `${name} is "${env[name]}", which is no port.`,
    'Use a whole number from 1 to 65535.',
  );
}

/**
 * What config.ts reads, for commands on this machine. What the environment already says wins.
 * `databaseUrl` is the owner's on a server of our own; on another it is used as it is.
 */
export function applicationEnvironment({ databaseUrl, redisUrl, temporalAddress, ports, secrets }) {
  const { PLATFORM_DATABASE_PASSWORD: password, ...others } = secrets;
  const defaults = {
    ...others,
    TZ: 'UTC',
    DATA_DIR: dataDir(),
    TEMPORAL_NAMESPACE: 'default',
    API_HOST: '127.0.0.1',
    COURIER_URL: `http://127.0.0.1:${ports.COURIER_PORT}`,
    COURIER_CALLBACK_URL: `http://127.0.0.1:${ports.API_PORT}/api/v1/courier/events`,
    TEMPORAL_UI_ORIGIN: `http://127.0.0.1:${ports.TEMPORAL_UI_PORT}`,
    SMS_URL: `http://127.0.0.1:${ports.SMS_PORT}`,
    VIOLATION_SYSTEM_URL: `http://127.0.0.1:${ports.VIOLATION_SYSTEM_PORT}`,
    WECHAT_URL: `http://127.0.0.1:${ports.GATEWAY_PORT}`,
    ALIPAY_URL: `http://127.0.0.1:${ports.GATEWAY_PORT}/gateway.do`,
    GATEWAY_KEYS_DIR: gatewayKeysDir(),
    PAYMENT_NOTICE_URL: `http://127.0.0.1:${ports.API_PORT}/api/v1/bank-notices`,
  };
  const numbers = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
  return {
    ...defaults,
    ...withoutBlanks(process.env),
    ...numbers,
    ...databaseUrls(databaseUrl, password),
    REDIS_URL: redisUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    DATA_DIR: dataDir(),
  };
}

/** The processes that serve: what belongs to the owner of the tables is none of theirs. */
export function servingEnvironment({ OWNER_DATABASE_URL: _url, POSTGRES_PASSWORD: _password, ...env }) {
  return env;
}

/** The database as the platform's own login sees it, and as the owner of its tables does. */
function databaseUrls(url, password) {
  if (process.env.DATABASE_URL) return { DATABASE_URL: process.env.DATABASE_URL };
  const platform = new URL(url);
  platform.username = platformRole;
  platform.password = password;
  return { DATABASE_URL: platform.toString(), OWNER_DATABASE_URL: url };
}

// `NAME=` in .env means "not set".
function withoutBlanks(env) {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

export const environmentFile = () => join(dataDir(), 'run/environment.json');
