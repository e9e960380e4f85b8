// Seals the audit trail: every second what was added is chained, and the end of the chain is anchored outside the database.
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createSealing, type Sealed, type Sealing } from '../db/audit-chain.ts';
import type { Tail } from '../db/audit-digest.ts';
import type { Database } from '../db/client.ts';
import { appendAnchor, findLastAnchor } from './anchor-file.ts';

export interface AuditSealerOptions {
  readonly db: Database;
  readonly key: string;
  /** Where ends of the chain are written down. */
  readonly anchorFile: string;
  readonly logger: Logger;
  /** Hears after every step how long its oldest row had waited; while steps fail, since when. */
  readonly onLag?: (seconds: number) => void;
}

export interface AuditSealer {
  /** Seals once more and ends. */
  stop(): Promise<void>;
}

/** Begin to begin: no row waits longer than this and a step. */
const EVERY_MS = 1_000;

/** Starts sealing. What goes wrong is told and tried again. */
export function startAuditSealer({
  db,
  key,
  anchorFile,
  logger,
  onLag = () => {},
}: AuditSealerOptions): AuditSealer {
  const stopping = new AbortController();
  let sealing: Sealing | null = null;
  let unanchored: Tail | null = null;
  let lastDoneMs = Date.now();

  async function seal(): Promise<void> {
    try {
      sealing ??= createSealing({ db, key, known: await findLastAnchor(anchorFile) });
      const sealed = await sealing.step();
      await tell(sealed);
      lastDoneMs = Date.now();
      onLag(sealed.lagMs / 1_000);
    } catch (error) {
      onLag((Date.now() - lastDoneMs) / 1_000);
      const kind = error instanceof Error ? error.name : typeof error;
      logger.warn({ kind }, 'the audit trail is not sealed, will try again');
    }
  }

  async function tell({ links, tail, isWhole }: Sealed): Promise<void> {
    if (!isWhole) logger.error('the audit chain is not what was anchored: npm run audit -- verify');
    if (links > 0) unanchored = tail;
    if (unanchored === null) return;
    const anchor = { ...unanchored, at: new Date().toISOString() };
    await appendAnchor(anchorFile, anchor);
    // The log leaves the machine where logs are gathered; the file does not.
    logger.info(anchor, 'audit chain anchored');
    unanchored = null;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const begunMs = Date.now();
      await seal();
      const restMs = Math.max(0, begunMs + EVERY_MS - Date.now());
      await pause(restMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
    await seal();
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
