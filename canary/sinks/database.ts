// Everything in the databases of a run that is not sealed: trails, events, tasks, messages, sessions, kept answers.
import pg from 'pg';
import { databaseOf, type Run } from '../run.ts';
import type { Sink } from './sink.ts';

/** Columns that hold somebody's name in clear by design: lists are searched and sorted by them. */
const CLEAR: Readonly<Record<string, readonly string[]>> = {
  person: ['name'],
  account: ['display_name'],
  unit: ['name'],
};

/** Databases that tests made and, watched, kept. */
export async function listDatabases(run: Run): Promise<readonly string[]> {
  const rows = await ask<{ name: string }>(
    run.databaseUrl,
    `SELECT datname AS name FROM pg_database WHERE datname ~ '^(test|rig|demo)_' ORDER BY 1`,
  );
  return rows.map(({ name }) => databaseOf(run, name));
}

async function ask<R extends pg.QueryResultRow>(url: string, sql: string): Promise<readonly R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

const PLANTED = 'test_planted';

export const database: Sink = {
  name: 'PostgreSQL, what is not sealed',
  plant: async (run, text) => {
    await ask(run.databaseUrl, `CREATE DATABASE ${PLANTED}`);
    const sql = `CREATE TABLE planted (data jsonb, content bytea); INSERT INTO planted (data) VALUES ('{"for":"${text}"}')`;
    await ask(databaseOf(run, PLANTED), sql);
  },
  async *read(run) {
    for (const url of await listDatabases(run)) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        const { rows: tables } = await client.query<{ name: string }>(
          `SELECT table_name AS name FROM information_schema.tables
           WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
        );
        for (const { name } of tables) {
          const { rows } = await client.query<{ text: string }>(
            `SELECT (to_jsonb(held) - $1::text[])::text AS text FROM "${name}" AS held`,
            [CLEAR[name] ?? []],
          );
          yield { where: `table ${name}`, bytes: Buffer.from(rows.map(({ text }) => text).join('\n')) };
        }
      } finally {
        await client.end();
      }
    }
  },
};
