// npm run privacy -- rotate | status | erase: sealing keys, and personal data whose time is over.
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { type Database, openDatabase } from '../db/client.ts';
import { countOver, eraseOver } from '../db/retention.ts';
import { rotate } from '../db/sealing.ts';
import type { ColumnFigures } from '../db/sealing-figures.ts';
import {
  closeChecks,
  countKeyUse,
  type KeyUse,
  listOpenChecks,
  mayCloseChecks,
} from '../db/sealing-status.ts';
import { parseKeys, vaultOf } from '../db/vault.ts';
import { toInstant } from '../domain/calendar/local-date.ts';
import { RETENTION } from '../domain/retention.ts';
import { withoutNumbers } from '../log.ts';

const USAGE = `npm run privacy -- status
npm run privacy -- rotate [--dry-run]
npm run privacy -- erase [--dry-run]

status   says which sealing keys are in use by how many values, and which may be taken out of PRIVACY_KEYS.
rotate   brings every sealed value under the first key of PRIVACY_KEYS, seals text that an older version left plain,
         puts blind indexes right, and then has PostgreSQL check all rows. It may run while the platform does, be
         stopped at any moment and be run again. After a migration it is done by the set-up (prisma/migrate.ts).
erase    erases personal data whose time is over (domain/retention.ts); the queue worker does it once a day.
--dry-run   with either: counts, and changes nothing

To change the sealing key:
  1. Make a key:   node -e "console.log('k2:' + require('crypto').randomBytes(32).toString('base64url'))"
     Its name is of small letters and digits, at most 16, and was never used before.
  2. Put it at the END of PRIVACY_KEYS (of .data/secrets.json on this machine) and restart every process: from now on
     all of them can open what the new key seals. Where everything stops and starts at once, go to step 3.
  3. Move it to the FRONT and restart every process: new values are sealed under it.
  4. npm run privacy -- rotate
  5. npm run privacy -- status   names the keys that no value lies under. Keep them as long as the oldest backup that
     may have to be read, then take them out of PRIVACY_KEYS and restart.
The key of the blind indexes (INDEX_KEY) can be changed only with everything stopped: set it, run rotate, start. Until
then nobody is found by number or mobile; codes on their way and counts of guesses are forgotten.

Ends with 0 when all went well, 1 when a value could not be opened or a row does not pass its check, 2 when it was asked
for wrongly.`;

const SHOWN = 20;

/** A request that makes no sense; nothing was done. */
class AskedWrongly extends Error {
  override readonly name = 'AskedWrongly';
}

// ---------------------------------------------------------------- rotate

/** Lines of progress, a few seconds apart. */
function progressTeller() {
  const every = 2_000;
  let table = '';
  let began = 0;
  let told = 0;
  return (name: string, visited: number, rows: number) => {
    const now = Date.now();
    if (name !== table) [table, began, told] = [name, now, now];
    if (now - told < every) return;
    told = now;
    const perSecond = visited / ((now - began) / 1_000);
    const left = Math.ceil((rows - visited) / perSecond);
    console.log(`  ${name}: ${visited} of ${rows}, ${Math.round(perSecond)} a second, ${left} s left`);
  };
}

async function runRotation(db: Database, dryRun: boolean): Promise<number> {
  const began = Date.now();
  const figures = await rotate({ db, dryRun, now: toInstant(began), onProgress: progressTeller() });
  showRotation(figures, dryRun);
  const failures = figures.flatMap(({ column, failed }) => failed.map((each) => ({ ...each, column })));
  for (const { row, column, why } of failures.slice(0, SHOWN)) console.log(`  ${row} ${column}: ${why}`);
  if (failures.length > SHOWN) console.log(`  … and ${failures.length - SHOWN} more`);
  console.log(`${((Date.now() - began) / 1_000).toFixed(1)} s`);
  const isChecked = dryRun || (await checkRows(db));
  return failures.length === 0 && isChecked ? 0 : 1;
}

function showRotation(figures: readonly ColumnFigures[], dryRun: boolean): void {
  const resealed = dryRun ? 'to re-seal' : 're-sealed';
  console.log(tableLine('column', 'rows', 'current', resealed, 'failed'));
  for (const { table, column, current, resealed: changed, failed } of figures) {
    const rows = current + changed + failed.length;
    console.log(tableLine(`${table}.${column}`, rows, current, changed, failed.length));
  }
}

function tableLine(name: string, ...cells: readonly (string | number)[]): string {
  return name.padEnd(36) + cells.map((cell) => String(cell).padStart(12)).join('');
}

async function checkRows(db: Database): Promise<boolean> {
  const open = await listOpenChecks(db);
  if (open.length === 0) return true;
  if (!(await mayCloseChecks(db))) {
    console.log(
      `${open.length} checks hold for new rows only; run this as the owner of the tables to close them`,
    );
    return true;
  }
  const broken = await closeChecks(db, open);
  console.log(`${open.length - broken.length} checks now hold for every row`);
  for (const { table, name } of broken) console.log(`  not ${name}: a row of ${table} is still plain`);
  return broken.length === 0;
}

// ---------------------------------------------------------------- status

async function showStatus(db: Database, privacyKeys: string): Promise<number> {
  const uses = await countKeyUse(db);
  for (const { table, column, keyId, values } of uses) {
    console.log(tableLine(`${table}.${column}`, keyId ?? '(plain)', values));
  }
  const ring = parseKeys(privacyKeys).map(({ id }) => id);
  for (const [position, id] of ring.entries()) {
    const values = valuesUnder(uses, id);
    const advice = position === 0 ? 'seals' : values > 0 ? 'still needed: rotate' : 'may be taken out';
    console.log(tableLine(`key ${id}`, values, advice.padStart(24)));
  }
  return showTrouble(uses, ring);
}

const valuesUnder = (uses: readonly KeyUse[], id: string | null) =>
  uses.filter(({ keyId }) => keyId === id).reduce((sum, { values }) => sum + values, 0);

function showTrouble(uses: readonly KeyUse[], ring: readonly string[]): number {
  const ids = new Set(uses.flatMap(({ keyId }) => keyId ?? []));
  const unknown = [...ids].filter((id) => !ring.includes(id));
  for (const id of unknown) {
    console.log(`key ${id} is not in PRIVACY_KEYS: ${valuesUnder(uses, id)} values cannot be opened`);
  }
  const plain = valuesUnder(uses, null);
  if (plain > 0) console.log(`${plain} values are plain: rotate`);
  return unknown.length > 0 || plain > 0 ? 1 : 0;
}

// ---------------------------------------------------------------- erase

async function runErasure(db: Database, dryRun: boolean): Promise<number> {
  const now = toInstant(Date.now());
  const run = { db, now, realNow: now };
  const figures = dryRun ? await countOver(run) : await eraseOver(run);
  for (const { rule, rows } of figures) {
    const { en, days, from } = RETENTION[rule];
    console.log(`${tableLine(rule, dryRun ? 'to erase' : 'erased', rows)}  ${en}, ${days} d from ${from}`);
  }
  return 0;
}

// ---------------------------------------------------------------- command line

const COMMANDS = ['status', 'rotate', 'erase'] as const;
type Command = (typeof COMMANDS)[number];

interface Asked {
  readonly command: Command;
  readonly dryRun: boolean;
}

function readArguments(args: string[]): Asked | 'help' {
  try {
    return argumentsOf(args);
  } catch (error) {
    if (error instanceof AskedWrongly) throw error;
    throw new AskedWrongly(error instanceof Error ? error.message : String(error));
  }
}

function argumentsOf(args: string[]): Asked | 'help' {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || positionals.length === 0) return 'help';
  const command = COMMANDS.find((name) => name === positionals[0]);
  if (!command || positionals.length > 1) throw new AskedWrongly(`There is no “${positionals.join(' ')}”.`);
  return { command, dryRun: values['dry-run'] };
}

async function run(db: Database, { command, dryRun }: Asked, privacyKeys: string): Promise<number> {
  switch (command) {
    case 'status':
      return showStatus(db, privacyKeys);
    case 'rotate':
      return runRotation(db, dryRun);
    case 'erase':
      return runErasure(db, dryRun);
  }
}

async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2));
  if (asked === 'help') {
    console.log(USAGE);
    return 0;
  }
  const config = readConfig();
  const db = openDatabase({ url: config.DATABASE_URL, vault: vaultOf(config), poolSize: 4 });
  try {
    return await run(db, asked, config.PRIVACY_KEYS);
  } finally {
    await db.$disconnect();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(withoutNumbers(error instanceof Error ? error.message : String(error)));
    if (error instanceof AskedWrongly) console.error(`\n${USAGE}`);
    process.exit(error instanceof AskedWrongly ? 2 : 1);
  },
);
