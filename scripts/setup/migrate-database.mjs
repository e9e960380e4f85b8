import { typescript } from './application.mjs';
import { root } from './checkout.mjs';
import { execute, lastLines } from './execute.mjs';
import { SetupProblem } from './setup-problem.mjs';

export async function migrateDatabase(env) {
  return runTypescript('The database could not be migrated.', 'prisma/migrate.ts', [], env);
}

/** Demo data once; the seed itself knows whether it is there. */
export async function seedDatabase(env) {
  return runTypescript('The demo data could not be written.', 'scripts/seed.ts', ['--once'], env);
}

async function runTypescript(complaint, entry, args, env) {
  const { code, output, stdout } = await execute(process.execPath, typescript(entry, ...args), {
    cwd: root,
    env,
  });
  if (code !== 0) throw new SetupProblem(complaint, lastLines(output, 20));
  return stdout.trim();
}
