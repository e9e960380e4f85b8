// A database of its own for each test file, copied from the migrated template.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { isWatched } from './keepsakes.ts';

export const TEMPLATE_DATABASE = 'yizhan_template';

/** The address of a database on the test server. @throws Error outside `npm test` */
export function databaseUrl(name: string): string {
  const admin = process.env.DATABASE_URL;
  if (admin === undefined) throw new Error('This test needs PostgreSQL: run it with `npm test -- <path>`.');
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.toString();
}

/** Does what the platform's own role may not. */
export async function asOwner(ownerUrl: string | undefined, sql: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(sql);
  } finally {
    await owner.end();
  }
}

const asAdmin = (sql: string) => asOwner(process.env.DATABASE_URL, sql);

/** The address as the platform's own role connects: it may add to the audit trail, and no more. */
export function asPlatform(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.searchParams.set('options', '-c role=yizhan_app');
  return url.toString();
}

export interface TestDatabase {
  readonly url: string;
  /** For what only the owner of the tables may do. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

/** Creates a database from the template; from `template0` it is empty. */
export async function createTestDatabase(
  template: typeof TEMPLATE_DATABASE | 'template0' = TEMPLATE_DATABASE,
): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const ownerUrl = databaseUrl(name);
  await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: asPlatform(ownerUrl),
    ownerUrl,
    drop: async () => {
      if (!isWatched) await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
