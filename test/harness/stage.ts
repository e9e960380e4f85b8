// A stage for whole lives of cases: real PostgreSQL, the time-skipping server, the courier, and a day that can be chosen.
import { readFileSync } from 'node:fs';
import { Runtime } from '@temporalio/worker';
import type { Command } from '../../domain/application/commands.ts';
import { type Instant, instantAt, localDateOf, toInstant } from '../../domain/calendar/local-date.ts';
import { OFFICE } from '../../prisma/seed/register.ts';
import type { Report, ReportRequest } from '../../sandbox/courier/messages.ts';
import type { PlatformOptions } from '../../sandbox/platform.ts';
import { startInVirtualTime, type VirtualPlatform } from '../../sandbox/virtual-time.ts';
import { applicationWorkflowId } from '../../workflows/contract.ts';
import { createTestDatabase } from './database.ts';
import { type CaseOnDesk, caseOnDesk } from './desk.ts';
import { eventually } from './eventually.ts';
import { createFiler, type Filer, type Filing } from './filing.ts';
import { printHistory } from './histories.ts';
import { askMetrics, keepHistories, sdkLogging } from './keepsakes.ts';
import { testPayloadCodec } from './payloads.ts';
import { testVault } from './vault.ts';

export interface StagedCase extends CaseOnDesk {
  readonly workflowId: string;
}

export interface Stage extends VirtualPlatform {
  /** For what only the owner of the tables may do. */
  readonly ownerUrl: string;
  readonly filer: Filer;
  /** Files an application on the next working morning and waits until its workflow knows of it. */
  file(filing?: Filing): Promise<StagedCase>;
  caseOf(id: string): StagedCase;
  /** Gives commands one by one and waits each time until Temporal has caught up. */
  does(on: StagedCase, ...commands: readonly Command[]): Promise<void>;
  /** Lets time pass until just after an instant, and what fell due happen. */
  passes(on: StagedCase, instant: Instant | null | undefined): Promise<void>;
  /** Lets time pass until that time of the next working day. */
  nextWorkday(time: string): Promise<void>;
  /** Something happens to the parcel of a case; waits until the courier's callback has been decided on. */
  courierReports(on: StagedCase, report: Report, more?: Partial<ReportRequest>): Promise<void>;
  /** Waits until Temporal has caught up with a case: poke taken, effects done, nothing scheduled. Leaves no trace in history, as queries would. */
  settled(on: StagedCase): Promise<void>;
  /** Waits for the workflow of a case to end by itself. */
  ended(on: StagedCase): Promise<void>;
  /** As Temporal keeps it: sealed. */
  history(on: StagedCase): Promise<string>;
  historyOf(workflowId: string): Promise<string>;
}

function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the test with \`npm test -- <path>\`.`);
  return value;
}

/** The bundle that global-setup built from the production workflows. */
export const workflowBundle = () => ({ code: readFileSync(environment('WORKFLOW_BUNDLE'), 'utf8') });

Runtime.install(sdkLogging());

/** Opens a stage with a database of its own; `stop` takes both down. */
export async function openStage(
  options: Partial<Omit<PlatformOptions, 'temporal' | 'now' | 'databaseUrl' | 'vault' | 'payloadCodec'>> = {},
): Promise<Stage> {
  const database = await createTestDatabase();
  const platform = await startInVirtualTime(environment('TEMPORAL_TEST_SERVER'), {
    databaseUrl: database.url,
    vault: testVault,
    payloadCodec: testPayloadCodec,
    workflowBundle: workflowBundle(),
    ...options,
  });
  const { deciding, db, env } = platform;
  const filer = createFiler(deciding);

  function caseOf(id: string): StagedCase {
    return { ...caseOnDesk(deciding, id), workflowId: applicationWorkflowId(id) };
  }

  async function nextWorkday(time: string): Promise<void> {
    const newest = await db.calendarVersion.aggregate({ _max: { version: true } });
    const calendar = await deciding.calendars(db, newest._max.version ?? 0, OFFICE);
    await platform.sleepUntil(instantAt(calendar.nextWorkday(localDateOf(await platform.now())), time));
  }

  async function settled({ id, workflowId }: StagedCase): Promise<void> {
    await eventually(`rest in ${workflowId}`, async () => {
      if ((await db.pendingPoke.count({ where: { applicationId: id } })) > 0) return false;
      if ((await caseOf(id).application()).effects.length > 0) return false;
      const { events } = await env.client.workflow.getHandle(workflowId).fetchHistory();
      return isAtRest((events ?? []).map(({ eventType }) => String(eventType)));
    });
  }

  async function ended({ workflowId }: StagedCase): Promise<void> {
    await eventually(`the end of ${workflowId}`, async () => {
      const { status } = await env.client.workflow.getHandle(workflowId).describe();
      return status.name === 'COMPLETED';
    });
  }

  const historyOf = async (workflowId: string) =>
    printHistory(await env.client.workflow.getHandle(workflowId).fetchHistory());

  async function caughtUp(on: StagedCase): Promise<void> {
    const { open } = await db.application.findUniqueOrThrow({ where: { id: on.id }, select: { open: true } });
    await (open ? settled(on) : ended(on));
  }

  return {
    ...platform,
    ownerUrl: database.ownerUrl,
    filer,
    caseOf,
    nextWorkday,
    file: async (filing = {}) => {
      await nextWorkday('09:00');
      const { outcome } = await filer.file(filing);
      const on = caseOf(outcome.id);
      if (outcome.reaction.open) await settled(on);
      return on;
    },
    courierReports: async (on, report, more = {}) => {
      const told = () =>
        db.auditEvent.count({ where: { object: `application/${on.id}`, action: 'report-parcel' } });
      const before = await told();
      await platform.courier.report(await on.trackingNumber(), { report, handedBack: true, ...more });
      await eventually(`the report ${report}`, async () => (await told()) > before);
      await caughtUp(on);
    },
    does: async (on, ...commands) => {
      for (const command of commands) {
        await on.does(command);
        await caughtUp(on);
      }
    },
    passes: async (on, instant) => {
      if (!instant) throw new Error('nothing to wait for');
      await platform.sleepUntil(plus(instant, 1_000));
      await caughtUp(on);
    },
    settled,
    ended,
    history: ({ workflowId }) => historyOf(workflowId),
    historyOf,
    stop: async () => {
      await askMetrics(platform.url);
      await keepHistories(env.client, db);
      await platform.stop();
      await database.drop();
    },
  };
}

/** Nothing in a history is waiting for a worker. */
function isAtRest(types: readonly string[]): boolean {
  const count = (type: EventType) => types.filter((found) => found === String(type)).length;
  const lastTask = types.lastIndexOf(String(EventType.WORKFLOW_TASK_STARTED));
  return (
    types.length > 0 &&
    count(EventType.WORKFLOW_TASK_SCHEDULED) === count(EventType.WORKFLOW_TASK_COMPLETED) &&
    count(EventType.ACTIVITY_TASK_SCHEDULED) === count(EventType.ACTIVITY_TASK_COMPLETED) &&
    types.lastIndexOf(String(EventType.WORKFLOW_EXECUTION_SIGNALED)) < lastTask
  );
}

/** Event types by their number in the protocol. */
const EventType = {
  WORKFLOW_TASK_SCHEDULED: 5,
  WORKFLOW_TASK_STARTED: 6,
  WORKFLOW_TASK_COMPLETED: 7,
  ACTIVITY_TASK_SCHEDULED: 10,
  ACTIVITY_TASK_COMPLETED: 12,
  WORKFLOW_EXECUTION_SIGNALED: 26,
} as const;
type EventType = (typeof EventType)[keyof typeof EventType];

/** The moment so many milliseconds after another. */
export const plus = (at: Instant, ms: number): Instant => toInstant(Date.parse(at) + ms);
