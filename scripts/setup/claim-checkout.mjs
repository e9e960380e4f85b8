import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { drainOrder } from './application.mjs';
import { dataDir } from './checkout.mjs';
import { environmentFile } from './environment.mjs';
import {
  endRecorded,
  isAlive,
  readRecord,
  readRecords,
  removeRecord,
  writeRecord,
} from './process-record.mjs';
import { withLock } from './setup-lock.mjs';
import { SetupProblem } from './setup-problem.mjs';

const runDir = () => join(dataDir(), 'run');

/** Takes this checkout's data for this process. What a killed owner left running is ended first, in drain order. */
export async function claimCheckout(write) {
  await withLock(join(runDir(), 'claim.lock'), write, async () => {
    const owner = readRecord(runDir(), 'owner');
    if (isAlive(owner)) {
      throw new SetupProblem(
        `The platform already runs in this checkout (process ${owner.pid}).`,
        'Stop it with Ctrl-C in its terminal, or run a second one with its own DATA_DIR and ports.',
      );
    }
    await endLeftOvers(write);
    writeRecord(runDir(), 'owner', { pid: process.pid });
  });
}

async function endLeftOvers(write) {
  const records = readRecords(runDir());
  const left = records
    .filter(isAlive)
    .sort((one, other) => drainOrder.indexOf(one.name) - drainOrder.indexOf(other.name));
  if (left.length > 0)
    write(`An earlier run was cut off; stopping what it left: ${left.map(({ name }) => name).join(', ')}`);
  for (const record of left) await endRecorded(record);
  for (const { name, pid } of records) removeRecord(runDir(), name, pid);
  rmSync(environmentFile(), { force: true });
}

export function releaseCheckout() {
  rmSync(environmentFile(), { force: true });
  removeRecord(runDir(), 'owner', process.pid);
}

export function isPlatformRunning() {
  return isAlive(readRecord(runDir(), 'owner'));
}
