// Contracts of staff decisions.
import { BULK_ACTIONS, BULK_MAX } from './actions.ts';
import { may, route } from './define.ts';
import { DecisionBody, Id, IdParams, Problem, Receipt, z } from './schemas.ts';

const tag = 'decisions';
const refused = { description: 'Refused', schema: Problem } as const;

/** A hundred decisions one after another. */
const BULK_PATIENCE_MS = 30_000;

const Item = z.strictObject({
  applicationId: Id,
  version: z.int().min(1),
  trackingNumber: z.string().trim().max(20).optional(),
});

const BulkBody = z
  .strictObject({
    action: z.enum(BULK_ACTIONS),
    note: z.string().trim().max(500).default(''),
    handedBack: z.boolean().default(false),
    items: z.array(Item).min(1).max(BULK_MAX),
  })
  .openapi('BulkDecision');

const results = z.object({
  results: z.array(
    z.object({
      applicationId: Id,
      ok: z.boolean(),
      problem: Problem.nullable().optional(),
      receipt: Receipt.optional(),
    }),
  ),
});

export type DecisionInput = z.output<typeof DecisionBody>;
export type BulkItem = z.output<typeof Item>;

export const decisionContracts = {
  decide: route({
    operation: 'decide',
    method: 'post',
    path: '/api/v1/applications/{id}/decisions',
    summary: 'Decide the open task of an application',
    tag,
    access: may('decide', 'Application'),
    params: IdParams,
    body: DecisionBody,
    idempotent: true,
    versioned: true,
    responses: {
      200: { description: 'Decided', schema: Receipt },
      403: refused,
      404: refused,
      409: refused,
      412: refused,
      422: refused,
    },
  }),
  preview: route({
    operation: 'previewBulkDecision',
    method: 'post',
    path: '/api/v1/decisions/preview',
    summary: 'What a bulk decision would do, item by item; changes nothing',
    tag,
    access: may('decide', 'Application'),
    body: BulkBody,
    patienceMs: BULK_PATIENCE_MS,
    responses: { 200: { description: 'A verdict per item', schema: results }, 422: refused },
  }),
  bulk: route({
    operation: 'bulkDecide',
    method: 'post',
    path: '/api/v1/decisions',
    summary: 'Take the same decision on up to 100 applications',
    tag,
    access: may('decide', 'Application'),
    body: BulkBody,
    idempotent: true,
    patienceMs: BULK_PATIENCE_MS,
    responses: { 200: { description: 'A result per item', schema: results }, 422: refused },
  }),
} as const;
