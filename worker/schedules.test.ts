// Schedules on a real server: made once, brought up to date, and left as an operator left them.
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { eventually } from '../test/harness/eventually.ts';
import { testDataConverter as dataConverter } from '../test/harness/payloads.ts';
import { applySchedules, type PlannedRun, SCHEDULES } from './schedules.ts';

let connection: Connection;
let client: Client;
const made: string[] = [];
const taskQueue = `schedules-${randomUUID()}`;

beforeAll(async () => {
  const address = process.env.TEMPORAL_ADDRESS;
  if (address === undefined) throw new Error('This test needs Temporal: run it with `npm test -- <path>`.');
  connection = await Connection.connect({ address });
  client = new Client({ connection, dataConverter });
});
afterAll(async () => {
  for (const id of made) await client.schedule.getHandle(id).delete();
  await connection.close();
});

/** The list under names that nobody else uses. */
function own(runs: readonly PlannedRun[]): readonly PlannedRun[] {
  return runs.map((run) => {
    const id = `${run.id}-${randomUUID()}`;
    made.push(id);
    return { ...run, id };
  });
}

const described = (id: string) => client.schedule.getHandle(id).describe();

test('the sync runs every ten minutes, one at a time; what was missed for long is left out', async () => {
  const [sync] = own(SCHEDULES.filter(({ id }) => id === 'sync-violations'));
  if (!sync) throw new Error('there is a sync');
  await applySchedules(client, taskQueue, [sync]);
  const { spec, policies, action, info } = await described(sync.id);
  expect(spec.intervals).toMatchObject([{ every: 600_000 }]);
  expect(spec.timezone).toBe('Asia/Shanghai');
  expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 600_000 });
  expect(action).toMatchObject({ workflowType: 'syncViolationsWorkflow', taskQueue, workflowId: sync.id });
  const [next] = info.nextActionTimes;
  expect((next?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(600_000);
});

test('a second start changes nothing, a changed row changes its schedule, a paused one stays paused', async () => {
  const [row] = own([
    {
      ...{ id: 'daily', workflow: 'anyWorkflow', args: ['one'], note: 'at eight' },
      ...({ overlap: 'BUFFER_ONE', catchUp: '7 days', when: { daily: { hour: 8, minute: 0 } } } as const),
    },
  ]);
  if (!row) throw new Error('there is a row');
  await applySchedules(client, taskQueue, [row]);
  const first = await described(row.id);
  await applySchedules(client, taskQueue, [row]);
  const again = await described(row.id);
  expect({ ...again.spec, ...again.policies, ...again.state }).toEqual({
    ...{ ...first.spec, ...first.policies, ...first.state },
  });
  // 08:00 in Beijing is midnight in Greenwich.
  expect(first.info.nextActionTimes[0]?.toISOString()).toMatch(/T00:00:00/);
  expect(first.policies).toMatchObject({ overlap: 'BUFFER_ONE', catchupWindow: 604_800_000 });

  await client.schedule.getHandle(row.id).pause('the bank is moving');
  await applySchedules(client, taskQueue, [{ ...row, when: { daily: { hour: 9, minute: 30 } } }]);
  await eventually('the change', async () => {
    const { spec, state } = await described(row.id);
    const [calendar] = spec.calendars ?? [];
    return (
      JSON.stringify(calendar?.hour).includes('9') && state.paused && state.note === 'the bank is moving'
    );
  });
});

test('a run is started by the schedule under its own name', async () => {
  const [sync] = own(SCHEDULES.filter(({ id }) => id === 'sync-violations'));
  if (!sync) throw new Error('there is a sync');
  await applySchedules(client, taskQueue, [sync]);
  await client.schedule.getHandle(sync.id).trigger();
  const run = await eventually('the run', async () => {
    const { info } = await described(sync.id);
    const [started] = info.recentActions;
    return started?.action.workflow.workflowId;
  });
  expect(run.startsWith(`${sync.id}-`)).toBe(true);
  const handle = client.workflow.getHandle(run);
  expect((await handle.describe()).type).toBe('syncViolationsWorkflow');
  await handle.terminate('nobody works here');
});
