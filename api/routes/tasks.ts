// The desk's queues: see, claim, give back, hand on, take a batch.
import type { SignedInAccount } from '../../db/accounts.ts';
import type { Reply } from '../../db/idempotency.ts';
import {
  assignTask,
  type ClaimResult,
  claimBatch,
  claimTask,
  findAssignee,
  listTasks,
  releaseTask,
  type TaskHolder,
} from '../../db/tasks.ts';
import type { StaffRole } from '../../domain/application/lifecycle.ts';
import { taskContracts as contracts } from '../contract/tasks.ts';
import { cursorOf, DuePosition, positionOf } from '../cursor.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { Refused } from '../refused.ts';

const NEVER = '9999-12-31T00:00:00.000Z';

function holderOf({ id, role, office }: SignedInAccount): TaskHolder {
  if (!isStaffRole(role)) throw new Refused({ code: 'not-permitted' });
  return { id, role, office };
}

function isStaffRole(role: string): role is StaffRole {
  return role !== 'applicant';
}

function claimReply(id: string, result: ClaimResult): Reply {
  if (result === 'not-found') throw new Refused({ code: 'not-found' });
  if (result === 'held') throw new Refused({ code: 'task-not-yours' });
  if (result === 'closed') throw new Refused({ code: 'task-closed' });
  return jsonReply(200, { id, ...result });
}

/** Routes of tasks. */
export function taskRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;
  return [
    mounted(deps, contracts.list, async ({ query, account }) => {
      const holder = holderOf(account);
      const queue = {
        office: holder.office,
        role: holder.role === 'supervisor' ? null : holder.role,
        ...(query.kind === undefined ? {} : { kind: query.kind }),
        ...(query.service === undefined ? {} : { service: query.service }),
        ...(query.mine ? { assigneeId: holder.id } : {}),
      };
      const items = await listTasks(db, queue, {
        after: positionOf(DuePosition, query.after),
        limit: query.limit,
      });
      const last = items.length === query.limit ? items.at(-1) : undefined;
      const next = last ? cursorOf({ dueAt: last.dueAt?.toISOString() ?? NEVER, id: last.id }) : null;
      return jsonReply(200, { items, next });
    }),

    mounted(deps, contracts.claim, async ({ params, account }) =>
      claimReply(params.id, await claimTask(db, params.id, holderOf(account), await deciding.now())),
    ),

    mounted(deps, contracts.release, async ({ params, account }) =>
      claimReply(params.id, await releaseTask(db, params.id, holderOf(account), await deciding.now())),
    ),

    mounted(deps, contracts.assign, async ({ params, body, account }) => {
      const { office } = account;
      if ((await db.task.count({ where: { id: params.id, office } })) === 0)
        throw new Refused({ code: 'not-found' });
      if (body.assigneeId !== null && !(await findAssignee(db, body.assigneeId, params.id))) {
        throw new Refused({ code: 'assignee-unfit', pointer: '/assigneeId' });
      }
      return claimReply(
        params.id,
        await assignTask(db, params.id, holderOf(account), body.assigneeId, await deciding.now()),
      );
    }),

    mounted(deps, contracts.productionBatch, async ({ body, account, keep }) => {
      const reply = await db.$transaction(async (tx) => {
        const ids = await claimBatch(tx, holderOf(account), 'produce', body.size, await deciding.now());
        const items = await tx.application.findMany({
          where: { id: { in: [...ids] } },
          select: { id: true, number: true, service: true, version: true, deliverBy: true },
          orderBy: { deliverBy: 'asc' },
        });
        const manifest = jsonReply(201, {
          items: items.map(({ id, ...item }) => ({ applicationId: id, ...item })),
        });
        await keep(tx, manifest);
        return manifest;
      });
      return reply;
    }),
  ];
}
