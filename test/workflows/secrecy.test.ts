// What Temporal keeps of a case: every payload sealed, and every word of a failure; with the keys it is read and replayed.
import { randomUUID } from 'node:crypto';
import { ApplicationFailure, defaultPayloadConverter, type Payload } from '@temporalio/common';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import type { EmsPort } from '../../activities/courier.ts';
import { addMinutes } from '../../domain/calendar/local-date.ts';
import {
  applicationWorkflowId,
  CHANGED_SIGNAL,
  PROGRESS_QUERY,
  TASK_QUEUE,
  WORKFLOW_OF_LIFECYCLE,
} from '../../workflows/contract.ts';
import { eventually } from '../harness/eventually.ts';
import { clearTextOf, encodingOf as encodingIn, payloadsIn } from '../harness/histories.ts';
import { testDataConverter, testPayloadCodec } from '../harness/payloads.ts';
import { openStage, type Stage, type StagedCase, workflowBundle } from '../harness/stage.ts';

/** What a failure says: invented, so that nobody's data goes where the search of a whole run would find it. */
const WORDS = 'nobody takes a parcel to Nemo at 0 Nowhere Road';

/** A courier that is away, in the end for ever. */
let tries = 0;
let isGone = false;
const ems: EmsPort = {
  orderParcel: async () => {
    tries += 1;
    throw isGone ? ApplicationFailure.nonRetryable(WORDS) : ApplicationFailure.retryable(WORDS);
  },
  track: async () => [],
};

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ ems });
});
afterAll(() => stage?.stop());

const text = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString();
const encodingOf = ({ metadata }: Payload) => text(metadata?.encoding);

/** Encodings of all payloads of a history but those of search attributes, which the server must read. */
function encodingsIn(history: string): ReadonlySet<string> {
  const events: unknown = JSON.parse(history, (name, value: unknown) =>
    name === 'searchAttributes' ? null : value,
  );
  return new Set(payloadsIn(events).map(encodingIn));
}

/** Every message and stack trace of failures in a history, as they stand there. */
function failureWordsIn(history: string): readonly string[] {
  const words: string[] = [];
  JSON.parse(history, (name, value: unknown) => {
    if (/^(message|stackTrace)$/.test(name) && typeof value === 'string') words.push(value);
    return value;
  });
  return words;
}

describe('a case whose parcel nobody takes', () => {
  let on: StagedCase;
  let history: string;

  beforeAll(async () => {
    on = await stage.file();
    await stage.does(on, { action: 'accept' }, { action: 'approve' });
    await on.does({ action: 'complete-production' });
    await eventually('a failed order', async () => tries > 0);
  });

  test('a failure under retry is sealed where the server keeps it', async () => {
    const failure = await eventually('the failure', async () => {
      const { raw } = await stage.env.client.workflow.getHandle(on.workflowId).describe();
      return raw.pendingActivities?.[0]?.lastFailure;
    });
    expect([failure.message, failure.stackTrace]).toEqual(['Encoded failure', '']);
    const sealed = failure.encodedAttributes ?? {};
    expect(encodingOf(sealed)).toBe('binary/encrypted');
    const [opened = {}] = await testPayloadCodec.decode([sealed]);
    expect(defaultPayloadConverter.fromPayload(opened)).toMatchObject({ message: WORDS });
  });

  test('the history holds sealed payloads only, and words of failures nowhere else', async () => {
    isGone = true;
    await stage.sleepUntil(addMinutes(await stage.now(), 15));
    history = await eventually('the failed workflow', async () => {
      const kept = await stage.history(on);
      return kept.includes('WORKFLOW_EXECUTION_FAILED') && kept;
    });
    expect(history).toContain('ACTIVITY_TASK_FAILED');
    expect([...encodingsIn(history)]).toEqual(['binary/encrypted']);
    expect(failureWordsIn(history).filter((word) => word !== '')).toEqual(Array(3).fill('Encoded failure'));
    const kept = payloadsIn(JSON.parse(history)).map(({ data = '' }) =>
      Buffer.from(data, 'base64').toString(),
    );
    expect(kept.length).toBeGreaterThan(5);
    expect([history, ...kept].filter((part) => part.includes(WORDS))).toEqual([]);
  });

  test('with the keys all of it is read, and it holds what the failure said', async () => {
    const opened = await clearTextOf(history);
    expect(opened).toContain('"state":"produced"');
    expect(opened).toContain(WORDS);
  });

  test('with the keys it replays', async () => {
    const options = { workflowBundle: workflowBundle(), dataConverter: testDataConverter };
    await Worker.runReplayHistory(options, historyFromJSON(JSON.parse(history)), on.workflowId);
  });

  test('answers to queries, and what operators see of it, are sealed on their way', async () => {
    for (const queryType of [PROGRESS_QUERY, '__temporal_workflow_metadata']) {
      const { queryResult } = await stage.env.client.workflowService.queryWorkflow({
        namespace: 'default',
        execution: { workflowId: on.workflowId },
        query: { queryType },
      });
      expect(queryResult?.payloads?.map(encodingOf)).toEqual(['binary/encrypted']);
    }
  });

  test('the one search attribute says the stage and nothing else', async () => {
    const { raw } = await stage.env.client.workflow.getHandle(on.workflowId).describe();
    const fields = raw.workflowExecutionInfo?.searchAttributes?.indexedFields ?? {};
    expect(Object.entries(fields).map(([name, { data }]) => [name, text(data)])).toEqual([
      ['Stage', '"delivery"'],
    ]);
  });
});

test('what breaks within a workflow is told in sealed words', async () => {
  const workflowId = applicationWorkflowId(randomUUID());
  const { workflow } = stage.env.client;
  await workflow.signalWithStart(WORKFLOW_OF_LIFECYCLE['L-POST'], {
    workflowId,
    taskQueue: TASK_QUEUE,
    args: [randomUUID()],
    signal: CHANGED_SIGNAL,
    signalArgs: [null],
  });
  const on = { ...stage.caseOf(randomUUID()), workflowId };
  const history = await eventually('a failed workflow task', async () => {
    const kept = await stage.history(on);
    return kept.includes('TASK_FAILED') && kept;
  });
  await workflow.getHandle(workflowId).terminate();
  expect([...encodingsIn(history)]).toEqual(['binary/encrypted']);
  expect(failureWordsIn(history).filter((word) => word !== '')).toEqual(['Encoded failure']);
  expect(await clearTextOf(history)).toContain("Cannot read properties of null (reading 'seq')");
});
