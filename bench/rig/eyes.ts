// What an open page would show: where cases stand, read by one query for all that are being looked at.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

export interface Seen {
  readonly id: string;
  readonly state: string;
  readonly open: boolean;
  readonly version: number;
  readonly taskId: string | null;
  readonly trackingNumber: string | null;
}

export interface Eyes {
  /** Waits until a case stands as wanted. @throws Error when it does not in time */
  until(id: string, stands: (seen: Seen) => boolean): Promise<Seen>;
  close(): Promise<void>;
}

interface Look {
  readonly id: string;
  readonly stands: (seen: Seen) => boolean;
  readonly until: number;
  readonly resolve: (seen: Seen) => void;
  readonly reject: (error: Error) => void;
}

const LOOK_AGAIN_MS = 20;

const LOOK = `
  SELECT a.id, a.state, a.open, a.version, t.id AS "taskId", a.snapshot->'parcel'->>'trackingNumber' AS "trackingNumber"
  FROM application a LEFT JOIN task t ON t.application_id = a.id AND t.state = 'open'
  WHERE a.id = ANY($1::uuid[])`;

/** Looks straight into the database, so that watching costs the measured processes nothing. */
export function openEyes(databaseUrl: string, patienceMs = 60_000): Eyes {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  pool.on('error', () => {});
  const looks = new Set<Look>();
  let looking = false;

  async function look() {
    const rows = await pool.query<Seen>(LOOK, [[...new Set([...looks].map(({ id }) => id))]]);
    const seen = new Map(rows.rows.map((row) => [row.id, row]));
    for (const waiting of [...looks]) {
      const now = seen.get(waiting.id);
      if (now && waiting.stands(now)) waiting.resolve(now);
      else if (Date.now() < waiting.until) continue;
      else waiting.reject(new Error(`case ${waiting.id} stays at ${JSON.stringify(now)}`));
      looks.delete(waiting);
    }
  }

  async function keepLooking() {
    if (looking) return;
    looking = true;
    while (looks.size > 0) {
      // A database that is away for a moment is looked at again.
      await look().catch(() => {});
      if (looks.size > 0) await pause(LOOK_AGAIN_MS);
    }
    looking = false;
  }

  return {
    until: (id, stands) =>
      new Promise((resolve, reject) => {
        looks.add({ id, stands, resolve, reject, until: Date.now() + patienceMs });
        void keepLooking();
      }),
    close: () => pool.end(),
  };
}
