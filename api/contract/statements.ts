// Contracts of the daily statements, of the closing of days, and of the finance report.
import { isLocalDate } from '../../domain/calendar/local-date.ts';
import { PAYMENT_CHANNELS } from '../../domain/payments/payment-order.ts';
import { DIFFERENCE_KINDS } from '../../domain/statements/differences.ts';
import { RESOLUTION_NAMES } from '../../domain/statements/resolutions.ts';
import { may, route } from './define.ts';
import { Id, IdParams, Instant, isStorable, Page, Problem, z } from './schemas.ts';
import { pageOf } from './views.ts';

const tag = 'statements';
const refused = { description: 'Refused', schema: Problem } as const;

const Fen = z.int();
const Text = z.object({ zh: z.string(), en: z.string() });
const Channel = z.enum(PAYMENT_CHANNELS);

/** A day at Asia/Shanghai. */
const Day = z.iso.date().refine(isLocalDate).refine(isStorable, 'too far from today');
const DayParams = z.strictObject({ on: Day });

const Sums = z.object({ paidCount: z.int(), paidFen: Fen, refundedCount: z.int(), refundedFen: Fen });

const ChannelDay = z.object({
  channel: Channel,
  fetchedAt: Instant.nullable(),
  matchedAt: Instant.nullable(),
  settledAt: Instant.nullable(),
  /** The bank's own sums; null until its statement is here. */
  theirs: Sums.nullable(),
  /** null until the statement has been gone through. */
  ours: Sums.nullable(),
  differences: z.int(),
  unresolved: z.int(),
});

const StatementDay = z
  .object({
    on: z.iso.date(),
    /** awaited: not every statement has been fetched and gone through. */
    state: z.enum(['awaited', 'open', 'closed']),
    closedAt: Instant.nullable(),
    closedById: z.string().nullable(),
    channels: z.array(ChannelDay),
  })
  .openapi('StatementDay');

const Difference = z
  .object({
    id: Id,
    channel: Channel,
    on: z.iso.date(),
    kind: z.enum(DIFFERENCE_KINDS),
    kindName: Text,
    orderNo: z.string(),
    serial: z.string(),
    refundNo: z.string().nullable(),
    /** As our books have it. */
    expectedFen: Fen.nullable(),
    /** As the statement has it. */
    foundFen: Fen.nullable(),
    openedAt: Instant,
    state: z.enum(['open', 'proposed', 'resolved']),
    /** explained: by the books themselves. */
    resolution: z.enum([...RESOLUTION_NAMES, 'explained']).nullable(),
    note: z.string().nullable(),
    proposedAt: Instant.nullable(),
    proposedById: z.string().nullable(),
    resolvedAt: Instant.nullable(),
    resolvedById: z.string().nullable(),
  })
  .openapi('StatementDifference');

const DayWithDifferences = StatementDay.extend({ differences: pageOf(Difference) }).openapi(
  'StatementDayWithDifferences',
);

const done = { 200: { description: 'Done', schema: Difference }, 404: refused, 409: refused } as const;

const span = {
  from: Day,
  /** Included. */
  until: Day,
  channel: Channel.optional(),
  office: z.string().max(40).optional(),
};

const FinanceSums = {
  paidCount: z.int(),
  paidFen: Fen,
  fineFen: Fen,
  lateFeeFen: Fen,
  feeFen: Fen,
  /** Taken and paying nothing: it goes back. */
  unwantedFen: Fen,
  /** On the day on which it arrived. */
  refundedCount: z.int(),
  refundedFen: Fen,
  netFen: Fen,
};

const FinanceReport = z
  .object({
    rows: z.array(
      z.object({
        ...{ on: z.iso.date(), channel: Channel, office: z.string(), officeName: z.string() },
        ...FinanceSums,
        isClosed: z.boolean(),
      }),
    ),
    total: z.object(FinanceSums),
  })
  .openapi('FinanceReport');

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const statementContracts = {
  days: route({
    operation: 'listStatementDays',
    method: 'get',
    path: '/api/v1/statement-days',
    summary: 'Days that are over, newest first: the sums of each bank beside ours, and what is unexplained',
    tag,
    access: may('read', 'Statement'),
    query: z.strictObject(Page),
    responses: { 200: { description: 'A page', schema: pageOf(StatementDay) } },
  }),
  day: route({
    operation: 'readStatementDay',
    method: 'get',
    path: '/api/v1/statement-days/{on}',
    summary: 'One day with its differences',
    tag,
    access: may('read', 'Statement'),
    params: DayParams,
    query: z.strictObject(Page),
    responses: { 200: { description: 'The day', schema: DayWithDifferences }, 404: refused },
  }),
  close: route({
    operation: 'closeStatementDay',
    method: 'post',
    path: '/api/v1/statement-days/{on}/closing',
    summary: 'Close a day for all banks, once nothing of it is unexplained',
    tag,
    access: may('decide', 'Statement'),
    params: DayParams,
    idempotent: true,
    responses: { 200: { description: 'Closed', schema: StatementDay }, 404: refused, 409: refused },
  }),
  propose: route({
    operation: 'proposeDifferenceResolution',
    method: 'post',
    path: '/api/v1/statement-differences/{id}/proposal',
    summary: 'Propose how a difference is resolved',
    tag,
    access: may('decide', 'Statement'),
    params: IdParams,
    body: z.strictObject({
      resolution: z.enum(RESOLUTION_NAMES),
      note: z.string().trim().min(2).max(200),
    }),
    idempotent: true,
    responses: done,
  }),
  confirm: route({
    operation: 'confirmDifferenceResolution',
    method: 'post',
    path: '/api/v1/statement-differences/{id}/confirmation',
    summary: 'Confirm what another person proposed',
    tag,
    access: may('decide', 'Statement'),
    params: IdParams,
    idempotent: true,
    responses: { ...done, 403: refused },
  }),
  reject: route({
    operation: 'rejectDifferenceResolution',
    method: 'post',
    path: '/api/v1/statement-differences/{id}/rejection',
    summary: 'Take a proposal back, one’s own or another’s',
    tag,
    access: may('decide', 'Statement'),
    params: IdParams,
    idempotent: true,
    responses: done,
  }),
  report: route({
    operation: 'readFinanceReport',
    method: 'get',
    path: '/api/v1/finance-report',
    summary: 'What was taken and what went back, by day, bank and office; at most 366 days',
    tag,
    access: may('read', 'FinanceReport'),
    query: z.strictObject(span),
    patienceMs: 30_000,
    responses: { 200: { description: 'The report', schema: FinanceReport }, 422: refused },
  }),
  exportReport: route({
    operation: 'exportFinanceReport',
    method: 'get',
    path: '/api/v1/finance-report/export',
    summary: 'The same as CSV or XLSX, in yuan, with its total',
    tag,
    access: may('read', 'FinanceReport'),
    query: z.strictObject({ ...span, format: z.enum(['csv', 'xlsx']) }),
    patienceMs: 60_000,
    responses: { 200: { description: 'The file', types: ['text/csv', XLSX] }, 422: refused },
  }),
} as const;
