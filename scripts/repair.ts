// npm run repair: finds where Temporal and PostgreSQL disagree, pokes those cases, and waits until they are carried on.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Client } from '@temporalio/client';
import { readConfig } from '../config.ts';
import { type Database, openDatabase } from '../db/client.ts';
import {
  type CaseStanding,
  findCaseByNumber,
  findCases,
  findPending,
  pokeCases,
  pokeOpenCases,
} from '../db/drift.ts';
import { payloadCodecOf } from '../db/payload-codec.ts';
import { vaultOf } from '../db/vault.ts';
import { connectTemporal } from '../worker/compose.ts';
import { dataConverterOf } from '../worker/data-converter.ts';
import { type Drift, type DriftKind, driftOf, findDrift, isRunning, pokeDrifted } from '../worker/drift.ts';
import { inParallel } from '../worker/in-parallel.ts';
import { carryPaymentsOn } from '../worker/payment-drift.ts';

const USAGE = `npm run repair [-- --all | --case ID] [--grace SECONDS] [--timeout SECONDS]

Compares every open case and payment with the workflow that carries it, prints what differs, and pokes those; the
running platform sends the pokes. Waits until all that was poked is carried on, or has ended with its workflow.

  --all       pokes every open case and payment as well: rebuilds a Temporal that has lost everything
  --case ID   pokes one case, named by its id or its number
  --grace     a difference must last this long to count; 5 seconds unless said otherwise
  --timeout   how long to wait for the poked cases; 120 seconds unless said otherwise

Ends with 0 when everything is carried on, 1 when something is not, 2 when it was asked for wrongly.`;

const KIND_TEXTS = {
  'no-workflow': 'open, but no workflow carries it',
  behind: 'its workflow has not seen the newest change',
  silent: 'its workflow does not answer; is a worker running?',
  'ended-case': 'ended, but its workflow still runs',
  'unknown-case': 'a workflow runs for a case that does not exist',
} as const satisfies Record<DriftKind, string>;

const SHOWN = 20;
const AT_ONCE = 16;
const LOOK_AGAIN_MS = 500;

interface Platform {
  readonly db: Database;
  readonly client: Client;
}

interface Options {
  readonly all: boolean;
  readonly case: string | undefined;
  readonly graceMs: number;
  readonly timeoutMs: number;
}

/** A request that makes no sense; nothing was done. */
class AskedWrongly extends Error {
  override readonly name = 'AskedWrongly';
}

/** Whoever is to be carried on: cases by id, and workflows that belong to none. */
interface Poked {
  readonly cases: readonly string[];
  readonly orphans: readonly string[];
}

async function repair(platform: Platform, options: Options): Promise<boolean> {
  const poked =
    options.case === undefined ? await repairAll(platform, options) : await repairOne(platform, options.case);
  const count = poked.cases.length + poked.orphans.length;
  if (count === 0) return true;
  const left = await carriedOn(platform, poked, options.timeoutMs);
  console.log(`${count} poked, ${count - left.length} carried on, ${left.length} not`);
  for (const line of left.slice(0, SHOWN)) console.log(`  ${line}`);
  return left.length === 0;
}

async function repairAll({ db, client }: Platform, { all, graceMs }: Options): Promise<Poked> {
  const drifts = await findDrift(db, client, graceMs);
  showDrifts(drifts);
  await pokeDrifted(db, drifts);
  const orphans = drifts
    .filter(({ kind }) => kind === 'unknown-case')
    .map(({ applicationId }) => applicationId);
  const drifted = drifts.map(({ applicationId }) => applicationId).filter((id) => !orphans.includes(id));
  const open = all ? await pokeOpenCases(db) : [];
  return { cases: [...new Set([...drifted, ...open])], orphans };
}

async function repairOne({ db, client }: Platform, name: string): Promise<Poked> {
  const standing = await findCase(db, name);
  if (!standing) throw new AskedWrongly(`There is no case ${name}.`);
  const drift = await driftOf(client, standing);
  showDrifts(drift ? [drift] : []);
  await pokeCases(db, [standing.id]);
  return { cases: [standing.id], orphans: [] };
}

/** The same of payments; where one case is named they are left alone. */
async function repairPayments({ db, client }: Platform, options: Options): Promise<boolean> {
  if (options.case !== undefined) return true;
  const { poked, left } = await carryPaymentsOn(db, client, options);
  if (poked > 0)
    console.log(`${poked} payments poked, ${poked - left.length} carried on, ${left.length} not`);
  for (const orderNo of left.slice(0, SHOWN)) console.log(`  ${orderNo}`);
  return left.length === 0;
}

async function findCase(db: Database, name: string): Promise<CaseStanding | undefined> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name);
  return isId ? (await findCases(db, [name]))[0] : findCaseByNumber(db, name);
}

function showDrifts(drifts: readonly Drift[]): void {
  console.log(drifts.length === 0 ? 'no drift' : `${drifts.length} drifted`);
  for (const [kind, text] of Object.entries(KIND_TEXTS)) {
    const those = drifts.filter((drift) => drift.kind === kind);
    if (those.length === 0) continue;
    console.log(`  ${those.length} ${text}`);
    for (const drift of those.slice(0, SHOWN)) console.log(`    ${driftText(drift)}`);
    if (those.length > SHOWN) console.log(`    … and ${those.length - SHOWN} more`);
  }
}

function driftText({ number, applicationId, version, seq }: Drift): string {
  const seen = seq === null ? '' : `, its workflow at ${seq}`;
  return number === null ? applicationId : `${number} ${applicationId} at ${version}${seen}`;
}

/** Waits until nothing poked is left behind; answers with what still is when the time is over. */
async function carriedOn(platform: Platform, poked: Poked, timeoutMs: number): Promise<readonly string[]> {
  const count = poked.cases.length + poked.orphans.length;
  const until = Date.now() + timeoutMs;
  let waiting = poked;
  let shown = -1;
  for (;;) {
    const left = await stillLeft(platform, waiting);
    const done = count - left.lines.length;
    if (done !== shown) console.log(`  ${done} of ${count} carried on`);
    if (left.lines.length === 0 || Date.now() > until) return left.lines;
    shown = done;
    waiting = left;
    await pause(LOOK_AGAIN_MS);
  }
}

async function stillLeft(
  { db, client }: Platform,
  { cases, orphans }: Poked,
): Promise<Poked & { lines: readonly string[] }> {
  const [pending, standings] = await Promise.all([findPending(db, cases), findCases(db, cases)]);
  const problems = await inParallel(standings, AT_ONCE, async (standing) => {
    if (pending.has(standing.id))
      return { id: standing.id, line: `${standing.number}: its poke has not been sent` };
    const drift = await driftOf(client, standing);
    return drift && { id: standing.id, line: `${standing.number}: ${KIND_TEXTS[drift.kind]}` };
  });
  const running = await inParallel(orphans, AT_ONCE, async (id) =>
    (await isRunning(client, id)) ? [id] : [],
  );
  const left = problems.filter((problem) => problem !== null);
  return {
    cases: left.map(({ id }) => id),
    orphans: running.flat(),
    lines: [
      ...left.map(({ line }) => line),
      ...running.flat().map((id) => `${id}: ${KIND_TEXTS['unknown-case']}`),
    ],
  };
}

function optionsOf(args: string[]): Options | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      all: { type: 'boolean', default: false },
      case: { type: 'string' },
      grace: { type: 'string', default: '5' },
      timeout: { type: 'string', default: '120' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  if (values.all && values.case !== undefined) throw new AskedWrongly('Give --all or --case, not both.');
  return {
    all: values.all,
    case: values.case,
    graceMs: millisecondsOf('grace', values.grace),
    timeoutMs: millisecondsOf('timeout', values.timeout),
  };
}

function millisecondsOf(name: string, text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 0 && seconds <= 86_400) return seconds * 1_000;
  throw new AskedWrongly(`--${name} is “${text}”; give it in seconds.`);
}

function readOptions(args: string[]): Options | 'help' {
  try {
    return optionsOf(args);
  } catch (error) {
    throw error instanceof AskedWrongly
      ? error
      : new AskedWrongly(error instanceof Error ? error.message : String(error));
  }
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(USAGE);
    return 0;
  }
  const config = readConfig();
  const { DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } = config;
  const db = openDatabase({ url: DATABASE_URL, vault: vaultOf(config), poolSize: 4 });
  try {
    const dataConverter = dataConverterOf(payloadCodecOf(config));
    const { client, close } = await connectTemporal(TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, dataConverter);
    try {
      const platform = { db, client };
      const isRepaired = await repair(platform, options);
      return (await repairPayments(platform, options)) && isRepaired ? 0 : 1;
    } finally {
      await close();
    }
  } finally {
    await db.$disconnect();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    if (error instanceof AskedWrongly) console.error(`\n${USAGE}`);
    process.exit(error instanceof AskedWrongly ? 2 : 1);
  },
);
