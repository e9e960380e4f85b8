import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { SetupProblem } from './setup-problem.mjs';

/** Refuses early, before a half-written install or database. */
export function requireDiskSpace(path, megabytes, purpose) {
  let folder = path;
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free < megabytes) {
    throw new SetupProblem(
      `Not enough disk space ${purpose}: ${free} MB free, ${megabytes} MB needed.`,
      `Free some space on the disk that holds ${folder}, or set DATA_DIR to a folder on another disk.`,
    );
  }
}
