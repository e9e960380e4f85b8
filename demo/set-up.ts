// The demo's stage: a database of its own, the register and the staff, and the platform in virtual time.
import { randomBytes, randomUUID } from 'node:crypto';
import type { PayloadCodec } from '@temporalio/common';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import pg from 'pg';
import { type Database, openDatabase } from '../db/client.ts';
import { saveSwitch } from '../db/service-switches.ts';
import type { Vault } from '../db/vault.ts';
import { localDateOf, toInstant } from '../domain/calendar/local-date.ts';
import { type OfficeCalendar, officeCalendar } from '../domain/calendar/office-calendar.ts';
import { listServices } from '../domain/services/index.ts';
import { migrate } from '../prisma/migrate.ts';
import { seedCalendar } from '../prisma/seed/calendar.ts';
import { seedDemoAccounts } from '../prisma/seed/demo-accounts.ts';
import { publishedCalendar } from '../prisma/seed/holidays.ts';
import { startInVirtualTime, type VirtualPlatform } from '../sandbox/virtual-time.ts';
import { bundleWorkflows } from '../worker/compose.ts';
import { castStories, type Part } from './cast.ts';
import type { Story } from './story.ts';

export interface Stage {
  readonly platform: VirtualPlatform;
  readonly calendar: OfficeCalendar;
  readonly parts: readonly Part[];
  close(): Promise<void>;
}

export interface Surroundings {
  /** Any database of a server on which one more may be made. */
  readonly databaseUrl: string;
  readonly vault: Vault;
  readonly payloadCodec: PayloadCodec;
  readonly testServerPath: string;
  readonly stories: readonly Story[];
}

/** Sets the stage; `close` leaves nothing behind. */
export async function setUp(surroundings: Surroundings): Promise<Stage> {
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
  });
  const calendar = officeCalendar(publishedCalendar());
  const { vault, payloadCodec, testServerPath } = surroundings;
  const database = await createDatabase(surroundings.databaseUrl);
  try {
    const [parts, workflowBundle] = await Promise.all([
      fill(database.url, surroundings, calendar),
      bundleWorkflows(),
    ]);
    const platform = await startInVirtualTime(testServerPath, {
      databaseUrl: database.url,
      vault,
      payloadCodec,
      workflowBundle,
    });
    const close = async () => {
      await platform.stop();
      await database.drop();
    };
    return { platform, calendar, parts, close };
  } catch (error) {
    await database.drop();
    throw error;
  }
}

async function createDatabase(serverUrl: string) {
  const name = `yizhan_demo_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await asAdmin(serverUrl, `CREATE DATABASE ${name}`);
  return {
    url: url.toString(),
    drop: () => asAdmin(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await admin.query(sql);
  } finally {
    await admin.end();
  }
}

async function fill(
  databaseUrl: string,
  { vault, stories }: Surroundings,
  calendar: OfficeCalendar,
): Promise<readonly Part[]> {
  await migrate(databaseUrl);
  const db = openDatabase({ url: databaseUrl, vault, poolSize: 4 });
  try {
    const today = localDateOf(toInstant(Date.now()));
    await seedCalendar(db);
    await seedDemoAccounts(db, { today });
    await openServices(db);
    return await castStories(db, stories, today, calendar);
  } finally {
    await db.$disconnect();
  }
}

/** The six to come are switched on, as an administrator would. */
async function openServices(db: Database): Promise<void> {
  const at = toInstant(Date.now());
  for (const { id: service, phase } of listServices())
    if (phase === 'next')
      await saveSwitch(db, { service, isOpen: true, reason: '演示', byId: randomUUID(), at });
}
