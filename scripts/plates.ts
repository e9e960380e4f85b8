// npm run plates -- status | go-live: whether plates are preselected as a test, and the end of the test.
import { createHmac } from 'node:crypto';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { type Database, openDatabase } from '../db/client.ts';
import { deciding } from '../db/deciding.ts';
import { getPlateMode } from '../db/plate-numbers.ts';
import { goLive } from '../db/plates-go-live.ts';
import { vaultOf } from '../db/vault.ts';
import { FEES_OFF } from '../domain/fees.ts';

const USAGE = `npm run plates -- status
npm run plates -- go-live [--yes]

status    says whether 预选机动车号牌 is a test (模拟测试), and how much there is of it.
go-live   ends the test: every reservation, draw and number of it is deleted, and from then on numbers are real ones.
          It cannot be taken back. While somebody is choosing or has a number reserved nothing is done, unless
  --yes   ends those cases as well; whoever holds one begins anew.

Ends with 0 when it was done, 1 when it was not, 2 when it was asked for wrongly.`;

/** A request that makes no sense; nothing was done. */
class AskedWrongly extends Error {
  override readonly name = 'AskedWrongly';
}

type Config = ReturnType<typeof readConfig>;

async function showStatus(db: Database): Promise<number> {
  const mode = await db.$transaction(getPlateMode);
  const open = await db.application.count({ where: { lifecycle: 'L-PRESELECT', open: true } });
  const numbers = await db.plateNumber.count();
  console.log(
    `${mode === 'simulation' ? 'simulation (模拟测试)' : 'live'}: ${open} open, ${numbers} numbers taken`,
  );
  return 0;
}

async function runGoLive(db: Database, config: Config, endsOpenCases: boolean): Promise<number> {
  const hashSecret = (secret: string) =>
    createHmac('sha256', config.TRACKING_SECRET).update(secret).digest('hex');
  const outcome = await goLive(deciding({ db, hashSecret, fees: FEES_OFF }), { endsOpenCases });
  switch (outcome.kind) {
    case 'already-live':
      console.log('Plates are preselected in earnest already; nothing was done.');
      return 1;
    case 'open-cases':
      console.log(`${outcome.open} cases of the simulation are open; nothing was done. --yes ends them.`);
      return 1;
    case 'live': {
      const { open, reservations, numbers } = outcome.figures;
      console.log(`live: ${open} cases ended, ${reservations} reservations and ${numbers} numbers deleted`);
      return 0;
    }
  }
}

interface Asked {
  readonly command: 'status' | 'go-live';
  readonly yes: boolean;
}

function readArguments(args: string[]): Asked | 'help' {
  try {
    const options = {
      yes: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    } as const;
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [command] = positionals;
    if (values.help || command === undefined) return 'help';
    if ((command === 'status' || command === 'go-live') && positionals.length === 1)
      return { command, yes: values.yes };
  } catch (error) {
    throw new AskedWrongly(error instanceof Error ? error.message : String(error));
  }
  throw new AskedWrongly(`There is no “${args.join(' ')}”.`);
}

async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2));
  if (asked === 'help') {
    console.log(USAGE);
    return 0;
  }
  const config = readConfig();
  const db = openDatabase({ url: config.DATABASE_URL, vault: vaultOf(config), poolSize: 2 });
  try {
    return asked.command === 'status' ? await showStatus(db) : await runGoLive(db, config, asked.yes);
  } finally {
    await db.$disconnect();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    if (error instanceof AskedWrongly) console.error(`\n${USAGE}`);
    process.exit(error instanceof AskedWrongly ? 2 : 1);
  },
);
