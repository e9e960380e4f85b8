import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Tells the checkouts on one machine apart. */
export const checkoutHash = createHash('sha256').update(root).digest('hex').slice(0, 10);

/** `.env` beside package.json; what the environment already says wins. */
export function loadEnvFile() {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
}

export function dataDir() {
  return resolve(root, process.env.DATA_DIR || '.data');
}
