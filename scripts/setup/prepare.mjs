import { join } from 'node:path';
import { findBinary } from './binaries.mjs';
import { binaryPackages } from './binary-packages.mjs';
import { dataDir } from './checkout.mjs';
import { generatePrismaClient, installDependencies } from './dependencies.mjs';
import { requireDiskSpace } from './disk-space.mjs';
import { makeGatewayKeys } from './gateway-keys.mjs';
import { withLock } from './setup-lock.mjs';

/** How many steps `prepare` shows. */
export const prepareSteps = 3;

/**
 * Everything a command needs before a server can start: Node, packages, generated client, keys, server binaries.
 * @param {('temporal' | 'temporal-test-server' | 'redis')[]} binaries
 * @returns {Promise<Record<string, string>>} TEMPORAL_CLI, REDIS_SERVER, TEMPORAL_TEST_SERVER as far as asked for
 */
export async function prepare(progress, binaries) {
  await progress.step(`Node ${process.versions.node}`, () => requireDiskSpace(dataDir(), 300, 'to run'));
  await progress.step('Packages', (note) =>
    inTurn(note, async () => {
      const packages = await installDependencies(note);
      const client = await generatePrismaClient(note);
      await makeGatewayKeys(note);
      return { detail: packages === client ? packages : `${packages}, Prisma client ${client}` };
    }),
  );
  return progress.step('Server binaries', (note) => inTurn(note, () => findBinaries(note, binaries)));
}

function inTurn(note, work) {
  return withLock(join(dataDir(), 'run/setup.lock'), note, work);
}

async function findBinaries(note, names) {
  const found = {};
  for (const name of names) found[binaryPackages[name].variable] = await findBinary(name, note);
  return { detail: names.length === 0 ? 'none needed' : undefined, value: found };
}
