// What stood in the tables before a migration sealed their columns: sealed, indexed and checked before the platform runs on it.
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/client.ts';
import { rotate } from '../db/sealing.ts';
import { closeChecks, listOpenChecks, mayCloseChecks } from '../db/sealing-status.ts';
import { vaultOf } from '../db/vault.ts';
import { toInstant } from '../domain/calendar/local-date.ts';

/** Seals where rows have not been checked since a migration; says what came of it, or null where there was nothing to do. */
export async function sealMigrated(databaseUrl: string): Promise<string | null> {
  const db = openDatabase({ url: databaseUrl, vault: vaultOf(readConfig()), poolSize: 2 });
  try {
    const open = await listOpenChecks(db);
    if (open.length === 0) return null;
    const figures = await rotate({ db, dryRun: false, now: toInstant(Date.now()), onProgress: () => {} });
    const failed = figures.reduce((sum, column) => sum + column.failed.length, 0);
    const left = (await mayCloseChecks(db)) ? await closeChecks(db, open) : open;
    const values = figures.reduce((sum, { resealed }) => sum + resealed, 0);
    const sealed = `sealed ${values} values`;
    const troubles = failed + left.length;
    if (troubles > 0) return `${sealed}; ${troubles} need a look: npm run privacy -- rotate`;
    return values === 0 ? null : sealed;
  } finally {
    await db.$disconnect();
  }
}
