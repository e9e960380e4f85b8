// Contract of filing many applications at once: for the systems of hospitals and dealers, which gather a day's work.
import { BATCH_MAX } from './actions.ts';
import { may, route } from './define.ts';
import { NewApplication, Problem, Receipt, z } from './schemas.ts';

const refused = { description: 'Refused', schema: Problem } as const;

/** A hundred submissions one after another. */
const BATCH_PATIENCE_MS = 30_000;

const Item = NewApplication.extend({
  /** The sender's own name of this application, as an Idempotency-Key: sent again, also in another batch, it files nothing twice. */
  key: z.string().regex(/^[\x21-\x7e]{8,200}$/),
}).openapi('BatchItem');

export type BatchItem = z.output<typeof Item>;

export const batchContracts = {
  create: route({
    operation: 'createApplications',
    method: 'post',
    path: '/api/v1/applications/batch',
    summary: 'File up to 100 applications, with an answer for each',
    tag: 'applications',
    access: may('create', 'Application'),
    body: z.strictObject({ items: z.array(Item).min(1).max(BATCH_MAX) }).openapi('ApplicationBatch'),
    idempotent: true,
    patienceMs: BATCH_PATIENCE_MS,
    responses: {
      200: {
        description: 'An answer per item, in their order',
        schema: z.object({
          results: z.array(
            z.object({
              key: z.string(),
              ok: z.boolean(),
              receipt: Receipt.optional(),
              problem: Problem.optional(),
            }),
          ),
        }),
      },
      409: refused,
      422: refused,
    },
  }),
} as const;
