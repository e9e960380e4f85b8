// Defects that a run must notice: `--plant NAME`.
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { FaultRatesRequest } from '../../sandbox/gateway/messages.ts';

export const DEFECTS = ['no-unique-index', 'ignored-signature', 'release-on-timeout'] as const;
export type Defect = (typeof DEFECTS)[number];

export interface Planted {
  readonly env: Readonly<Record<string, string>>;
  readonly nodeOptions: readonly string[];
  /** What goes wrong more often, so that a short run meets it. */
  readonly rates: FaultRatesRequest;
  /** Takes something out of the database, as its owner. */
  spoil(databaseUrl: string): Promise<void>;
}

const HOOKS = fileURLToPath(new URL('plant.mjs', import.meta.url));

/** What a defect changes about a run; nothing for none. */
export function planted(defect: Defect | null): Planted {
  const isModule = defect === 'ignored-signature' || defect === 'release-on-timeout';
  return {
    env: isModule ? { CHAOS_DEFECT: defect } : {},
    nodeOptions: isModule ? ['--import', HOOKS] : [],
    rates: defect === 'ignored-signature' ? { forged: 0.3 } : {},
    spoil: async (databaseUrl) => {
      if (defect === 'no-unique-index') await drop(databaseUrl, 'payment_line_one_a_decision');
    },
  };
}

async function drop(databaseUrl: string, index: string): Promise<void> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  try {
    await owner.query(`DROP INDEX ${index}`);
  } finally {
    await owner.end();
  }
}
