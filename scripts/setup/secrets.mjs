import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const names = ['SESSION_SECRET', 'TRACKING_SECRET', 'COURIER_SECRET', 'COURIER_KEY'];

/** Secrets of a local platform: made at random once, kept readable for their owner only. */
export function localSecrets(path) {
  const known = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const missing = names.filter((name) => !known[name]);
  if (missing.length === 0) return known;
  for (const name of missing) known[name] = randomSecret();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 });
  return known;
}

export function passingSecrets() {
  return Object.fromEntries(names.map((name) => [name, randomSecret()]));
}

function randomSecret() {
  return randomBytes(32).toString('base64url');
}
