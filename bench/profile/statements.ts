// Which statements a lifecycle sends, counted in PostgreSQL's own log.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { runningServers } from '../../scripts/setup/servers.mjs';
import type { Report } from '../report.ts';
import type { World } from '../rig/world.ts';

const COUNTED = 50;
const SHOWN = 40;

/** Logs every statement of some lifecycles and tells how often each was sent. */
export async function countStatements(
  world: World,
  drive: (count: number) => Promise<unknown>,
  report: Report,
): Promise<void> {
  const server = runningServers().postgres;
  if (!server) return;
  const log = join(server.dataDir, 'postgres.log');
  await logStatements(world.databaseUrl, 'all');
  const from = statSync(log).size;
  await drive(COUNTED);
  await logStatements(world.databaseUrl, 'none');
  const counts = new Map<string, number>();
  for (const statement of statementsOf(readFileSync(log).subarray(from).toString('utf8'))) {
    counts.set(statement, (counts.get(statement) ?? 0) + 1);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  report.add({
    bench: 'lifecycle',
    figure: 'statements',
    value: total / COUNTED,
    unit: 'per lifecycle',
    n: COUNTED,
  });
  for (const [statement, count] of [...counts].sort(([, a], [, b]) => b - a).slice(0, SHOWN)) {
    report.tell(`${(count / COUNTED).toFixed(1).padStart(6)}  ${statement}`);
  }
}

async function logStatements(databaseUrl: string, which: 'all' | 'none'): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`ALTER SYSTEM SET log_statement = '${which}'`);
  await client.query('SELECT pg_reload_conf()');
  await client.end();
  await pause(500);
}

/** Statements begin on a line of their own and go on in lines that begin with a tab. */
function* statementsOf(log: string): Generator<string> {
  for (const entry of log.replaceAll('\n\t', ' ').split('\n')) {
    const [, text] = /LOG:\s+(?:execute [^:]*|statement): (.*)$/.exec(entry) ?? [];
    if (text !== undefined) yield text.trim().replace(/\s+/g, ' ').slice(0, 130);
  }
}
