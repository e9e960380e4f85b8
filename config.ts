// The only reader of the environment. Everything else is handed values.
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

const environment = z.object({
  DATABASE_URL: z.string().default('postgresql://yizhan@127.0.0.1:54320/yizhan'),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10),
  REDIS_URL: z.string().default('redis://127.0.0.1:63790'),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: port(3000),
  PUBLIC_URL: z.string().optional(),
  WORKER_METRICS_PORT: port(9464),
  COURIER_URL: z.string().default('http://127.0.0.1:3201'),
  COURIER_SECRET: z.string().min(8).default('local-courier-secret'),
  COURIER_KEY: z.string().min(8).default('local-courier-key'),
  SMS_URL: z.string().default('http://127.0.0.1:3202'),
  SESSION_SECRET: z.string().min(16).default('local-session-secret'),
  TRACKING_SECRET: z.string().min(16).default('local-tracking-secret'),
  FEES: z.enum(['off', 'on']).default('off'),
  /** Where files of this machine are kept. */
  DATA_DIR: z.string().default('.data'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  RELAY_IN_FLIGHT: z.coerce.number().int().min(1).max(500).default(24),
});

const LOCAL_SECRETS = ['COURIER_SECRET', 'COURIER_KEY', 'SESSION_SECRET', 'TRACKING_SECRET'] as const;

/** Reads and checks the environment. @throws Error naming every variable that is wrong */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration is wrong.\n  ${problems.join('\n  ')}`);
  }
  const missing = LOCAL_SECRETS.filter((name) => env[name] === undefined);
  if (parsed.data.NODE_ENV === 'production' && missing.length > 0) {
    throw new Error(`Set ${missing.join(', ')}: the local defaults are not for production.`);
  }
  return parsed.data;
}
