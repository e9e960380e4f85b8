// Payment orders as they are read: by those who pay, by the cash desk, by their workflows.
import type { Instant } from '../../domain/calendar/local-date.ts';
import { toInstant } from '../../domain/calendar/local-date.ts';
import type { PaymentOrder } from '../../domain/payments/payment-order.ts';
import type { PaymentTask } from '../../domain/payments/react.ts';
import type { Database, Transaction } from '../client.ts';
import { stored } from '../json.ts';
import { orderOf } from './snapshot.ts';

/** An order with what it pays for, as it stands. */
export interface StoredOrder {
  readonly order: PaymentOrder;
  readonly applicationNumber: string;
  readonly service: string;
  readonly createdAt: Instant;
  readonly paidAt: Instant | null;
  readonly reconciledAt: Instant | null;
  readonly task: PaymentTask | null;
  readonly taskDueAt: Instant | null;
  readonly lines: readonly StoredLine[];
}

export interface StoredLine {
  /** null of a fee. */
  readonly decisionNo: string | null;
  readonly amountFen: number;
  readonly lateFeeFen: number;
}

/** Of the same application the order made last; undefined while there is none. */
export async function findNewestOrderNo(
  db: Database | Transaction,
  applicationId: string,
): Promise<string | undefined> {
  const row = await db.paymentOrder.findFirst({
    where: { applicationId },
    orderBy: [{ createdAt: 'desc' }, { orderNo: 'desc' }],
    select: { orderNo: true },
  });
  return row?.orderNo;
}

const WITH_LINES = {
  lines: { orderBy: { position: 'asc' } },
  application: { select: { number: true, service: true } },
} as const;

export interface OrderScope {
  readonly payerId?: string;
  readonly office?: string;
}

/** An order by its number, where the one who asks may see it. */
export async function findOrder(
  db: Database | Transaction,
  orderNo: string,
  { payerId, office }: OrderScope = {},
): Promise<StoredOrder | undefined> {
  const row = await db.paymentOrder.findFirst({
    where: { orderNo, ...(payerId !== undefined && { payerId }), ...(office !== undefined && { office }) },
    include: WITH_LINES,
  });
  return row === null ? undefined : toStored(row);
}

export interface OrdersWanted extends OrderScope {
  readonly applicationId?: string;
  /** The last of the page before. */
  readonly after?: { readonly createdAt: Instant; readonly orderNo: string };
  readonly limit: number;
}

/** Orders, newest first. */
export async function listOrders(
  db: Database,
  { payerId, office, applicationId, after, limit }: OrdersWanted,
): Promise<readonly StoredOrder[]> {
  const rows = await db.paymentOrder.findMany({
    where: {
      ...(payerId !== undefined && { payerId }),
      ...(office !== undefined && { office }),
      ...(applicationId !== undefined && { applicationId }),
      ...(after && {
        OR: [
          { createdAt: { lt: after.createdAt } },
          { createdAt: after.createdAt, orderNo: { lt: after.orderNo } },
        ],
      }),
    },
    orderBy: [{ createdAt: 'desc' }, { orderNo: 'desc' }],
    take: limit,
    include: WITH_LINES,
  });
  return rows.map(toStored);
}

export interface TasksWanted {
  readonly office: string;
  readonly task?: PaymentTask | undefined;
  /** The last of the page before; null for the first page. */
  readonly after: { readonly dueAt: string; readonly orderNo: string } | null;
  readonly limit: number;
}

/** Stands for no promise, behind all that are due. */
export const NEVER = '9999-12-31T00:00:00.000Z';

/** Orders of an office that wait for a person, least time left first. */
export async function listPaymentTasks(
  db: Database,
  { office, task, after, limit }: TasksWanted,
): Promise<readonly StoredOrder[]> {
  const rows = await db.$queryRaw<{ orderNo: string }[]>`
    SELECT order_no AS "orderNo" FROM payment_order
    WHERE office = ${office} AND task IS NOT NULL AND (${task ?? null}::text IS NULL OR task = ${task ?? null})
      AND (coalesce(task_due_at, ${NEVER}::timestamptz), order_no) >
          (${after?.dueAt ?? '1900-01-01T00:00:00Z'}::timestamptz, ${after?.orderNo ?? ''})
    ORDER BY coalesce(task_due_at, ${NEVER}::timestamptz), order_no
    LIMIT ${limit}`;
  const found = await db.paymentOrder.findMany({
    where: { orderNo: { in: rows.map(({ orderNo }) => orderNo) } },
    include: WITH_LINES,
  });
  const orders = new Map(found.map((row) => [row.orderNo, toStored(row)]));
  return rows.flatMap(({ orderNo }) => orders.get(orderNo) ?? []);
}

export interface OrderHappening {
  readonly seq: number;
  readonly type: string;
  readonly at: Instant;
  readonly actorRole: string;
}

/** What happened to an order, in its order. */
export async function listOrderEvents(
  db: Database | Transaction,
  orderNo: string,
): Promise<readonly OrderHappening[]> {
  const rows = await db.paymentEvent.findMany({ where: { orderNo }, orderBy: { seq: 'asc' } });
  return rows.map(({ seq, type, at, actorRole }) => ({ seq, type, at: toInstant(at.getTime()), actorRole }));
}

interface OrderRow {
  readonly snapshot: unknown;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
  readonly reconciledAt: Date | null;
  readonly task: string | null;
  readonly taskDueAt: Date | null;
  readonly application: { readonly number: string; readonly service: string };
  readonly lines: readonly StoredLine[];
}

function toStored({ snapshot, application, lines, task, ...row }: OrderRow): StoredOrder {
  return {
    order: orderOf(snapshot),
    ...{ applicationNumber: application.number, service: application.service },
    createdAt: toInstant(row.createdAt.getTime()),
    paidAt: instantOf(row.paidAt),
    reconciledAt: instantOf(row.reconciledAt),
    task: stored<PaymentTask | null>(task),
    taskDueAt: instantOf(row.taskDueAt),
    lines: lines.map(({ decisionNo, amountFen, lateFeeFen }) => ({ decisionNo, amountFen, lateFeeFen })),
  };
}

const instantOf = (date: Date | null): Instant | null => (date === null ? null : toInstant(date.getTime()));
