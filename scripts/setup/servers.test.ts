import { access } from 'node:fs/promises';
import pg from 'pg';
import { freePorts, startPostgres, startThrowaway } from './servers.mjs';

test('free ports differ from each other', async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
});

test('a killed PostgreSQL comes back at the same address with what was committed, and close leaves nothing', async () => {
  const servers = await startThrowaway({ redis: false, temporal: false, durable: true });
  const { postgres } = servers;
  if (!postgres) throw new Error('no PostgreSQL was started');
  await query(postgres.url, 'CREATE TABLE kept AS SELECT 1 AS one');

  await postgres.kill();
  const again = await startPostgres({
    dataDir: postgres.dataDir,
    port: postgres.port,
    runDir: servers.runDir,
  });

  expect(again.url).toBe(postgres.url);
  expect(await query(again.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  await servers.close();
  expect(again.hasExited()).toBe(true);
  await expect(access(servers.scratchDir)).rejects.toThrow('ENOENT');
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // the server is killed on purpose
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
