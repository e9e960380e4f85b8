// The platform in virtual time: days pass in milliseconds, PostgreSQL's decisions and Temporal's timers share one clock.
import { setTimeout as pause } from 'node:timers/promises';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { epochMs, type Instant, toInstant } from '../domain/calendar/local-date.ts';
import { dataConverterOf } from '../worker/data-converter.ts';
import { inParallel } from '../worker/in-parallel.ts';
import { applicationWorkflowId, PROGRESS_QUERY, type Progress } from '../workflows/contract.ts';
import { type Platform, type PlatformOptions, startPlatform } from './platform.ts';

export interface VirtualPlatform extends Platform {
  readonly env: TestWorkflowEnvironment;
  now(): Promise<Instant>;
  /** Lets time pass until an instant; what falls due on the way happens. */
  sleepUntil(instant: Instant): Promise<void>;
  /** Waits, in real time, until every open case's workflow has seen its newest change and no effect is pending. */
  settle(): Promise<void>;
}

const SETTLE_LIMIT_MS = 20_000;
const AT_ONCE = 8;

/** Starts a time-skipping server and the platform on it. */
export async function startInVirtualTime(
  testServerPath: string,
  options: Omit<PlatformOptions, 'temporal' | 'now'>,
): Promise<VirtualPlatform> {
  const dataConverter = dataConverterOf(options.payloadCodec);
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    client: { dataConverter },
    server: { executable: { type: 'existing-path', path: testServerPath } },
  });
  const now = async () => toInstant(Number(await env.currentTimeMs()));
  const platform = await startPlatform({
    ...options,
    now,
    temporal: {
      client: env.client,
      connection: env.nativeConnection,
      namespace: env.namespace ?? 'default',
      dataConverter,
    },
  });
  const { db } = platform;

  async function lagging(): Promise<string | null> {
    if ((await db.pendingPoke.count()) > 0) return 'pokes are waiting';
    const open = await db.application.findMany({
      where: { open: true },
      select: { id: true, version: true },
    });
    const lags = await inParallel(open, AT_ONCE, async ({ id, version }) => {
      const progress = await env.client.workflow
        .getHandle(applicationWorkflowId(id))
        .query<Progress>(PROGRESS_QUERY);
      const isThere = progress.seq === version && progress.pendingEffects.length === 0;
      return isThere ? null : `application ${id} at ${version}, its workflow at ${progress.seq}`;
    });
    return lags.find((lag) => lag !== null) ?? null;
  }

  async function settle(): Promise<void> {
    const until = Date.now() + SETTLE_LIMIT_MS;
    for (let lag = await lagging(); lag !== null; lag = await lagging()) {
      if (Date.now() > until) throw new Error(`the platform does not settle: ${lag}`);
      await pause(10);
    }
  }

  return {
    ...platform,
    env,
    now,
    settle,
    sleepUntil: async (instant) => {
      const ms = epochMs(instant) - epochMs(await now());
      if (ms > 0) await env.sleep(ms);
    },
    stop: async () => {
      await platform.stop();
      await env.teardown();
    },
  };
}
