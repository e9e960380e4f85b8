// The relay tells Temporal of changed cases: bounded in flight, patient when Temporal is busy, never losing a poke.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { Database } from '../db/client.ts';
import { listen } from '../db/notifications.ts';
import { type ClaimedPoke, claimPokes, releasePokes, settlePokes } from '../db/pokes.ts';
import {
  applicationWorkflowId,
  CHANGED_SIGNAL,
  isCarried,
  PAYMENT_WORKFLOW,
  paymentWorkflowId,
  STAGE_ATTRIBUTE,
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

const STAGE = defineSearchAttributeKey(STAGE_ATTRIBUTE, SearchAttributeType.KEYWORD);

/** Longer than a call may take: what a dead relay held is free soon. */
const LEASE_SECONDS = 15;
const CALL_TIMEOUT_MS = 10_000;
const BACK_OFF_MS = { first: 250, most: 15_000 } as const;
/** While calls are out, pokes and answers are gathered this long: one statement serves many, and pokes of one case coalesce. */
const GATHER_MS = 40;

interface Answer {
  readonly poke: ClaimedPoke;
  /** Null when Temporal has taken it. */
  readonly error: unknown;
}

/** Starts relaying. A poke is forgotten only after Temporal has taken it. */
export function startRelay(options: RelayOptions): Relay {
  const { db, maxInFlight } = options;
  const owner = randomUUID();
  const stopping = new AbortController();
  const inFlight = new Set<Promise<void>>();
  let answers: Answer[] = [];
  let settling: Promise<void> | null = null;
  let wake = () => {};
  let noticed = false;
  let backOffMs = 0;

  /** News does not shorten a back-off: it would find Temporal as it was. */
  function notice() {
    noticed = true;
    if (backOffMs === 0) wake();
  }

  async function relay() {
    const listener = listen({
      connection: { connectionString: options.databaseUrl },
      ...{ channel: 'poke', onNotice: notice, onBegin: notice, stop: stopping.signal },
    });
    while (!stopping.signal.aborted) {
      noticed = false;
      const room = maxInFlight - inFlight.size;
      const pokes = room > 0 ? await claim(room) : [];
      for (const poke of pokes) send(poke);
      if (backOffMs > 0) await rest(backOffMs);
      else if (inFlight.size >= maxInFlight) await Promise.race(inFlight);
      else if (!noticed && pokes.length < room) await rest(options.pollMs);
      if (inFlight.size > 0) await pause(GATHER_MS);
    }
    await Promise.all(inFlight);
    await settling;
    await listener;
  }

  function claim(most: number): Promise<readonly ClaimedPoke[]> {
    return claimPokes(db, owner, most, LEASE_SECONDS).catch((error: unknown) => {
      options.onError(error, 0);
      return [];
    });
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

  /** No call waits for another: each makes room as soon as it is answered. */
  function send(poke: ClaimedPoke): void {
    const call = tell(options, poke)
      .then(
        () => answers.push({ poke, error: null }),
        (error: unknown) => answers.push({ poke, error: error ?? new Error('not sent') }),
      )
      .then(() => {
        inFlight.delete(call);
        settling ??= settle();
      });
    inFlight.add(call);
  }

  /** Writes down what was answered, until nothing new has come meanwhile. */
  async function settle() {
    while (answers.length > 0) {
      await pause(GATHER_MS);
      const taken = answers;
      answers = [];
      const failed = taken.filter(({ error }) => error !== null);
      const sent = taken.filter(({ error }) => error === null);
      if (sent.length > 0) backOffMs = 0;
      else backOffMs = Math.min(BACK_OFF_MS.most, Math.max(BACK_OFF_MS.first, backOffMs * 2));
      for (const { error } of failed) options.onError(error, failed.length);
      await record(sent.map(pokeOf), failed.map(pokeOf));
    }
    settling = null;
  }

  async function record(sent: readonly ClaimedPoke[], failed: readonly ClaimedPoke[]) {
    try {
      // An overtaken poke was announced while its forerunner was out; nobody will announce it again.
      if (sent.length > 0 && (await settlePokes(db, sent)) > 0) notice();
      if (failed.length > 0) await releasePokes(db, failed, Math.max(backOffMs, BACK_OFF_MS.first));
    } catch (error) {
      options.onError(error, sent.length + failed.length);
    }
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

function pokeOf({ poke }: Answer): ClaimedPoke {
  return poke;
}

/** Start and signal in one idempotent act: a case without a running workflow gets one. */
async function tell(
  { client, taskQueue, callTimeoutMs = CALL_TIMEOUT_MS }: RelayOptions,
  claimed: ClaimedPoke,
): Promise<void> {
  const { workflow, workflowId, stage } = addressOf(claimed);
  await client.withDeadline(Date.now() + callTimeoutMs, () =>
    client.workflow.signalWithStart(workflow, {
      ...{ workflowId, taskQueue },
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [claimed.key],
      typedSearchAttributes: [{ key: STAGE, value: stage }],
      signal: CHANGED_SIGNAL,
      signalArgs: [claimed.poke],
    }),
  );
}

function addressOf(claimed: ClaimedPoke) {
  if (claimed.of === 'payment')
    return { workflow: PAYMENT_WORKFLOW, workflowId: paymentWorkflowId(claimed.key), stage: 'payment' };
  const { lifecycle, key, poke } = claimed;
  if (!isCarried(lifecycle)) throw new Error(`no workflow carries ${lifecycle}`);
  const workflow = WORKFLOW_OF_LIFECYCLE[lifecycle];
  return { workflow, workflowId: applicationWorkflowId(key), stage: poke.stage };
}
