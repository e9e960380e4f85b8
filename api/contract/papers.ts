// Contracts of papers: a case's receipt, form and slip, and the list of a production batch, as PDF.
import { may, route } from './define.ts';
import { Disclosure } from './privacy.ts';
import { Id, IdParams, Instant, Page, Problem, z } from './schemas.ts';
import { ManifestView, pageOf } from './views.ts';

const tag = 'papers';
const refused = { description: 'Refused', schema: Problem } as const;
const paper = { description: 'The paper', types: ['application/pdf'] } as const;
/** Twenty megabytes of typeface are read at the first paper of a process. */
const PRINT_PATIENCE_MS = 15_000;

export const paperContracts = {
  receipt: route({
    operation: 'printReceipt',
    method: 'get',
    path: '/api/v1/applications/{id}/receipt',
    summary: '受理回执: what was handed in and promised, every date explained; the applicant masked',
    tag,
    access: may('read', 'Application'),
    params: IdParams,
    patienceMs: PRINT_PATIENCE_MS,
    responses: { 200: paper, 404: refused, 409: refused },
  }),
  form: route({
    operation: 'printForm',
    method: 'get',
    path: '/api/v1/applications/{id}/form',
    summary: 'The application form that the service names, filled in, to be signed; masked for the staff',
    tag,
    access: may('read', 'Application'),
    params: IdParams,
    patienceMs: PRINT_PATIENCE_MS,
    responses: { 200: paper, 404: refused, 409: refused },
  }),
  fullForm: route({
    operation: 'discloseForm',
    method: 'post',
    path: '/api/v1/applications/{id}/form/disclosures',
    summary: 'The application form in full, for a reason that is kept',
    tag,
    access: may('disclose', 'Application'),
    params: IdParams,
    body: Disclosure,
    patienceMs: PRINT_PATIENCE_MS,
    responses: { 200: paper, 404: refused, 409: refused, 422: refused, 429: refused },
  }),
  slip: route({
    operation: 'printPickupSlip',
    method: 'get',
    path: '/api/v1/applications/{id}/pickup-slip',
    summary: '领取凭证: pickup code, place and until when it is kept; for the applicant alone',
    tag,
    access: may('change', 'Application'),
    params: IdParams,
    patienceMs: PRINT_PATIENCE_MS,
    responses: { 200: paper, 404: refused, 409: refused },
  }),
  batches: route({
    operation: 'listProductionBatches',
    method: 'get',
    path: '/api/v1/production-batches',
    summary: 'Production batches of the office, newest first',
    tag,
    access: may('read', 'ProductionBatch'),
    query: z.strictObject(Page),
    responses: {
      200: {
        description: 'A page',
        schema: pageOf(z.object({ id: Id, takenAt: Instant, takenBy: z.string(), size: z.int() })),
      },
    },
  }),
  batch: route({
    operation: 'readProductionBatch',
    method: 'get',
    path: '/api/v1/production-batches/{id}',
    summary: 'A production batch with its cases as they are now',
    tag,
    access: may('read', 'ProductionBatch'),
    params: IdParams,
    responses: { 200: { description: 'The batch', schema: ManifestView }, 404: refused },
  }),
  manifest: route({
    operation: 'printManifest',
    method: 'get',
    path: '/api/v1/production-batches/{id}/manifest',
    summary: '牌证制作清单: the batch as a list with bars to scan, to be ticked off and signed',
    tag,
    access: may('read', 'ProductionBatch'),
    params: IdParams,
    patienceMs: PRINT_PATIENCE_MS,
    responses: { 200: paper, 404: refused },
  }),
} as const;
