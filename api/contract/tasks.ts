// Contracts of the desk's task queues.
import { may, route } from './define.ts';
import { Id, IdParams, Instant, Page, Problem, z } from './schemas.ts';
import { ManifestView, pageOf, TaskItem } from './views.ts';

const tag = 'tasks';
const refused = { description: 'Refused', schema: Problem } as const;
const Claim = z.object({ id: Id, version: z.int(), leaseUntil: Instant }).openapi('Claim');
const claimed = { 200: { description: 'Done', schema: Claim }, 404: refused, 409: refused } as const;

export const taskContracts = {
  list: route({
    operation: 'listTasks',
    method: 'get',
    path: '/api/v1/tasks',
    summary: 'Open tasks of one’s role and office, least time left first',
    tag,
    access: may('read', 'Task'),
    query: z.strictObject({
      ...Page,
      kind: z.string().max(30).optional(),
      service: z.string().max(60).optional(),
      mine: z.stringbool().default(false),
    }),
    responses: {
      200: {
        description: 'A page',
        schema: pageOf(TaskItem),
      },
    },
  }),
  claim: route({
    operation: 'claimTask',
    method: 'post',
    path: '/api/v1/tasks/{id}/claim',
    summary: 'Take a task for half an hour, or renew the lease',
    tag,
    access: may('claim', 'Task'),
    params: IdParams,
    responses: claimed,
  }),
  release: route({
    operation: 'releaseTask',
    method: 'post',
    path: '/api/v1/tasks/{id}/release',
    summary: 'Give one’s own task back to the queue',
    tag,
    access: may('claim', 'Task'),
    params: IdParams,
    responses: claimed,
  }),
  assign: route({
    operation: 'assignTask',
    method: 'post',
    path: '/api/v1/tasks/{id}/assignment',
    summary: 'Give a task to a colleague, or back to the queue',
    tag,
    access: may('assign', 'Task'),
    params: IdParams,
    body: z.strictObject({ assigneeId: Id.nullable() }),
    responses: claimed,
  }),
  productionBatch: route({
    operation: 'takeProductionBatch',
    method: 'post',
    path: '/api/v1/production-batches',
    summary: 'Take the next items to produce, as a manifest',
    tag,
    access: may('create', 'ProductionBatch'),
    body: z.strictObject({ size: z.int().min(1).max(100) }),
    idempotent: true,
    responses: {
      201: {
        description: 'The manifest',
        schema: ManifestView,
      },
    },
  }),
} as const;
