// I8: Temporal carries exactly the open cases, each by one workflow that has seen its newest change.
import type { TemporalView } from '../../bench/rig/temporal.ts';
import type { Database } from '../../db/client.ts';
import { applicationWorkflowId, PROGRESS_QUERY, type Progress } from '../../workflows/contract.ts';
import { type Finding, findingOf } from '../finding.ts';

const AT_ONCE = 20;

export async function temporalAgrees(db: Database, { client }: TemporalView): Promise<Finding> {
  const running = new Map<string, number>();
  for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" })) {
    if (workflowId.startsWith('application/')) running.set(workflowId, (running.get(workflowId) ?? 0) + 1);
  }
  const cases = await db.application.findMany({ select: { id: true, version: true, open: true } });
  const offenders: string[] = [];
  for (let from = 0; from < cases.length; from += AT_ONCE) {
    const told = cases.slice(from, from + AT_ONCE).map(async ({ id, version, open }) => {
      const runs = running.get(applicationWorkflowId(id)) ?? 0;
      if (runs !== (open ? 1 : 0)) return `${id} is ${open ? 'open' : 'closed'} with ${runs} workflows`;
      if (!open) return null;
      const { seq } = await client.workflow
        .getHandle(applicationWorkflowId(id))
        .query<Progress>(PROGRESS_QUERY);
      return seq === version ? null : `${id} at ${version}, its workflow at ${seq}`;
    });
    offenders.push(...(await Promise.all(told)).filter((offence) => offence !== null));
  }
  const known = new Set(cases.map(({ id }) => applicationWorkflowId(id)));
  const strangers = [...running.keys()].filter((id) => !known.has(id)).map((id) => `${id} carries nothing`);
  const open = cases.filter((one) => one.open).length;
  return findingOf('I8 Temporal agrees', `${open} open of ${cases.length} cases`, [
    ...offenders,
    ...strangers,
  ]);
}
