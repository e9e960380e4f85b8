// Runs the queue worker of this environment until no message waits any more.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { launchProcess } from '../../bench/rig/processes.ts';
import { readConfig } from '../../config.ts';
import { createSms } from '../../sandbox/sms/sms.ts';

const LIMIT_MS = 120_000;

const config = readConfig();
const sms = await createSms({ dataDir: null }).listen(0);
const client = new pg.Client({ connectionString: config.DATABASE_URL });
await client.connect();
const queue = launchProcess({
  name: 'queue',
  entry: 'worker/queue.ts',
  env: { ...process.env, SMS_URL: sms.url },
  healthUrl: '',
  logFile: join(config.DATA_DIR, 'queue.log'),
});
const limit = Date.now() + LIMIT_MS;
while ((await waiting()) > 0) {
  if (Date.now() > limit || queue.hasEnded()) throw new Error(`${await waiting()} messages still wait`);
  await pause(250);
}
await queue.end();
await client.end();
await sms.close();

async function waiting(): Promise<number> {
  const sql = `SELECT count(*)::int AS count FROM message WHERE state = 'waiting'`;
  return (await client.query<{ count: number }>(sql)).rows[0]?.count ?? 0;
}
