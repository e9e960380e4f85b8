// The only reader of the environment. Everything else is handed values.
import { join } from 'node:path';
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

/** Fractions count; above nothing, and at most a day. */
const minutes = (fallback: number) =>
  z.coerce
    .number()
    .positive()
    .max(24 * 60)
    .default(fallback);

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
  /** 公安交通管理综合应用平台, whose feed tells of violations. */
  VIOLATION_SYSTEM_URL: z.string().default('http://127.0.0.1:3204'),
  VIOLATION_SYSTEM_KEY: z.string().min(8).default('local-violation-system-key'),
  SMS_URL: z.string().default('http://127.0.0.1:3202'),
  /** The banks: by themselves the stand-in on this machine, whose numbers these are. */
  WECHAT_URL: z.string().default('http://127.0.0.1:3203'),
  WECHAT_MERCHANT_ID: z.string().default('1900411700'),
  WECHAT_APP_ID: z.string().default('wx4117000000000001'),
  /** Serial number of the merchant's certificate. */
  WECHAT_MERCHANT_SERIAL: z.string().default('4117AA00000000000000000000000000000000AA'),
  /** Public keys of WeChat Pay, `id:file,…`; two of them while it changes its key. */
  WECHAT_PLATFORM_KEYS: z.string().default('PUB_KEY_ID_0114117000000001:wechat-platform.pub.pem'),
  /** The APIv3 key, which opens its notices. */
  WECHAT_APIV3_KEY: z.string().length(32).default('local-apiv3-key-local-apiv3-key-'),
  ALIPAY_URL: z.string().default('http://127.0.0.1:3203/gateway.do'),
  ALIPAY_APP_ID: z.string().default('2021004117000001'),
  ALIPAY_SELLER_ID: z.string().default('2088411700000001'),
  /** With `wechat-merchant.pem`, `alipay-app.pem`, `alipay-platform.pub.pem` and the keys that WECHAT_PLATFORM_KEYS names. */
  GATEWAY_KEYS_DIR: unlessBlank,
  /** Where the banks tell of payments; each under its own name below it. */
  PAYMENT_NOTICE_URL: z.url().default('http://127.0.0.1:3000/api/v1/bank-notices'),
  GATEWAY_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(10_000),
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
  /** violations.md §4: an order's life, the wait for bank and register, the pause between questions, its longest in doubt. */
  PAYMENT_ORDER_MINUTES: minutes(30),
  PAYMENT_RECONCILE_MINUTES: minutes(120),
  PAYMENT_ASK_MINUTES: minutes(2),
  PAYMENT_MAX_ASK_MINUTES: minutes(60),
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
  'VIOLATION_SYSTEM_KEY',
  'WECHAT_APIV3_KEY',
  'GATEWAY_KEYS_DIR',
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
  const { DATA_DIR } = parsed.data;
  const { AUDIT_ANCHOR_FILE = join(DATA_DIR, 'audit/anchors.jsonl') } = parsed.data;
  const { GATEWAY_KEYS_DIR = join(DATA_DIR, 'gateway') } = parsed.data;
  return { ...parsed.data, AUDIT_ANCHOR_FILE, GATEWAY_KEYS_DIR };
}
