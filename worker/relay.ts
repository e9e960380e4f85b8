// The relay tells Temporal of changed cases: bounded in flight, patient when Temporal is busy, never losing a poke.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import pg from 'pg';
import type { Database } from '../db/client.ts';
import { type ClaimedPoke, claimPokes, releasePokes, settlePokes } from '../db/pokes.ts';
import {
  applicationWorkflowId,
  CHANGED_SIGNAL,
  isCarried,
  WORKFLOW_OF_LIFECYCLE,
} from '../workflows/contract.ts';

export interface RelayOptions {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly client: Client;
  readonly taskQueue: string;
  readonly maxInFlight: number;
  /** Looks for pokes at least this often, also when no notification came. */
  readonly pollMs: number;
  readonly callTimeoutMs?: number;
  readonly onError: (error: unknown, pokes: number) => void;
}

export interface Relay {
  /** Stops taking pokes and waits for those in flight. */
  stop(): Promise<void>;
}

const LEASE_SECONDS = 30;
const CALL_TIMEOUT_MS = 10_000;
const BACK_OFF_MS = { first: 250, most: 15_000 } as const;

/** Starts relaying. A poke is forgotten only after Temporal has taken it. */
export function startRelay(options: RelayOptions): Relay {
  const { db, maxInFlight } = options;
  const owner = randomUUID();
  const stopping = new AbortController();
  let wake = () => {};
  let noticed = false;
  let backOffMs = 0;

  /** News does not shorten a back-off: it would find Temporal as it was. */
  function notice() {
    noticed = true;
    if (backOffMs === 0) wake();
  }

  async function relay() {
    const listener = listen(options.databaseUrl, notice, stopping.signal);
    while (!stopping.signal.aborted) {
      noticed = false;
      const pokes = await claimPokes(db, owner, maxInFlight, LEASE_SECONDS).catch((error: unknown) => {
        options.onError(error, 0);
        return [];
      });
      if (pokes.length > 0) await send(pokes);
      if (backOffMs > 0) await rest(backOffMs);
      else if (pokes.length < maxInFlight && !noticed) await rest(options.pollMs);
    }
    await listener;
  }

  /** Waits for a notification or the given time, whichever comes first. */
  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopping.signal.aborted) wake();
    });
  }

  async function send(pokes: readonly ClaimedPoke[]) {
    const results = await Promise.allSettled(pokes.map((poke) => tell(options, poke)));
    const failed = pokes.filter((_, index) => results[index]?.status === 'rejected');
    const sent = pokes.filter((poke) => !failed.includes(poke));
    backOffMs =
      failed.length === 0 ? 0 : Math.min(BACK_OFF_MS.most, Math.max(BACK_OFF_MS.first, backOffMs * 2));
    for (const result of results)
      if (result.status === 'rejected') options.onError(result.reason, failed.length);
    if (sent.length > 0)
      await settlePokes(db, sent).catch((error: unknown) => options.onError(error, sent.length));
    if (failed.length > 0)
      await releasePokes(db, failed, backOffMs).catch((error: unknown) =>
        options.onError(error, failed.length),
      );
  }

  const running = relay();
  return {
    async stop() {
      stopping.abort();
      wake();
      await running;
    },
  };
}

/** Start and signal in one idempotent act: a case without a running workflow gets one. */
async function tell(
  { client, taskQueue, callTimeoutMs = CALL_TIMEOUT_MS }: RelayOptions,
  { applicationId, lifecycle, poke }: ClaimedPoke,
): Promise<void> {
  if (!isCarried(lifecycle)) throw new Error(`no workflow carries ${lifecycle}`);
  await client.withDeadline(Date.now() + callTimeoutMs, () =>
    client.workflow.signalWithStart(WORKFLOW_OF_LIFECYCLE[lifecycle], {
      workflowId: applicationWorkflowId(applicationId),
      taskQueue,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [applicationId],
      signal: CHANGED_SIGNAL,
      signalArgs: [poke],
    }),
  );
}

/** Keeps one connection listening; comes back after the database has been away. */
async function listen(databaseUrl: string, onNotice: () => void, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const connection = new pg.Client({ connectionString: databaseUrl });
    const ended = new Promise<void>((resolve) => {
      connection.on('error', () => resolve());
      connection.on('end', () => resolve());
      stop.addEventListener('abort', () => resolve(), { once: true });
    });
    connection.on('notification', onNotice);
    try {
      await connection.connect();
      await connection.query('LISTEN poke');
      // What was notified before this connection listened is looked for.
      onNotice();
      await ended;
    } catch {
      await pause(1_000, undefined, { signal: stop }).catch(() => {});
    } finally {
      await connection.end().catch(() => {});
    }
  }
}
