// Contracts of the audit trail.
import { may, route } from './define.ts';
import { Instant, isStorable, Page, z } from './schemas.ts';
import { pageOf } from './views.ts';

const tag = 'audit';

const Storable = Instant.refine(isStorable, 'too far from today');

const filter = {
  from: Storable.optional(),
  until: Storable.optional(),
  actorId: z.string().max(60).optional(),
  action: z.string().max(60).optional(),
  object: z.string().max(120).optional(),
  office: z.string().max(40).optional(),
  refusal: z.enum(['only', 'none']).optional(),
  requestId: z.string().max(60).optional(),
};

export const AuditItem = z
  .object({
    id: z.string(),
    at: Instant,
    actorId: z.string(),
    actorRole: z.string(),
    forId: z.string().nullable(),
    office: z.string().nullable(),
    source: z.string().nullable(),
    action: z.string(),
    object: z.string(),
    refusal: z.string().nullable(),
    reason: z.string().nullable(),
    requestId: z.string().nullable(),
    before: z.int().nullable(),
    after: z.int().nullable(),
    beforeDigest: z.string().nullable(),
    afterDigest: z.string().nullable(),
    /** Place in the chain; null for the last seconds' rows. */
    position: z.string().nullable(),
    digest: z.string().nullable(),
  })
  .openapi('AuditItem');

export const auditContracts = {
  search: route({
    operation: 'searchAudit',
    method: 'get',
    path: '/api/v1/audit',
    summary: 'The audit trail, newest first',
    tag,
    access: may('read', 'AuditEvent'),
    query: z.strictObject({ ...Page, ...filter }),
    responses: { 200: { description: 'A page', schema: pageOf(AuditItem) } },
  }),
  export: route({
    operation: 'exportAudit',
    method: 'get',
    path: '/api/v1/audit/export',
    summary: 'The audit trail as CSV, at most 100,000 rows',
    tag,
    access: may('read', 'AuditEvent'),
    query: z.strictObject(filter),
    patienceMs: 60_000,
    responses: { 200: { description: 'CSV', types: ['text/csv'] } },
  }),
} as const;
