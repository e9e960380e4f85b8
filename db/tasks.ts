// Tasks of the desk: queues by least time left, claimed with a lease and a version. Plain statements, no workflow.
import type { Instant } from '../domain/calendar/local-date.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { StandIn } from './accounts.ts';
import { type AuditActor, type Origin, saveAudit } from './audit.ts';
import type { Database, Transaction } from './client.ts';
import { LEASE_MINUTES } from './record.ts';

export interface TaskListItem {
  readonly id: string;
  readonly applicationId: string;
  readonly number: string;
  readonly service: string;
  readonly kind: string;
  readonly dueAt: Date | null;
  readonly assigneeId: string | null;
  readonly leaseUntil: Date | null;
  readonly version: number;
  /** Version of the application, for the decision's If-Match. */
  readonly applicationVersion: number;
  readonly zone: string | null;
  readonly createdAt: Date;
}

export interface TaskQueue {
  readonly office: string;
  /** null = every role's tasks (supervisors). */
  readonly roles: readonly string[] | null;
  readonly kind?: string;
  readonly service?: string;
  readonly assigneeId?: string;
}

/** Tasks without a promise come last. */
const NEVER = '9999-12-31T00:00:00Z';

/** Open tasks of a queue, least time left first, from after the given position. */
export async function listTasks(
  db: Database,
  queue: TaskQueue,
  { after, limit }: { after: { dueAt: string; id: string } | null; limit: number },
): Promise<readonly TaskListItem[]> {
  const conditions = [
    Prisma.sql`t.state = 'open' AND t.office = ${queue.office}`,
    ...(queue.roles === null ? [] : [Prisma.sql`t.role = ANY(${[...queue.roles]})`]),
    ...(queue.kind === undefined ? [] : [Prisma.sql`t.kind = ${queue.kind}`]),
    ...(queue.service === undefined ? [] : [Prisma.sql`t.service = ${queue.service}`]),
    ...(queue.assigneeId === undefined ? [] : [Prisma.sql`t.assignee_id = ${queue.assigneeId}::uuid`]),
    ...(after === null
      ? []
      : [
          Prisma.sql`(coalesce(t.due_at, ${NEVER}::timestamptz), t.id) > (${after.dueAt}::timestamptz, ${after.id}::uuid)`,
        ]),
  ];
  return db.$queryRaw<TaskListItem[]>`
    SELECT t.id, t.application_id AS "applicationId", a.number, t.service, t.kind, t.due_at AS "dueAt",
           t.assignee_id AS "assigneeId", t.lease_until AS "leaseUntil", t.version, a.version AS "applicationVersion",
           a.zone, t.created_at AS "createdAt"
    FROM task t JOIN application a ON a.id = t.application_id
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY coalesce(t.due_at, ${Prisma.raw(`'${NEVER}'::timestamptz`)}), t.id
    LIMIT ${limit}`;
}

export interface TaskHolder {
  readonly id: string;
  readonly role: string;
  /** Colleagues whose roles are held too, and whose tasks may be taken over. */
  readonly standIns: readonly StandIn[];
  readonly office: string;
  readonly origin: Origin;
}

const rolesOf = ({ role, standIns }: TaskHolder) => [role, ...standIns.map((each) => each.role)];

/** Who acts on a task of a role: the holder, or the holder for an absent colleague. */
function actorFor({ id, role, standIns, office }: TaskHolder, wanted: string): AuditActor {
  const standIn = role === wanted ? undefined : standIns.find((each) => each.role === wanted);
  return { id, office, role: standIn?.role ?? role, forId: standIn?.absentId ?? null };
}

export type ClaimResult =
  | { readonly version: number; readonly leaseUntil: Date }
  | 'not-found'
  | 'held'
  | 'closed';

/** Takes a free task, one whose lease ran out, or renews one's own. */
export async function claimTask(
  db: Database,
  taskId: string,
  holder: TaskHolder,
  now: Instant,
): Promise<ClaimResult> {
  const absentIds = holder.standIns.map(({ absentId }) => absentId);
  const claimed = await db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ version: number; lease_until: Date; role: string }[]>`
      UPDATE task SET assignee_id = ${holder.id}::uuid, version = version + 1,
                      lease_until = ${now}::timestamptz + make_interval(mins => ${LEASE_MINUTES})
      WHERE id = ${taskId}::uuid AND state = 'open' AND office = ${holder.office} AND role = ANY(${rolesOf(holder)})
        AND (assignee_id IS NULL OR assignee_id = ${holder.id}::uuid OR assignee_id = ANY(${absentIds}::uuid[])
             OR lease_until < ${now}::timestamptz)
      RETURNING version, lease_until, role`;
    if (row === undefined) return undefined;
    const { version, lease_until: leaseUntil, role } = row;
    await saveAudit(tx, {
      ...{ at: now, actor: actorFor(holder, role), action: 'claim', object: `task/${taskId}` },
      ...{ after: version, origin: holder.origin },
    });
    return { version, leaseUntil };
  });
  return claimed ?? whyNot(db, taskId, holder);
}

/** Gives back one's own task. */
export async function releaseTask(
  db: Database,
  taskId: string,
  holder: TaskHolder,
  now: Instant,
): Promise<ClaimResult> {
  return assign(db, taskId, holder, { toId: null, onlyOwn: true, now });
}

/** A supervisor gives a task to somebody, or back to the queue. */
export async function assignTask(
  db: Database,
  taskId: string,
  by: TaskHolder,
  toId: string | null,
  now: Instant,
): Promise<ClaimResult> {
  return assign(db, taskId, by, { toId, onlyOwn: false, now });
}

async function assign(
  db: Database,
  taskId: string,
  by: TaskHolder,
  { toId, onlyOwn, now }: { toId: string | null; onlyOwn: boolean; now: Instant },
): Promise<ClaimResult> {
  const assigned = await db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ version: number; lease_until: Date; role: string }[]>`
      UPDATE task SET assignee_id = ${toId}::uuid, version = version + 1,
                      lease_until = CASE WHEN ${toId}::uuid IS NULL THEN NULL ELSE ${now}::timestamptz + make_interval(mins => ${LEASE_MINUTES}) END
      WHERE id = ${taskId}::uuid AND state = 'open' AND office = ${by.office} AND (NOT ${onlyOwn} OR assignee_id = ${by.id}::uuid)
      RETURNING version, coalesce(lease_until, ${now}::timestamptz) AS lease_until, role`;
    if (row === undefined) return undefined;
    const { version, lease_until: leaseUntil, role } = row;
    await saveAudit(tx, {
      ...{ at: now, actor: actorFor(by, onlyOwn ? role : 'supervisor'), object: `task/${taskId}` },
      ...{ action: toId === null ? 'release' : 'assign', after: version, origin: by.origin },
    });
    return { version, leaseUntil };
  });
  return assigned ?? whyNot(db, taskId, by);
}

async function whyNot(
  db: Database,
  taskId: string,
  holder: TaskHolder,
): Promise<'not-found' | 'held' | 'closed'> {
  const task = await db.task.findUnique({ where: { id: taskId } });
  const isSeen = rolesOf(holder).some((role) => role === task?.role || role === 'supervisor');
  if (task?.office !== holder.office || !isSeen) return 'not-found';
  return task.state === 'open' ? 'held' : 'closed';
}

/** Claims up to `size` free tasks of a kind at once, least time left first: a production batch. */
export async function claimBatch(
  db: Transaction,
  holder: TaskHolder,
  kind: string,
  size: number,
  now: Instant,
): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string; application_id: string }[]>`
    UPDATE task SET assignee_id = ${holder.id}::uuid, version = version + 1,
                    lease_until = ${now}::timestamptz + make_interval(mins => ${LEASE_MINUTES})
    WHERE id IN (
      SELECT id FROM task
      WHERE state = 'open' AND office = ${holder.office} AND role = ANY(${rolesOf(holder)}) AND kind = ${kind}
        AND (assignee_id IS NULL OR lease_until < ${now}::timestamptz)
      ORDER BY due_at, id LIMIT ${size}
      FOR UPDATE SKIP LOCKED)
    RETURNING id, application_id`;
  const actor = actorFor(holder, 'production');
  await saveAudit(db, {
    ...{ at: now, actor, action: 'claim-batch', object: `tasks/${rows.length}`, origin: holder.origin },
  });
  return rows.map((row) => row.application_id);
}

/** The account a task may be given to: active staff of the office and the task's role. */
export async function findAssignee(db: Database, accountId: string, taskId: string): Promise<boolean> {
  const [account, task] = await Promise.all([
    db.account.findUnique({ where: { id: accountId } }),
    db.task.findUnique({ where: { id: taskId } }),
  ]);
  return (
    account !== null &&
    task !== null &&
    account.state === 'active' &&
    account.role === task.role &&
    account.office === task.office
  );
}
