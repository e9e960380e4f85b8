import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const makers = {
  SESSION_SECRET: randomSecret,
  TRACKING_SECRET: randomSecret,
  COURIER_SECRET: randomSecret,
  COURIER_KEY: randomSecret,
  VIOLATION_SYSTEM_KEY: randomSecret,
  WECHAT_APIV3_KEY: apiKey,
  GATEWAY_CONTROL_KEY: randomSecret,
  INDEX_KEY: randomSecret,
  AUDIT_KEY: randomSecret,
  PRIVACY_KEYS: firstKey,
  PAYLOAD_KEYS: firstKey,
  /** Of the platform's own login to its database. */
  PLATFORM_DATABASE_PASSWORD: randomSecret,
};
const names = Object.keys(makers);

/** Secrets of a local platform: made at random once, kept readable for their owner only. */
export function localSecrets(path) {
  const known = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const missing = names.filter((name) => !known[name]);
  if (missing.length === 0) return known;
  for (const name of missing) known[name] = makers[name]();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 });
  return known;
}

export function passingSecrets() {
  return Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, make()]));
}

function randomSecret() {
  return randomBytes(32).toString('base64url');
}

// As WeChat Pay has it: 32 letters and digits, taken as bytes.
function apiKey() {
  return randomBytes(16).toString('hex');
}

// A ring of one key; further ones are put before it when keys are rotated.
function firstKey() {
  return `k1:${randomSecret()}`;
}
