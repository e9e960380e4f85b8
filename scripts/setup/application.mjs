import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './checkout.mjs';

/** The application's processes in the order they start; a process whose entry is not in this checkout is left out. */
const processes = [
  { name: 'courier', entry: 'sandbox/courier/server.ts', drain: 3 },
  { name: 'sms', entry: 'sandbox/sms/server.ts', drain: 3 },
  { name: 'gateway', entry: 'sandbox/gateway/server.ts', drain: 3 },
  { name: 'violations', entry: 'sandbox/violation-system/server.ts', drain: 3 },
  { name: 'worker', entry: 'worker/temporal.ts', drain: 1, graceMs: 30_000 },
  { name: 'queue', entry: 'worker/queue.ts', drain: 2, graceMs: 20_000 },
  { name: 'api', entry: 'api/server.ts', drain: 0, graceMs: 15_000 },
];

export const applicationProcesses = () => processes.filter(({ entry }) => existsSync(join(root, entry)));

/** Who goes first: no new requests, then no new work, then the outside world, then what they all stand on. */
export const drainOrder = [
  ...processes.toSorted((one, other) => one.drain - other.drain).map(({ name }) => name),
  'temporal',
  'redis',
  'postgres',
];

/** Arguments for Node to run one of our TypeScript files. */
export function typescript(entry, ...args) {
  return ['--import', 'tsx', join(root, entry), ...args];
}
