// Contracts of surveillance records and of the decisions on them: to read, to print, and to take back at a window.
import { WITHDRAWAL_OUTCOMES, WITHDRAWAL_REASONS } from '../../domain/violations/withdrawal.ts';
import { may, route } from './define.ts';
import { Id, IdParams, Instant, Page, Problem, z } from './schemas.ts';
import { pageOf } from './views.ts';

const tag = 'violations';
const refused = { description: 'Refused', schema: Problem } as const;
/** Twenty megabytes of typeface are read at the first paper of a process. */
const PRINT_PATIENCE_MS = 15_000;

const number = z.string().regex(/^[0-9A-Za-z-]{1,64}$/);
const RecordParams = z.strictObject({ recordNo: number });
const DecisionParams = z.strictObject({ decisionNo: number });
const RecordState = z.enum(['queryable', 'penalised', 'paid', 'cancelled']);
const DecisionState = z.enum(['unpaid', 'paid', 'withdrawn']);
const Channel = z.enum(['platform', 'window', 'other-internet']);
const Text = z.object({ zh: z.string(), en: z.string() });

const ViolationSummary = z
  .object({
    recordNo: z.string(),
    source: z.enum(['camera', 'on-the-spot']),
    plateCategory: z.string(),
    plateNumber: z.string(),
    vehicleId: Id.nullable(),
    occurredAt: Instant,
    place: z.string(),
    division: z.string(),
    text: z.string(),
    points: z.int(),
    fineFen: z.int(),
    state: RecordState,
    isUnderReview: z.boolean(),
    /** The decision that stands; null where there is none. */
    decisionNo: z.string().nullable(),
  })
  .openapi('ViolationSummary');

const Violation = ViolationSummary.extend({
  evidence: z.array(z.object({ id: Id, position: z.int(), mediaType: z.string(), takenAt: Instant })),
  /** Who is at it: an order here, a session of a window, another platform. */
  heldBy: z.enum(['nobody', ...Channel.options]),
  heldSince: Instant.nullable(),
}).openapi('Violation');

const OwnViolation = Violation.extend({
  /** Of the own licence: before and after handling, and up to when they are complete. */
  licence: z.object({ points: z.int(), pointsAsOf: Instant.nullable(), pointsAfter: z.int() }).nullable(),
  /** 特别提示 1: said always. */
  warning: Text,
  /** Why it cannot be handled here now; null where it can, once both declarations are made. */
  refusal: Problem.nullable(),
}).openapi('OwnViolation');

const PenaltyDecision = z
  .object({
    decisionNo: z.string(),
    recordNo: z.string(),
    channel: Channel,
    decidedAt: Instant,
    occurredAt: Instant,
    place: z.string(),
    text: z.string(),
    plateNumber: z.string(),
    points: z.int(),
    fineFen: z.int(),
    /** The last day on which it is paid without a surcharge. */
    payDueOn: z.iso.date(),
    /** 加处罚款 as of today. */
    lateFeeFen: z.int(),
    /** What would be paid today; 0 of what is paid or withdrawn. */
    dueFen: z.int(),
    state: DecisionState,
    paidAt: Instant.nullable(),
    /** The order that may pay it at this moment. */
    order: z.object({ orderNo: z.string(), state: z.string() }).nullable(),
  })
  .openapi('PenaltyDecision');

/** Among everything that is held of somebody. */
export const HeldViolation = ViolationSummary.pick({
  ...{ recordNo: true, plateNumber: true, occurredAt: true, place: true, text: true },
  ...{ points: true, fineFen: true, state: true },
}).extend({ evidence: z.array(Id) });

export const HeldDecision = PenaltyDecision.pick({
  ...{ decisionNo: true, recordNo: true, channel: true, decidedAt: true, fineFen: true },
  ...{ points: true, payDueOn: true, state: true, paidAt: true },
});

const Withdrawal = z
  .object({
    id: Id,
    decisionNo: z.string(),
    reason: z.enum(WITHDRAWAL_REASONS),
    /** Whether the record is to be handled anew, or never. */
    outcome: z.enum(WITHDRAWAL_OUTCOMES),
    note: z.string(),
    proposedById: Id,
    proposedAt: Instant,
  })
  .openapi('DecisionWithdrawal');

export const violationContracts = {
  list: route({
    operation: 'listViolations',
    method: 'get',
    path: '/api/v1/violations',
    summary: 'Records of one’s own vehicles, newest first',
    tag,
    access: may('read', 'OwnViolation'),
    query: z.strictObject({ ...Page, state: RecordState.optional(), vehicle: Id.optional() }),
    responses: { 200: { description: 'A page', schema: pageOf(ViolationSummary) }, 422: refused },
  }),
  read: route({
    operation: 'readViolation',
    method: 'get',
    path: '/api/v1/violations/{recordNo}',
    summary: 'A record with its evidence; to its owner also the points, and whether it can be handled here',
    tag,
    access: may('read', 'Violation'),
    params: RecordParams,
    responses: {
      200: { description: 'The record', schema: z.union([OwnViolation, Violation]) },
      404: refused,
    },
  }),
  lookUp: route({
    operation: 'lookUpViolations',
    method: 'post',
    path: '/api/v1/violation-lookups',
    summary: 'Records by number or plate, as far as one may see them',
    tag,
    access: may('read', 'Violation'),
    body: z.union([
      z.strictObject({ recordNo: z.string().trim().min(1).max(32) }),
      z.strictObject({
        plateCategory: z.string().length(2),
        plateNumber: z.string().trim().min(5).max(10),
      }),
    ]),
    responses: {
      200: { description: 'Records', schema: z.object({ items: z.array(Violation) }) },
      422: refused,
    },
  }),
  evidence: route({
    operation: 'readEvidence',
    method: 'get',
    path: '/api/v1/evidence/{id}',
    summary: 'A picture of a record; every look at one is noted',
    tag,
    access: may('read', 'Violation'),
    params: IdParams,
    responses: {
      200: { description: 'The picture', types: ['image/png', 'image/jpeg'] },
      404: refused,
    },
  }),
  decisions: route({
    operation: 'listPenaltyDecisions',
    method: 'get',
    path: '/api/v1/penalty-decisions',
    summary: 'Decisions on one’s own licence with what is due today, newest first',
    tag,
    access: may('read', 'OwnViolation'),
    query: z.strictObject({ ...Page, state: DecisionState.optional() }),
    responses: { 200: { description: 'A page', schema: pageOf(PenaltyDecision) }, 422: refused },
  }),
  document: route({
    operation: 'printPenaltyDecision',
    method: 'get',
    path: '/api/v1/penalty-decisions/{decisionNo}/document',
    summary: '处罚决定书: in full to whoever was penalised, masked to the staff',
    tag,
    access: may('read', 'Violation'),
    params: DecisionParams,
    patienceMs: PRINT_PATIENCE_MS,
    responses: { 200: { description: 'The paper', types: ['application/pdf'] }, 404: refused },
  }),
  proposeWithdrawal: route({
    operation: 'proposeDecisionWithdrawal',
    method: 'post',
    path: '/api/v1/penalty-decisions/{decisionNo}/withdrawals',
    summary: 'Propose that a decision be taken back; a second person approves',
    tag,
    access: may('decide', 'Violation'),
    params: DecisionParams,
    body: z.strictObject({
      reason: z.enum(WITHDRAWAL_REASONS),
      outcome: z.enum(WITHDRAWAL_OUTCOMES),
      note: z.string().trim().min(1).max(500),
    }),
    idempotent: true,
    responses: {
      201: { description: 'Proposed', schema: z.object({ id: Id }) },
      404: refused,
      409: refused,
    },
  }),
  withdrawals: route({
    operation: 'listDecisionWithdrawals',
    method: 'get',
    path: '/api/v1/decision-withdrawals',
    summary: 'Proposals of the office that wait for a second person, oldest first',
    tag,
    access: may('decide', 'Violation'),
    responses: { 200: { description: 'Proposals', schema: z.object({ items: z.array(Withdrawal) }) } },
  }),
  decideWithdrawal: route({
    operation: 'decideDecisionWithdrawal',
    method: 'post',
    path: '/api/v1/decision-withdrawals/{id}/verdict',
    summary: 'Approve a proposal of somebody else, or decline one',
    tag,
    access: may('decide', 'Violation'),
    params: IdParams,
    body: z.strictObject({ approves: z.boolean() }),
    idempotent: true,
    responses: { 204: { description: 'Done' }, 403: refused, 404: refused, 409: refused },
  }),
} as const;
