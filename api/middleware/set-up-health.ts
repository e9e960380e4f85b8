// /livez: the process turns. /readyz: it can decide, that is, PostgreSQL answers and is migrated.
import type { Express } from 'express';
import type { Database } from '../../db/client.ts';

const PATIENCE_MS = 2_000;

export function setUpHealth(app: Express, { db, draining }: { db: Database; draining: AbortSignal }): void {
  app.get('/livez', (_request, response) => void response.json({ status: 'alive' }));
  app.get('/readyz', async (_request, response) => {
    const postgres = draining.aborted ? 'draining' : await answers(db);
    response
      .status(postgres === 'ready' ? 200 : 503)
      .json({ status: postgres === 'ready' ? 'ready' : 'not ready', postgres });
  });
}

async function answers(db: Database): Promise<'ready' | 'no calendar' | 'unreachable'> {
  const late = new Promise<never>((_resolve, reject) =>
    setTimeout(() => reject(new Error('late')), PATIENCE_MS).unref(),
  );
  try {
    const [row] = await Promise.race([
      db.$queryRaw<{ ready: boolean }[]>`SELECT EXISTS (SELECT 1 FROM calendar_version) AS ready`,
      late,
    ]);
    return row?.ready ? 'ready' : 'no calendar';
  } catch {
    return 'unreachable';
  }
}
