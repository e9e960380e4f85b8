// Once a run: the template database and the workflow bundle. Pure tests run without servers.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '../db/client.ts';
import { migrate } from '../prisma/migrate.ts';
import { seedCalendar } from '../prisma/seed/calendar.ts';
import { bundleWorkflows } from '../worker/compose.ts';
import { databaseUrl, TEMPLATE_DATABASE } from './harness/database.ts';
import { testVault } from './harness/vault.ts';

export default async function globalSetup(): Promise<void> {
  const adminUrl = process.env.DATABASE_URL;
  if (adminUrl === undefined) return;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${TEMPLATE_DATABASE} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
  await admin.end();
  await migrate(databaseUrl(TEMPLATE_DATABASE));
  const db = openDatabase({ url: databaseUrl(TEMPLATE_DATABASE), vault: testVault, poolSize: 2 });
  await seedCalendar(db);
  await db.$disconnect();

  const folder = mkdtempSync(join(tmpdir(), 'yizhan-bundle-'));
  const { code } = await bundleWorkflows();
  writeFileSync(join(folder, 'workflows.js'), code);
  process.env.WORKFLOW_BUNDLE = join(folder, 'workflows.js');
}
