// Drift between the truth and what carries it: an open case has exactly one running workflow, at the case's version.
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import type { MetricMeter } from '@temporalio/common';
import type { Database } from '../db/client.ts';
import {
  type CaseStanding,
  countOpenCases,
  eachOpenCase,
  findCases,
  pokeCases,
  pokeOrphans,
} from '../db/drift.ts';
import {
  type ApplicationWorkflow,
  applicationWorkflowId,
  isCarried,
  PROGRESS_QUERY,
  type Progress,
  WORKFLOW_OF_LIFECYCLE,
} from '../workflows/contract.ts';
import { inParallel } from './in-parallel.ts';

export type DriftKind =
  /** An open case that nothing carries. */
  | 'no-workflow'
  /** Its workflow has not seen the case's newest change. */
  | 'behind'
  /** Its workflow runs, but no worker answers for it. */
  | 'silent'
  /** A workflow still runs for a case that has ended. */
  | 'ended-case'
  /** A workflow runs for a case that does not exist. */
  | 'unknown-case';

export interface Drift {
  readonly kind: DriftKind;
  readonly applicationId: string;
  /** null where there is no case. */
  readonly number: string | null;
  readonly version: number;
  /** What its workflow has seen; null where none answered. */
  readonly seq: number | null;
  readonly lifecycle: string | null;
}

const AT_ONCE = 16;
const CALL_TIMEOUT_MS = 5_000;
const GRACE_MS = 5_000;
const WATCH_MS = 60_000;
const RUNNING = `ExecutionStatus = 'Running' AND WorkflowType IN (${Object.values(WORKFLOW_OF_LIFECYCLE)
  .map((name) => `'${name}'`)
  .join(', ')})`;

/** gRPC codes: nobody answered in time, or there was no worker to ask. */
const NO_ANSWER: readonly unknown[] = [4, 9];
const UNIMPLEMENTED = 12;

/** All drift that lasts longer than a grace time; changes on their way to their workflows are none. */
export async function findDrift(db: Database, client: Client, graceMs = GRACE_MS): Promise<readonly Drift[]> {
  const suspects = await look(db, client);
  if (suspects.length === 0) return [];
  await pause(graceMs);
  const standings = new Map(
    (
      await findCases(
        db,
        suspects.map(({ applicationId }) => applicationId),
      )
    ).map((found) => [found.id, found]),
  );
  const confirmed = await inParallel(suspects, AT_ONCE, (suspect) =>
    confirm(client, suspect, standings.get(suspect.applicationId)),
  );
  return confirmed.filter((drift) => drift !== null);
}

/** How one case and its workflow differ now, or null. */
export async function driftOf(client: Client, standing: CaseStanding): Promise<Drift | null> {
  const { id: applicationId, number, version, open } = standing;
  const workflow = await ask(client, applicationId);
  const drift = (kind: DriftKind): Drift => ({
    kind,
    applicationId,
    number,
    version,
    seq: workflow?.seq ?? null,
    lifecycle: null,
  });
  if (!open) return workflow === null ? null : drift('ended-case');
  if (workflow === null) return drift('no-workflow');
  if (workflow.seq === null) return drift('silent');
  return workflow.seq < version ? drift('behind') : null;
}

/** Pokes whatever has drifted; the running relay sends the pokes. */
export async function pokeDrifted(db: Database, drifts: readonly Drift[]): Promise<void> {
  const orphans = drifts.flatMap(({ applicationId: id, lifecycle }) =>
    lifecycle === null ? [] : [{ id, lifecycle }],
  );
  await pokeOrphans(db, orphans);
  const known = drifts.filter(({ lifecycle }) => lifecycle === null);
  await pokeCases(
    db,
    known.map(({ applicationId }) => applicationId),
  );
}

/** Whether a workflow still runs for a case that does not exist. */
export async function isRunning(client: Client, applicationId: string): Promise<boolean> {
  return (await ask(client, applicationId)) !== null;
}

/** Measures the difference between open cases and running workflows again and again. Returns how to stop. */
export function watchDrift(
  db: Database,
  client: Client,
  meter: MetricMeter,
  onError: (error: unknown) => void,
): () => void {
  const gauge = meter.createGauge(
    'case_drift',
    'int',
    undefined,
    'Open cases less running workflows, either way',
  );
  const measure = async () => {
    const [open, running] = await Promise.all([countOpenCases(db), client.workflow.count(RUNNING)]);
    gauge.set(Math.abs(open - running.count));
  };
  const timer = setInterval(() => void measure().catch(onError), WATCH_MS);
  timer.unref();
  return () => clearInterval(timer);
}

async function look(db: Database, client: Client): Promise<readonly Drift[]> {
  const openIds = new Set<string>();
  const found: Drift[] = [];
  for await (const cases of eachOpenCase(db)) {
    for (const { id } of cases) openIds.add(id);
    const drifts = await inParallel(cases, AT_ONCE, (standing) => driftOf(client, standing));
    found.push(...drifts.filter((drift) => drift !== null));
  }
  return [...found, ...(await lookForLeftovers(db, client, openIds))];
}

/** Running workflows of cases that are not open. */
async function lookForLeftovers(
  db: Database,
  client: Client,
  openIds: ReadonlySet<string>,
): Promise<readonly Drift[]> {
  const running = await listRunning(client);
  const leftover = [...running.keys()].filter((id) => !openIds.has(id));
  const cases = await findCases(db, leftover);
  const ended = await inParallel(cases, AT_ONCE, (standing) => driftOf(client, standing));
  const known = new Set(cases.map(({ id }) => id));
  const unknown = leftover.filter((id) => !known.has(id));
  return [
    ...ended.filter((drift) => drift !== null),
    ...unknown.map((id) => unknownCase(id, running.get(id) ?? null)),
  ];
}

function unknownCase(applicationId: string, lifecycle: string | null): Drift {
  return { kind: 'unknown-case', applicationId, number: null, version: 0, seq: null, lifecycle };
}

/** Application ids with the lifecycle of their running workflow; empty on a server that keeps no list. */
async function listRunning(client: Client): Promise<ReadonlyMap<string, string>> {
  const running = new Map<string, string>();
  try {
    for await (const { workflowId, type } of client.workflow.list({ query: RUNNING, pageSize: 1_000 })) {
      const id = workflowId.slice(applicationWorkflowId('').length);
      const lifecycle = lifecycleOf(type);
      if (UUID.test(id) && lifecycle !== undefined) running.set(id, lifecycle);
    }
  } catch (error) {
    if (codeOf(error) !== UNIMPLEMENTED) throw error;
  }
  return running;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function lifecycleOf(type: string): string | undefined {
  const workflowOf: Readonly<Record<string, ApplicationWorkflow>> = WORKFLOW_OF_LIFECYCLE;
  return Object.keys(workflowOf).find((lifecycle) => isCarried(lifecycle) && workflowOf[lifecycle] === type);
}

/** Looks once more: what was suspected must still be so, for the version that was seen then. */
async function confirm(
  client: Client,
  suspect: Drift,
  standing: CaseStanding | undefined,
): Promise<Drift | null> {
  const { applicationId, kind } = suspect;
  if (!standing) return (await isRunning(client, applicationId)) ? suspect : null;
  // Ended meanwhile: its workflow has had no grace yet.
  if (!standing.open && kind !== 'ended-case') return null;
  return driftOf(client, { ...standing, version: suspect.version });
}

/** The running workflow of a case and what it has seen; null when none runs. */
async function ask(client: Client, applicationId: string): Promise<{ readonly seq: number | null } | null> {
  const handle = client.workflow.getHandle(applicationWorkflowId(applicationId));
  try {
    const { status } = await inTime(client, () => handle.describe());
    if (status.name !== 'RUNNING') return null;
    const { seq } = await inTime(client, () => handle.query<Progress>(PROGRESS_QUERY));
    return { seq };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    if (NO_ANSWER.includes(codeOf(error))) return { seq: null };
    throw error;
  }
}

function inTime<T>(client: Client, call: () => Promise<T>): Promise<T> {
  return client.withDeadline(Date.now() + CALL_TIMEOUT_MS, call);
}

function codeOf(error: unknown): unknown {
  const cause = error instanceof ServiceError ? error.cause : error;
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}
