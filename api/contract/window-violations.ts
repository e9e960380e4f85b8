// Contracts of the window where violations are handled: what it takes up, decides and is paid, singly and many at once.
import { BATCH_MAX } from './actions.ts';
import { may, route } from './define.ts';
import { Instant, Problem, z } from './schemas.ts';

const tag = 'window-violations';
const refused = { description: 'Refused', schema: Problem } as const;

/** A hundred decisions one after another. */
const BATCH_PATIENCE_MS = 30_000;

const OfficialNo = z.string().regex(/^[0-9A-Za-z-]{1,32}$/);
const RecordParams = z.object({ recordNo: OfficialNo });
const recordPath = '/api/v1/window/violations/{recordNo}';

/** Of whoever drove; null of a licence of another place, whose points are recorded there. */
const LicenceNo = z.string().trim().min(1).max(32).nullable();

const Decided = z.object({ recordNo: OfficialNo, decisionNo: OfficialNo }).openapi('WindowDecision');
const Paid = z.object({ decisionNo: OfficialNo, paidAt: Instant }).openapi('WindowPayment');

const key = z.string().regex(/^[\x21-\x7e]{8,200}$/);
const Item = z
  .discriminatedUnion('act', [
    z.strictObject({ key, act: z.literal('decide'), recordNo: OfficialNo, licenceNo: LicenceNo }),
    z.strictObject({ key, act: z.literal('record-payment'), decisionNo: OfficialNo }),
  ])
  .openapi('WindowBatchItem');
export type WindowItem = z.output<typeof Item>;

export const windowViolationContracts = {
  takeUp: route({
    operation: 'takeUpViolation',
    method: 'put',
    path: `${recordPath}/lock`,
    summary:
      'Take up a record at the window: until it is released, or the session ends, nobody else is at it',
    tag,
    access: may('create', 'WindowLock'),
    params: RecordParams,
    idempotent: true,
    responses: { 204: { description: 'Taken up' }, 404: refused, 409: refused },
  }),
  release: route({
    operation: 'releaseViolation',
    method: 'delete',
    path: `${recordPath}/lock`,
    summary: 'Release a record; administrators may release any that has been locked for 24 hours',
    tag,
    access: may('change', 'WindowLock'),
    params: RecordParams,
    idempotent: true,
    responses: { 204: { description: 'Released' }, 404: refused, 409: refused },
  }),
  decide: route({
    operation: 'decideAtWindow',
    method: 'post',
    path: `${recordPath}/decision`,
    summary: 'Penalise the driver who has come to the window',
    tag,
    access: may('create', 'WindowPenalty'),
    params: RecordParams,
    body: z.strictObject({ licenceNo: LicenceNo }),
    idempotent: true,
    responses: {
      201: { description: 'Decided', schema: Decided },
      404: refused,
      409: refused,
      422: refused,
    },
  }),
  pay: route({
    operation: 'recordWindowPayment',
    method: 'post',
    path: '/api/v1/window/decisions/{decisionNo}/payment',
    summary: 'Record that the fine was paid at the window; refused while an order may still pay it',
    tag,
    access: may('change', 'WindowPenalty'),
    params: z.object({ decisionNo: OfficialNo }),
    idempotent: true,
    responses: { 201: { description: 'Recorded', schema: Paid }, 404: refused, 409: refused },
  }),
  batch: route({
    operation: 'handleAtWindow',
    method: 'post',
    path: '/api/v1/window/violations/batch',
    summary: 'Up to 100 decisions and payments, with an answer for each',
    tag,
    access: may('create', 'WindowPenalty'),
    body: z.strictObject({ items: z.array(Item).min(1).max(BATCH_MAX) }).openapi('WindowBatch'),
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
              done: z.union([Decided, Paid]).optional(),
              problem: Problem.optional(),
            }),
          ),
        }),
      },
    },
  }),
  rivals: route({
    operation: 'listRivalDecisions',
    method: 'get',
    path: '/api/v1/window/rival-decisions',
    summary:
      'Decisions made elsewhere on records that had been decided on here: one of each two is to be withdrawn',
    tag,
    access: may('read', 'WindowPenalty'),
    responses: {
      200: {
        description: 'Those that wait, the longest waiting first',
        schema: z.object({
          items: z.array(
            z
              .object({
                recordNo: OfficialNo,
                decisionNo: OfficialNo,
                receivedAt: Instant,
                standing: z.object({ decisionNo: OfficialNo, channel: z.string() }).nullable(),
              })
              .openapi('RivalDecision'),
          ),
        }),
      },
    },
  }),
} as const;
