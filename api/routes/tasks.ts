// The desk's queues: see, claim, give back, hand on, take a batch.
import type { Origin } from '../../db/audit.ts';
import type { Reply } from '../../db/idempotency.ts';
import { saveBatch } from '../../db/production-batches.ts';
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
import { type Caller, rolesOf } from '../caller.ts';
import { taskContracts as contracts } from '../contract/tasks.ts';
import { cursorOf, DuePosition, positionOf } from '../cursor.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { batchView } from '../queries/batch-papers.ts';
import { Refused } from '../refused.ts';

const NEVER = '9999-12-31T00:00:00.000Z';

function holderOf({ caller, origin }: { caller: Caller; origin: Origin }): TaskHolder {
  const { id, role, office } = caller.account;
  return { id, role, office, standIns: caller.standIns, origin };
}

/** Whose tasks are seen: those of every role, or of the roles one may act in. */
function queueOf(caller: Caller) {
  const { office } = caller.account;
  return { office, roles: caller.ability.may('assign', 'Task') ? null : rolesOf(caller) };
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
    mounted(deps, contracts.list, async ({ query, caller }) => {
      const queue = {
        ...queueOf(caller),
        ...(query.kind === undefined ? {} : { kind: query.kind }),
        ...(query.service === undefined ? {} : { service: query.service }),
        ...(query.mine ? { assigneeId: caller.account.id } : {}),
      };
      const items = await listTasks(db, queue, {
        after: positionOf(DuePosition, query.after),
        limit: query.limit,
      });
      const last = items.length === query.limit ? items.at(-1) : undefined;
      const next = last ? cursorOf({ dueAt: last.dueAt?.toISOString() ?? NEVER, id: last.id }) : null;
      return jsonReply(200, { items, next });
    }),

    mounted(deps, contracts.claim, async ({ params, ...asked }) =>
      claimReply(params.id, await claimTask(db, params.id, holderOf(asked), await deciding.now())),
    ),

    mounted(deps, contracts.release, async ({ params, ...asked }) =>
      claimReply(params.id, await releaseTask(db, params.id, holderOf(asked), await deciding.now())),
    ),

    mounted(deps, contracts.assign, async ({ params, body, caller, origin }) => {
      const { office } = caller.account;
      if ((await db.task.count({ where: { id: params.id, office } })) === 0)
        throw new Refused({ code: 'not-found' });
      if (body.assigneeId !== null && !(await findAssignee(db, body.assigneeId, params.id))) {
        throw new Refused({ code: 'assignee-unfit', pointer: '/assigneeId' });
      }
      return claimReply(
        params.id,
        await assignTask(db, params.id, holderOf({ caller, origin }), body.assigneeId, await deciding.now()),
      );
    }),

    mounted(deps, contracts.productionBatch, async ({ body, keep, ...asked }) => {
      const { id: takenById, office } = asked.caller.account;
      const takenAt = await deciding.now();
      const reply = await db.$transaction(async (tx) => {
        const ids = await claimBatch(tx, holderOf(asked), 'produce', body.size, takenAt);
        const batch = ids.length > 0 ? await saveBatch(tx, { office, takenById, takenAt }, ids) : null;
        const manifest = jsonReply(201, batchView(batch));
        await keep(tx, manifest);
        return manifest;
      });
      return reply;
    }),
  ];
}
