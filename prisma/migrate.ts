// `prisma migrate deploy` and `migrate diff` without network: the same `_prisma_migrations` table, the same checksums.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { ensurePlatformRole } from './platform-role.ts';
import { schemaFile, withSchemaEngine } from './schema-engine.ts';
import { sealMigrated } from './seal-migrated.ts';

const migrationsFolder = fileURLToPath(new URL('migrations', import.meta.url));
const filters = { externalTables: [], externalEnums: [] };
const lockKey = 8_150_122_015;

/** Applies what is not yet applied, up to a migration where one is named, and answers the names. Several callers at once take turns. */
export async function migrate(databaseUrl: string, upTo?: string): Promise<string[]> {
  const lock = await connect(databaseUrl);
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [lockKey]);
    const migrationsList = await readMigrations(upTo);
    const applied = await withSchemaEngine(databaseUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters }),
    );
    return applied.appliedMigrationNames;
  } finally {
    await lock.end();
  }
}

/** The SQL from an older schema file, or from nothing, to schema.prisma: the text of a new migration. */
export async function diff(oldSchemaFile?: string): Promise<string> {
  const from = oldSchemaFile ? await readSchema(oldSchemaFile) : { tag: 'empty' as const };
  const to = await readSchema(schemaFile);
  const { stdout } = await withSchemaEngine(undefined, (engine) =>
    engine.diff({ from, to, script: true, exitCode: null, filters }),
  );
  return stdout ?? '';
}

async function connect(databaseUrl: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    return client;
  } catch (error) {
    const { hostname, port, pathname } = new URL(databaseUrl);
    const place = `${pathname.slice(1)} at ${hostname}:${port || 5432}`;
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new Error(`The database ${place} cannot be reached: ${reason}`, { cause: error });
  }
}

async function readSchema(path: string) {
  return { tag: 'schemaDatamodel' as const, files: [{ path, content: await readFile(path, 'utf8') }] };
}

async function readMigrations(upTo?: string) {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const names = folders.filter((name) => upTo === undefined || name <= upTo);
  const lockFile = 'migration_lock.toml';
  return {
    baseDir: migrationsFolder,
    shadowDbInitScript: '',
    lockfile: { path: lockFile, content: await readFile(join(migrationsFolder, lockFile), 'utf8') },
    migrationDirectories: await Promise.all(names.sort().map(readMigration)),
  };
}

async function readMigration(name: string) {
  const value = await readFile(join(migrationsFolder, name, 'migration.sql'), 'utf8');
  return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
}

async function main([command = 'deploy', from]: string[]): Promise<void> {
  if (command === 'diff') {
    process.stdout.write(await diff(from === 'empty' ? undefined : from));
    return;
  }
  const { DATABASE_URL: platformUrl, OWNER_DATABASE_URL: ownerUrl } = process.env;
  const url = ownerUrl || platformUrl;
  if (!url) throw new Error('Set OWNER_DATABASE_URL, or DATABASE_URL, to the database to migrate.');
  const applied = await migrate(url);
  if (ownerUrl && platformUrl) await ensurePlatformRole(ownerUrl, platformUrl);
  const sealed = await sealMigrated(url);
  const told = applied.length === 0 ? 'no migration was pending' : `applied ${applied.join(', ')}`;
  console.log(sealed === null ? told : `${told}; ${sealed}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    },
  );
}
