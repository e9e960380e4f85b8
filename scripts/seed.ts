// npm run seed -- --once | --people N [--applications M] [--seed S] [--today YYYY-MM-DD] [--poke] | --accounts | --code
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from 'otplib';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/client.ts';
import { vaultOf } from '../db/vault.ts';
import { type LocalDate, localDateOf, parseLocalDate, toInstant } from '../domain/calendar/local-date.ts';
import { seedInBulk } from '../prisma/seed/bulk-run.ts';
import { type DemoAccount, listDemoAccounts } from '../prisma/seed/demo-accounts.ts';
import { seedOnce } from '../prisma/seed/once.ts';
import { DEMO_TOTP_SECRET } from '../prisma/seed/password.ts';

const USAGE = `npm run seed -- --once
npm run seed -- --people N [--applications M] [--seed S] [--today YYYY-MM-DD] [--poke]
npm run seed -- --accounts
npm run seed -- --code`;

const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    accounts: { type: 'boolean', default: false },
    /** The one-time code that the demo staff's authenticators show now. */
    code: { type: 'boolean', default: false },
    people: { type: 'string', default: '0' },
    applications: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    today: { type: 'string' },
    poke: { type: 'boolean', default: false },
  },
});

const began = Date.now();
const tell = (line: string) => console.log(`[seed ${((Date.now() - began) / 1000).toFixed(1)} s] ${line}`);
const today: LocalDate =
  values.today === undefined ? localDateOf(toInstant(began)) : parseLocalDate(values.today);
const people = wholeNumber('people', values.people);
const applications = wholeNumber('applications', values.applications);

if (values.code) console.log(await generate({ secret: DEMO_TOTP_SECRET, strategy: 'totp' }));
else if (values.accounts) showAccounts(listDemoAccounts());
else if (values.once || people > 0) await seed();
else console.log(USAGE);

async function seed(): Promise<void> {
  const config = readConfig();
  const { DATABASE_URL, OWNER_DATABASE_URL: url = DATABASE_URL, TRACKING_SECRET, DATA_DIR } = config;
  const db = openDatabase({ url, vault: vaultOf(config), poolSize: 4 });
  try {
    const accounts = await seedOnce(db, today, tell);
    await writeAccounts(DATA_DIR, accounts);
    const seedNumber = wholeNumber('seed', values.seed);
    if (people > 0) {
      await seedInBulk(db, {
        people,
        applications,
        seed: seedNumber,
        today,
        poke: values.poke,
        trackingSecret: TRACKING_SECRET,
        tell,
      });
    }
  } finally {
    await db.$disconnect();
  }
}

async function writeAccounts(dataDir: string, accounts: readonly DemoAccount[]): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, 'demo-accounts.json'), `${JSON.stringify(accounts, null, 2)}\n`);
}

function showAccounts(accounts: readonly DemoAccount[]): void {
  for (const { login, password, role, name, about } of accounts) {
    console.log([login.padEnd(12), password, role.padEnd(13), name, about].join('  '));
  }
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new Error(`--${name} is “${text}”, which is no whole number.\n${USAGE}`);
}
