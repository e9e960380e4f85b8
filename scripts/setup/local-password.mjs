import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A password made once for a local server and kept beside its data, so that other users of the machine stay out. */
export function localPassword(dataDir) {
  const path = join(dataDir, 'password');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  mkdirSync(dataDir, { recursive: true });
  const password = randomBytes(18).toString('hex');
  writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return password;
}
