// The only reader of the environment. Everything else is handed values.
import { join } from 'node:path';
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

/** `NAME=` is no setting. */
const unlessBlank = z
  .string()
  .optional()
  .transform((text) => text || undefined);

/** 32 bytes for a machine of one's own; refused in production. */
const localKey = (name: string) => Buffer.alloc(32, `local ${name} key `).toString('base64url');

const environment = z.object({
  /** As the platform's own role: a member of `yizhan_app` and of nothing else. */
  DATABASE_URL: z.string().default('postgresql://yizhan@127.0.0.1:54320/yizhan'),
  /** As the owner of the tables; for set-up and care alone, never in the environment of a process that serves. */
  OWNER_DATABASE_URL: unlessBlank,
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
  /** Sealing keys of personal data, newest first: `id:base64url-of-32-bytes,…`. */
  PRIVACY_KEYS: z.string().default(`local:${localKey('privacy')}`),
  /** Of the blind indexes, 32 bytes in base64url. */
  INDEX_KEY: z.string().default(localKey('index')),
  /** Of what Temporal keeps, in the form of PRIVACY_KEYS. */
  PAYLOAD_KEYS: z.string().default(`local:${localKey('payload')}`),
  /** Of the audit chain. */
  AUDIT_KEY: z.string().min(16).default('local-audit-key-0000'),
  /** Where the ends of the audit chain are written down, outside the database. */
  AUDIT_ANCHOR_FILE: unlessBlank,
  /** The identity provider of the staff; sign-in through it is offered when all three are set. */
  OIDC_ISSUER: z.string().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** Where Temporal's own pages are served from: they alone may ask the codec endpoint from elsewhere. */
  TEMPORAL_UI_ORIGIN: z
    .url()
    .transform((url) => new URL(url).origin)
    .default('http://127.0.0.1:8233'),
  FEES: z.enum(['off', 'on']).default('off'),
  /** Where files of this machine are kept. */
  DATA_DIR: z.string().default('.data'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  /** How many times the usual limits on requests and guesses; above 1 only where a load is tried out. */
  LIMIT_FACTOR: z.coerce.number().int().min(1).default(1),
  RELAY_IN_FLIGHT: z.coerce.number().int().min(1).max(500).default(24),
});

const LOCAL_SECRETS = [
  'COURIER_SECRET',
  'COURIER_KEY',
  'SESSION_SECRET',
  'TRACKING_SECRET',
  'PRIVACY_KEYS',
  'INDEX_KEY',
  'PAYLOAD_KEYS',
  'AUDIT_KEY',
] as const;

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
  const { AUDIT_ANCHOR_FILE = join(parsed.data.DATA_DIR, 'audit/anchors.jsonl') } = parsed.data;
  return { ...parsed.data, AUDIT_ANCHOR_FILE };
}
