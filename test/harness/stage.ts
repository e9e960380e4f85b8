// A stage for whole lives of cases: real PostgreSQL, the time-skipping server, the courier, and a day that can be chosen.
import { readFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { type Instant, instantAt, localDateOf, toInstant } from '../../domain/calendar/local-date.ts';
import { OFFICE } from '../../prisma/seed/register.ts';
import type { PlatformOptions } from '../../sandbox/platform.ts';
import { startInVirtualTime, type VirtualPlatform } from '../../sandbox/virtual-time.ts';
import { applicationWorkflowId } from '../../workflows/contract.ts';
import { createTestDatabase } from './database.ts';
import { type CaseOnDesk, caseOnDesk } from './desk.ts';
import { eventually } from './eventually.ts';
import { createFiler, type Filer, type Filing } from './filing.ts';

export interface StagedCase extends CaseOnDesk {
  readonly workflowId: string;
}

export interface Stage extends VirtualPlatform {
  readonly filer: Filer;
  /** Files an application on the next working morning and waits until its workflow knows of it. */
  file(filing?: Filing): Promise<StagedCase>;
  caseOf(id: string): StagedCase;
  /** Lets time pass until that time of the next working day. */
  nextWorkday(time: string): Promise<void>;
  /** Waits for the workflow of a case to end by itself. */
  ended(on: StagedCase): Promise<void>;
  history(on: StagedCase): Promise<string>;
}

function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the test with \`npm test -- <path>\`.`);
  return value;
}

/** The bundle that global-setup built from the production workflows. */
export const workflowBundle = () => ({ code: readFileSync(environment('WORKFLOW_BUNDLE'), 'utf8') });

Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
});

/** Opens a stage with a database of its own; `stop` takes both down. */
export async function openStage(
  options: Partial<Omit<PlatformOptions, 'temporal' | 'now' | 'databaseUrl'>> = {},
): Promise<Stage> {
  const database = await createTestDatabase();
  const platform = await startInVirtualTime(environment('TEMPORAL_TEST_SERVER'), {
    databaseUrl: database.url,
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

  return {
    ...platform,
    filer,
    caseOf,
    nextWorkday,
    file: async (filing = {}) => {
      await nextWorkday('09:00');
      const { outcome } = await filer.file(filing);
      if (outcome.reaction.open) await platform.settle();
      return caseOf(outcome.id);
    },
    ended: async ({ workflowId }) => {
      await eventually(`the end of ${workflowId}`, async () => {
        const { status } = await env.client.workflow.getHandle(workflowId).describe();
        return status.name === 'COMPLETED';
      });
    },
    history: async ({ workflowId }) =>
      historyToJSON(await env.client.workflow.getHandle(workflowId).fetchHistory()),
    stop: async () => {
      await platform.stop();
      await database.drop();
    },
  };
}

/** The moment so many milliseconds after another. */
export const plus = (at: Instant, ms: number): Instant => toInstant(Date.parse(at) + ms);
