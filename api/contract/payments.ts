// Contracts of payment orders: for who pays, for the cash desk, and for the banks that tell of them.
import { PAYMENT_CHANNELS } from '../../domain/payments/payment-order.ts';
import { may, route } from './define.ts';
import { Id, Instant, Page, Problem, z } from './schemas.ts';
import { pageOf } from './views.ts';

const tag = 'payments';
const refused = { description: 'Refused', schema: Problem } as const;
const path = '/api/v1/payment-orders/{orderNo}';

const OrderNo = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^PAY-\d{8}-\d{6}-\d$/);
const OrderParams = z.strictObject({ orderNo: OrderNo });
const RefundParams = z.strictObject({ orderNo: OrderNo, refundNo: z.string().trim().min(1).max(40) });
const Text = z.object({ zh: z.string(), en: z.string() });
const Fen = z.int();

const Line = z.object({ decisionNo: z.string().nullable(), amountFen: Fen, lateFeeFen: Fen });

const Refund = z.object({
  refundNo: z.string(),
  amountFen: Fen,
  reason: Text,
  state: z.enum(['asked', 'accepted', 'done', 'failed']),
  stateName: Text,
});

export const PaymentOrderView = z
  .object({
    orderNo: z.string(),
    applicationId: Id,
    applicationNumber: z.string(),
    service: z.string(),
    state: z.string(),
    stateName: Text,
    version: z.int(),
    amountFen: Fen,
    lines: z.array(Line),
    channel: z.enum(PAYMENT_CHANNELS).nullable(),
    createdAt: Instant,
    expiresAt: Instant.nullable(),
    paidAt: Instant.nullable(),
    reconciledAt: Instant.nullable(),
    /** Nothing that it pays for may be handled or paid in any other way. */
    isHeld: z.boolean(),
    /** What is being checked, since when, and when it will be decided; null while nothing is. */
    checking: Text.extend({ since: Instant, decidedBy: Instant.nullable() }).nullable(),
    refunds: z.array(Refund),
  })
  .openapi('PaymentOrder');

const TaskName = z.enum(['decide-exception', 'approve-verdict', 'repeat-refund']);

/** What the cash desk sees besides. */
const DeskOrderView = PaymentOrderView.extend({
  task: TaskName.nullable(),
  taskDueAt: Instant.nullable(),
  captures: z.array(z.object({ serial: z.string(), amountFen: Fen, capturedAt: Instant, pays: z.boolean() })),
  proposed: z.object({ outcome: z.string(), reason: z.string(), byId: z.string() }).nullable(),
  events: z.array(z.object({ seq: z.int(), type: z.string(), at: Instant, actorRole: z.string() })),
}).openapi('DeskPaymentOrder');

const DeskItem = PaymentOrderView.extend({
  task: TaskName.nullable(),
  taskDueAt: Instant.nullable(),
}).openapi('DeskPaymentItem');

const decided = {
  200: { description: 'Done', schema: DeskOrderView },
  404: refused,
  409: refused,
  412: refused,
} as const;

export const paymentContracts = {
  list: route({
    operation: 'listPaymentOrders',
    method: 'get',
    path: '/api/v1/payment-orders',
    summary: 'One’s own payment orders, newest first',
    tag,
    access: may('change', 'PaymentOrder'),
    query: z.strictObject({ ...Page, applicationId: Id.optional() }),
    responses: { 200: { description: 'A page', schema: pageOf(PaymentOrderView) } },
  }),
  read: route({
    operation: 'readPaymentOrder',
    method: 'get',
    path,
    summary: 'One payment order: what is asked for, how it stands, what is being checked',
    tag,
    access: may('read', 'PaymentOrder'),
    params: OrderParams,
    responses: { 200: { description: 'The order', schema: PaymentOrderView }, 404: refused },
  }),
  start: route({
    operation: 'startPayment',
    method: 'post',
    path: `${path}/start`,
    summary: 'Pay with a bank: where to pay. Asked again it is the same payment',
    tag,
    access: may('change', 'PaymentOrder'),
    params: OrderParams,
    body: z.strictObject({ channel: z.enum(PAYMENT_CHANNELS) }),
    idempotent: true,
    responses: {
      200: {
        description: 'Where to pay',
        schema: z.object({ order: PaymentOrderView, payUrl: z.string() }).openapi('StartedPayment'),
      },
      404: refused,
      409: refused,
      503: refused,
    },
  }),
  cancel: route({
    operation: 'cancelPayment',
    method: 'post',
    path: `${path}/cancel`,
    summary: 'Go back on an order; what the bank may have taken already is found out first',
    tag,
    access: may('change', 'PaymentOrder'),
    params: OrderParams,
    idempotent: true,
    responses: { 200: { description: 'Done', schema: PaymentOrderView }, 404: refused, 409: refused },
  }),
  receipt: route({
    operation: 'printPaymentReceipt',
    method: 'get',
    path: `${path}/receipt`,
    summary: '缴款凭证: the receipt of a payment that is reconciled',
    tag,
    access: may('read', 'PaymentOrder'),
    params: OrderParams,
    responses: {
      200: { description: 'The receipt', types: ['application/pdf'] },
      404: refused,
      409: refused,
    },
  }),
  verifyReceipt: route({
    operation: 'verifyPaymentReceipt',
    method: 'post',
    path: '/api/v1/payment-receipts/verification',
    summary: 'Whether a receipt is genuine, by its number and its code',
    tag,
    access: 'public',
    body: z.strictObject({
      orderNo: OrderNo,
      code: z
        .string()
        .trim()
        .toUpperCase()
        .length(8)
        .regex(/^[0-9A-Z]*$/),
    }),
    responses: {
      200: {
        description: 'It is',
        schema: z
          .object({ orderNo: z.string(), amountFen: Fen, paidAt: Instant, refundedFen: Fen })
          .openapi('VerifiedReceipt'),
      },
      404: refused,
    },
  }),
  queue: route({
    operation: 'listPaymentTasks',
    method: 'get',
    path: '/api/v1/payment-tasks',
    summary:
      'Payments of the office that wait for a person: exceptions, proposals, failed refunds; least time left first',
    tag,
    access: may('decide', 'PaymentOrder'),
    query: z.strictObject({ ...Page, task: TaskName.optional() }),
    responses: { 200: { description: 'A page', schema: pageOf(DeskItem) } },
  }),
  deskRead: route({
    operation: 'readPaymentAtDesk',
    method: 'get',
    path: `${path}/desk`,
    summary: 'One payment with what the bank took, what was proposed, and what happened',
    tag,
    access: may('decide', 'PaymentOrder'),
    params: OrderParams,
    responses: { 200: { description: 'The payment', schema: DeskOrderView }, 404: refused },
  }),
  propose: route({
    operation: 'proposePaymentVerdict',
    method: 'post',
    path: `${path}/verdict`,
    summary: 'Propose how an exception ends: confirm, refund or release',
    tag,
    access: may('decide', 'PaymentOrder'),
    params: OrderParams,
    body: z.strictObject({
      outcome: z.enum(['confirm', 'refund', 'release']),
      reason: z.string().trim().min(2).max(200),
    }),
    idempotent: true,
    versioned: true,
    responses: { ...decided, 422: refused },
  }),
  approve: route({
    operation: 'approvePaymentVerdict',
    method: 'post',
    path: `${path}/verdict/approval`,
    summary: 'Approve what another person proposed',
    tag,
    access: may('decide', 'PaymentOrder'),
    params: OrderParams,
    idempotent: true,
    versioned: true,
    responses: { ...decided, 403: refused, 422: refused },
  }),
  reject: route({
    operation: 'rejectPaymentVerdict',
    method: 'post',
    path: `${path}/verdict/rejection`,
    summary: 'Take a proposal back, one’s own or another’s',
    tag,
    access: may('decide', 'PaymentOrder'),
    params: OrderParams,
    idempotent: true,
    versioned: true,
    responses: decided,
  }),
  repeatRefund: route({
    operation: 'repeatRefund',
    method: 'post',
    path: `${path}/refunds/{refundNo}/repetition`,
    summary: 'Send a refund again that the bank refused, under a number of its own',
    tag,
    access: may('decide', 'PaymentOrder'),
    params: RefundParams,
    idempotent: true,
    versioned: true,
    responses: decided,
  }),
  notice: route({
    operation: 'receiveBankNotice',
    method: 'post',
    path: '/api/v1/bank-notices/{channel}',
    summary: 'What a bank tells of a payment or a refund, signed as that bank signs',
    tag,
    access: 'signed-machine',
    params: z.strictObject({ channel: z.enum(PAYMENT_CHANNELS) }),
    body: z.string().max(100_000),
    accepts: ['application/json', 'application/x-www-form-urlencoded'],
    responses: {
      200: { description: 'Taken', types: ['application/json', 'text/plain'] },
      401: {
        description: 'Not taken: not the bank’s, not ours, or not of now',
        types: ['application/json', 'text/plain'],
      },
    },
  }),
};
