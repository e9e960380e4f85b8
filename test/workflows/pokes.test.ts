// The protocol of pokes: the newest wins, old ones are ignored, none keeps a workflow that has nothing to carry.
import { randomUUID } from 'node:crypto';
import { pokeCases } from '../../db/drift.ts';
import { addMinutes } from '../../domain/calendar/local-date.ts';
import {
  applicationWorkflowId,
  CHANGED_SIGNAL,
  type Poke,
  PROGRESS_QUERY,
  type Progress,
  STAGE_ATTRIBUTE,
  TASK_QUEUE,
  WORKFLOW_OF_LIFECYCLE,
} from '../../workflows/contract.ts';
import { eventually } from '../harness/eventually.ts';
import { clearTextOf, parseHistory, sizeOf } from '../harness/histories.ts';
import { openStage, type Stage, type StagedCase } from '../harness/stage.ts';
import { dispatched } from './paths.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.stop());

async function pokes(id: string, poke: Poke): Promise<void> {
  await stage.env.client.workflow.signalWithStart(WORKFLOW_OF_LIFECYCLE['L-POST'], {
    workflowId: applicationWorkflowId(id),
    taskQueue: TASK_QUEUE,
    args: [id],
    signal: CHANGED_SIGNAL,
    signalArgs: [poke],
  });
}

const handleOf = (on: Pick<StagedCase, 'workflowId'>) => stage.env.client.workflow.getHandle(on.workflowId);
const progressOf = (on: StagedCase) => handleOf(on).query<Progress>(PROGRESS_QUERY);

async function waiting(seq: number, more: Partial<Poke> = {}): Promise<Poke> {
  const alarmAt = addMinutes(await stage.now(), 60);
  return { seq, state: 'submitted', stage: 'acceptance', open: true, effects: [], alarmAt, ...more };
}

test('a case that PostgreSQL does not know ends by itself', async () => {
  const unknown = stage.caseOf(randomUUID());
  await pokes(unknown.id, await waiting(3, { alarmAt: await stage.now() }));
  // The alarm of a past instant rings after a moment of virtual time.
  await stage.sleepUntil(addMinutes(await stage.now(), 1));
  await stage.ended(unknown);
});

test('an effect for a case that is unknown ends it too', async () => {
  const unknown = stage.caseOf(randomUUID());
  await pokes(
    unknown.id,
    await waiting(3, { stage: 'approval', state: 'approved', effects: ['apply-to-register'] }),
  );
  await stage.ended(unknown);
});

test('a poke older than the newest seen is ignored, also one of the same age', async () => {
  const unknown = stage.caseOf(randomUUID());
  await pokes(unknown.id, await waiting(7));
  await pokes(unknown.id, await waiting(5, { stage: 'approval', state: 'accepted' }));
  await pokes(unknown.id, await waiting(7, { stage: 'ended', state: 'withdrawn', open: false }));
  await eventually('three pokes', async () => {
    const types = parseHistory(await stage.history(unknown)).events.map(({ eventType }) => eventType);
    return types.filter((type) => type.endsWith('SIGNALED')).length === 3;
  });
  expect(await progressOf(unknown)).toMatchObject({ seq: 7, stage: 'acceptance', state: 'submitted' });
  await pokes(unknown.id, await waiting(8, { stage: 'ended', state: 'withdrawn', open: false }));
  await stage.ended(unknown);
});

test('the last poke again starts a run that ends at once', async () => {
  const on = await stage.file();
  await stage.does(on, { action: 'withdraw' });
  const first = await handleOf(on).describe();
  const last = { state: 'withdrawn', stage: 'ended', open: false, alarmAt: null } as const;
  await pokes(on.id, await waiting((await on.application()).version, last));
  const second = await eventually('a second run', async () => {
    const found = await handleOf(on).describe();
    return found.runId !== first.runId && found.status.name === 'COMPLETED' && found;
  });
  expect(second.runId).not.toBe(first.runId);
  expect(sizeOf(await stage.history(on))).toMatchObject({ events: 6, workflowTasks: 1 });
  expect(await on.state()).toBe('withdrawn');
});

test('a workflow that was lost is built again from PostgreSQL', async () => {
  const on = await dispatched(stage);
  await handleOf(on).terminate('lost with its server');
  await pokeCases(stage.db, [on.id]);
  await eventually('another run', async () => (await handleOf(on).describe()).status.name === 'RUNNING');
  await stage.settled(on);
  expect(await progressOf(on)).toMatchObject({ stage: 'delivery', state: 'dispatched' });
  await stage.courierReports(on, 'delivered');
  expect(await on.state()).toBe('done');
});

describe('where it stands', () => {
  test('the progress query, the search attribute and the details say it at every stage', async () => {
    const on = await stage.file();
    const told: string[] = [];
    const note = async () => {
      const { version } = await on.application();
      const progress = await progressOf(on);
      const { typedSearchAttributes } = await handleOf(on).describe();
      const attribute = typedSearchAttributes.getAll().find(({ key }) => key.name === STAGE_ATTRIBUTE);
      const { currentDetails } = await handleOf(on).query<{ currentDetails: string }>(
        '__temporal_workflow_metadata',
      );
      expect(progress.seq).toBe(version);
      expect(attribute?.value).toBe(progress.stage);
      expect(currentDetails).toContain(`**${progress.state}**`);
      expect(currentDetails).toContain(progress.alarmAt ?? 'none');
      told.push(`${progress.stage}: ${progress.state}`);
    };
    await note();
    await stage.does(on, { action: 'accept' });
    await note();
    await stage.does(on, { action: 'approve' });
    await note();
    await stage.does(on, { action: 'complete-production' });
    await note();
    await stage.does(on, { action: 'change-delivery', delivery: { mode: 'pickup' } });
    await note();
    expect(told).toEqual([
      'acceptance: submitted',
      'approval: accepted',
      'production: producing',
      'delivery: produced',
      'pickup: ready-for-pickup',
    ]);
    const { pickupCode } = await on.application();
    await stage.does(on, { action: 'hand-over', pickupCode: pickupCode ?? '', handedBack: true });
    expect(await clearTextOf(await stage.history(on))).not.toContain(String(pickupCode));
  });
});
