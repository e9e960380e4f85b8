// npm run audit: is the audit trail what was written, and would it be noticed if it were not?
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import type { Anchor } from '../db/audit-anchors.ts';
import { verifyChain } from '../db/audit-verification.ts';
import { openDatabase } from '../db/client.ts';
import { vaultOf } from '../db/vault.ts';
import { findLastAnchor, readAnchors } from '../worker/anchor-file.ts';
import { showScratch, showTrials, showVerification } from './audit/report.ts';
import { makeScratch, type Scratch } from './audit/scratch.ts';
import { type Trial, tryAttacks } from './audit/trials.ts';

const USAGE = `npm run audit -- verify [--anchors FILE | --without-anchors] [--json]
npm run audit -- verify --tamper N [--rows N] [--seed N] [--json]

Walks the chain over the audit trail and says what is no longer as it was sealed: rows altered, deleted or exchanged,
links forged or missing, rows kept from the chain, and a tail that was cut.

  --anchors FILE     the ends of the chain as they were written down: the sealer's own file unless said otherwise, or a
                     log of the worker, which tells of them too
  --without-anchors  there are none; a cut tail will not be seen
  --tamper N         tries N attacks of all kinds on a copy of the trail's end, and counts how many are found
  --rows N           so many rows of the trail are copied; 5000 unless said otherwise
  --seed N           other attacks

Ends with 0 when all is as it was, or every attack was found; 1 when not; 2 when it was asked for wrongly.`;

/** A shorter trail is filled up for the trials. */
const LEAST_ROWS = 200;

interface Options {
  readonly anchorFile: string | null;
  readonly trials: number;
  readonly rows: number;
  readonly seed: number;
  readonly json: boolean;
}

/** A request that makes no sense; nothing was done. */
class AskedWrongly extends Error {
  override readonly name = 'AskedWrongly';
}

type Config = ReturnType<typeof readConfig>;

const open = (config: Config, poolSize: number) =>
  openDatabase({ url: config.DATABASE_URL, vault: vaultOf(config), poolSize });

async function verify(config: Config, { anchorFile, json }: Options): Promise<boolean> {
  const db = open(config, 2);
  try {
    const begun = performance.now();
    const anchors = anchorFile === null ? [] : readAnchors(anchorFile);
    const verification = await verifyChain(db, { key: config.AUDIT_KEY, anchors });
    const seconds = (performance.now() - begun) / 1_000;
    const isUnanchored = anchorFile !== null && verification.anchors === 0 && verification.links > 0;
    const isWhole = verification.counts.size === 0 && !isUnanchored;
    showVerification(verification, { seconds, isWhole, json });
    if (isUnanchored) console.error(`${anchorFile} holds no anchor of it: a cut tail would not be seen.`);
    return isWhole;
  } finally {
    await db.$disconnect();
  }
}

async function tamper(config: Config, options: Options): Promise<boolean> {
  const { AUDIT_KEY: key } = config;
  // One connection: the copy is its own.
  const db = open(config, 1);
  try {
    const begun = performance.now();
    const scratch = await makeScratch(db, { key, most: options.rows, least: LEAST_ROWS });
    const anchors = await anchorsFor(scratch, options.anchorFile);
    if (!options.json) showScratch(scratch, anchors.length);
    const untouched = await verifyChain(db, { key, anchors, from: scratch.from });
    if (untouched.counts.size > 0) {
      console.error(
        `The trail is not whole as it is: ${[...untouched.counts.keys()].join(', ')}. Verify it first.`,
      );
      return false;
    }
    const trials: Trial[] = [];
    const { trials: wanted, seed } = options;
    for await (const trial of tryAttacks(db, scratch, { trials: wanted, seed, key, anchors }))
      trials.push(trial);
    showTrials(trials, { ...options, seconds: (performance.now() - begun) / 1_000 });
    return trials.every(({ found }) => found.length > 0);
  } finally {
    await db.$disconnect();
  }
}

/** The last anchor, and the end of the copy as if it had been anchored this moment. */
async function anchorsFor({ from, tail }: Scratch, anchorFile: string | null): Promise<readonly Anchor[]> {
  const last = anchorFile === null ? null : await findLastAnchor(anchorFile);
  const fits = last !== null && last.position > from.position && last.position <= tail.position;
  return [...(fits ? [last] : []), { ...tail, at: new Date().toISOString() }];
}

function readOptions(args: string[], config: Config): Options | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help) return 'help';
  if (positionals.join(' ') !== 'verify') throw new AskedWrongly('Ask for: verify');
  return {
    anchorFile: values['without-anchors'] ? null : (values.anchors ?? config.AUDIT_ANCHOR_FILE),
    trials: wholeNumber('tamper', values.tamper),
    rows: wholeNumber('rows', values.rows),
    seed: wholeNumber('seed', values.seed),
    json: values.json,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        anchors: { type: 'string' },
        'without-anchors': { type: 'boolean', default: false },
        tamper: { type: 'string', default: '0' },
        rows: { type: 'string', default: '5000' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new AskedWrongly(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(number) && number >= 0) return number;
  throw new AskedWrongly(`--${name} is “${text}”, which is no whole number.`);
}

async function main(): Promise<number> {
  const config = readConfig();
  const options = readOptions(process.argv.slice(2), config);
  if (options === 'help') {
    console.log(USAGE);
    return 0;
  }
  return (await (options.trials > 0 ? tamper : verify)(config, options)) ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    if (error instanceof AskedWrongly) console.error(`\n${USAGE}`);
    process.exit(error instanceof AskedWrongly ? 2 : 1);
  },
);
