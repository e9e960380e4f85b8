// What happens by the clock and not by an act: one row each, brought to Temporal when a worker starts.
import { type Client, ScheduleAlreadyRunning, type ScheduleOptions } from '@temporalio/client';

const ZONE = 'Asia/Shanghai';

export interface PlannedRun {
  readonly id: string;
  readonly workflow: string;
  readonly args: readonly unknown[];
  /** When, by the clock of the office. */
  readonly when:
    | { readonly everyMinutes: number }
    | { readonly daily: { readonly hour: number; readonly minute: number } };
  /** While the last run goes on: leave out the next, or have one wait. */
  readonly overlap: 'SKIP' | 'BUFFER_ONE';
  /** How late a run may still begin after Temporal was away; what is older is left out. */
  readonly catchUp: string;
  /** Read by operators. */
  readonly note: string;
}

export const SCHEDULES: readonly PlannedRun[] = [
  {
    id: 'sync-violations',
    workflow: 'syncViolationsWorkflow',
    args: [],
    when: { everyMinutes: 10 },
    overlap: 'SKIP',
    // A run goes on from where the last one ended: one brings everything that those before it missed.
    catchUp: '10 minutes',
    note: '特别提示 3: what windows and other platforms decided becomes known here',
  },
  {
    id: 'statement',
    workflow: 'statementWorkflow',
    args: [],
    // violations.md §4: the daily reconciliation file, also on holidays.
    when: { daily: { hour: 8, minute: 0 } },
    overlap: 'BUFFER_ONE',
    catchUp: '7 days',
    note: 'Statements of the banks: whatever day has none yet is fetched and gone through',
  },
];

/** Creates the schedules or brings them to what the list says; safe to repeat. One that an operator paused stays paused. */
export async function applySchedules(
  client: Client,
  taskQueue: string,
  runs: readonly PlannedRun[] = SCHEDULES,
): Promise<void> {
  for (const run of runs) {
    const options = optionsOf(run, taskQueue);
    try {
      await client.schedule.create(options);
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      const { scheduleId, ...wanted } = options;
      await client.schedule.getHandle(scheduleId).update(({ state: { paused, note } }) => ({
        ...wanted,
        state: { paused, ...(paused && note !== undefined ? { note } : wanted.state) },
      }));
    }
  }
}

function optionsOf({ id, workflow, args, when, overlap, catchUp, note }: PlannedRun, taskQueue: string) {
  return {
    scheduleId: id,
    spec: { ...timesOf(when), timezone: ZONE },
    action: {
      type: 'startWorkflow',
      workflowType: workflow,
      // Temporal adds the time of the run.
      workflowId: id,
      args: [...args],
      taskQueue,
    },
    policies: { overlap, catchupWindow: catchUp },
    state: { note },
  } satisfies ScheduleOptions;
}

function timesOf(when: PlannedRun['when']) {
  if ('everyMinutes' in when) return { intervals: [{ every: `${when.everyMinutes} minutes` }] };
  return { calendars: [when.daily] };
}
