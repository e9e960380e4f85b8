// What must hold of every payment order, in PostgreSQL and in the banks' books (I1, I2, I12).
import { isDeepStrictEqual } from 'node:util';
import type { TemporalView } from '../../bench/rig/temporal.ts';
import type { Database } from '../../db/client.ts';
import { stored } from '../../db/json.ts';
import { toInstant } from '../../domain/calendar/local-date.ts';
import type { PaymentEvent } from '../../domain/payments/events.ts';
import { evolvePayment, foldPayment } from '../../domain/payments/evolve.ts';
import { findPayment, PAYMENT_STATES, type PaymentOrder } from '../../domain/payments/payment-order.ts';
import type { OrderInBooks } from '../../sandbox/gateway/messages.ts';
import { type Finding, findingOf } from '../finding.ts';

export interface OrderLog {
  readonly orderNo: string;
  /** As the row says. */
  readonly stored: PaymentOrder;
  readonly state: string;
  readonly open: boolean;
  readonly events: readonly PaymentEvent[];
  readonly captures: readonly {
    readonly serial: string;
    readonly amountFen: number;
    readonly pays: boolean;
  }[];
  readonly refunds: readonly {
    readonly refundNo: string;
    readonly amountFen: number;
    readonly state: string;
  }[];
}

/** Every order with all that was recorded of it. */
export async function readOrderLogs(db: Database): Promise<readonly OrderLog[]> {
  const rows = await db.paymentOrder.findMany({
    include: { events: { orderBy: { seq: 'asc' } }, captures: true, refunds: true },
  });
  return rows.map(({ orderNo, snapshot, state, open, captures, refunds, events }) => ({
    ...{ orderNo, state, open, captures, refunds, stored: stored<PaymentOrder>(snapshot) },
    events: events.map(({ seq, type, at, actorId, actorRole, data }) =>
      stored<PaymentEvent>({
        ...stored<object>(data),
        ...{ seq, type, at: toInstant(at.getTime()), actor: { id: actorId, role: actorRole } },
      }),
    ),
  }));
}

const isCredited = ({ state }: Pick<OrderLog, 'state'>) => state === 'reconciled' || state === 'confirmed';

/** I1: each decision is paid, by exactly one order. */
export async function paidOnce(db: Database): Promise<Finding> {
  const rows = await db.penaltyDecision.findMany({
    include: { lines: { include: { order: { select: { state: true } } } } },
  });
  const offenders = rows.flatMap(({ decisionNo, state, lines }) => {
    const credits = lines.filter(({ order }) => isCredited(order)).length;
    const claims = lines.filter((line) => line.claims).length;
    const isRight = credits === 1 && claims === 1 && state === 'paid';
    return isRight ? [] : [`${decisionNo} is ${state} with ${credits} credits and ${claims} claims`];
  });
  return findingOf('I1 each fine paid once, 0 double credits', `${rows.length} fines`, offenders);
}

/** I2: what a bank took and gave back, order by order, to the fen and by its own numbers. */
export function booksAgree(logs: readonly OrderLog[], books: readonly OrderInBooks[]): Finding {
  const ours = new Map(logs.map((log) => [log.orderNo, log]));
  const strangers = books
    .filter(({ orderNo }) => !ours.has(orderNo))
    .map(({ orderNo }) => `${orderNo} is not ours`);
  const theirs = new Map(books.map((book) => [book.orderNo, book]));
  const offenders = logs.flatMap((log) => disagreements(log, theirs.get(log.orderNo)));
  return findingOf('I2 both ledgers agree, order by order', `${logs.length} orders`, [
    ...strangers,
    ...offenders,
  ]);
}

function disagreements(log: OrderLog, book: OrderInBooks | undefined): readonly string[] {
  const { orderNo } = log;
  const taken = sum(book?.captures ?? []);
  const back = sum((book?.refunds ?? []).filter(({ state }) => state === 'done'));
  const due = isCredited(log) ? log.stored.amountFen : 0;
  const kept = taken - back === due ? [] : [`${orderNo}: the bank keeps ${taken - back} fen of ${due}`];
  const alike = isDeepStrictEqual(numbered(log.captures), numbered(book?.captures ?? []));
  return [...kept, ...(alike ? [] : [`${orderNo}: captures differ`]), ...refundsDiffer(log, book)];
}

function refundsDiffer({ orderNo, refunds }: OrderLog, book: OrderInBooks | undefined): readonly string[] {
  const theirs = new Map((book?.refunds ?? []).map((refund) => [refund.refundNo, refund]));
  const offenders = refunds.filter(({ refundNo, amountFen, state }) => {
    const refund = theirs.get(refundNo);
    return refund?.amountFen !== amountFen || refund.state !== state;
  });
  const unknown = (book?.refunds ?? []).filter(
    ({ refundNo }) => !refunds.some((each) => each.refundNo === refundNo),
  );
  return [...offenders, ...unknown].map(({ refundNo }) => `${orderNo}: refund ${refundNo} differs`);
}

const numbered = (captures: readonly { readonly serial: string; readonly amountFen: number }[]) =>
  captures.map(({ serial, amountFen }) => `${serial}/${amountFen}`).sort();

const sum = (parts: readonly { readonly amountFen: number }[]) =>
  parts.reduce((total, { amountFen }) => total + amountFen, 0);

/** I2: the sums of both sides, to the fen. */
export function sumsAgree(logs: readonly OrderLog[], books: readonly OrderInBooks[]): Finding {
  const credits = sum(logs.filter(isCredited).map(({ stored: { amountFen } }) => ({ amountFen })));
  const kept =
    sum(books.flatMap(({ captures }) => captures)) -
    sum(books.flatMap(({ refunds }) => refunds.filter(({ state }) => state === 'done')));
  const offenders = credits === kept ? [] : [`credited ${credits} fen, the banks keep ${kept}`];
  return findingOf('I2 both ledgers equal to the fen', `${credits} fen`, offenders);
}

/** Whatever was taken besides the one payment has gone back. */
export function extrasWentBack(logs: readonly OrderLog[], books: readonly OrderInBooks[]): Finding {
  const states = new Map(logs.map((log) => [log.orderNo, log]));
  const twice = books.filter(({ captures }) => captures.length > 1);
  const offenders = books.flatMap(({ orderNo, captures, refunds }) => {
    const log = states.get(orderNo);
    const extras = captures.length - (log && isCredited(log) ? 1 : 0);
    const back = refunds.filter(({ state }) => state === 'done').length;
    return back === extras ? [] : [`${orderNo}: ${extras} to give back, ${back} given back`];
  });
  return findingOf('every double charge refunded', `${twice.length} charged twice`, offenders);
}

/** 0 orders stuck. */
export async function nothingStuck(logs: readonly OrderLog[], { client }: TemporalView): Promise<Finding> {
  const open = logs.filter((log) => log.open).map(({ orderNo, state }) => `${orderNo} is open and ${state}`);
  const running: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" }))
    if (workflowId.startsWith('payment/')) running.push(`${workflowId} still runs`);
  return findingOf('0 orders stuck', `${logs.length} orders ended`, [...open, ...running]);
}

/** I7 of orders: the row is the fold of its events, so each final state is explained by them. */
export function ordersExplained(logs: readonly OrderLog[]): Finding {
  const offenders = logs.flatMap(({ orderNo, stored: row, state, events }) => {
    const folded = JSON.parse(JSON.stringify(foldPayment(events)));
    const isSame = isDeepStrictEqual(JSON.parse(JSON.stringify(row)), folded) && folded.state === state;
    const gap = events.some(({ seq }, index) => seq !== index + 1);
    return isSame && !gap ? [] : [`${orderNo}: the row says ${state}, its events ${String(folded.state)}`];
  });
  const states = new Map<string, number>();
  for (const { state } of logs) states.set(state, (states.get(state) ?? 0) + 1);
  const told = [...states].map(([state, count]) => `${count} ${state}`).join(', ');
  return findingOf('every final state explained by its events', told, offenders);
}

/** I12: what a bank may have taken is let go of by the bank's own word, or by two persons; never by time. */
export function heldUntilAnswered(logs: readonly OrderLog[]): Finding {
  const offenders = logs.flatMap(({ orderNo, events }) => wronglyLetGo(orderNo, events));
  const doubted = logs.filter(({ events }) => events.some(({ type }) => type === 'unreconciled')).length;
  return findingOf('I12 in doubt is held until it is answered', `${doubted} were in doubt`, offenders);
}

function wronglyLetGo(orderNo: string, events: readonly PaymentEvent[]): readonly string[] {
  let before = foldPayment([]);
  const wrong: string[] = [];
  for (const event of events) {
    const after = evolvePayment(before, event);
    const isLetGo = PAYMENT_STATES[before.state].holds && !PAYMENT_STATES[after.state].holds;
    if (isLetGo && before.state !== 'created' && !isAnswered(event, before))
      wrong.push(`${orderNo}: ${event.type} by ${event.actor.id} out of ${before.state}`);
    before = after;
  }
  return wrong;
}

function isAnswered(event: PaymentEvent, before: PaymentOrder): boolean {
  switch (event.type) {
    case 'reconciled':
      return findPayment(before) !== undefined;
    case 'given-back':
      return before.captures.length > 0;
    case 'verdict-given':
      return before.proposed !== null && before.proposed.byId !== event.actor.id;
    default:
      // The statement is the bank's word too.
      return event.actor.id === 'bank' || event.actor.id === 'statement';
  }
}

/** What is said by somebody else than the bank changes nothing, and is written down. */
export async function forgeriesNoted(db: Database, isExpected: boolean): Promise<Finding> {
  const noted = await db.auditEvent.count({ where: { action: 'bank-notice', refusal: 'signature-invalid' } });
  const offenders = isExpected && noted === 0 ? ['no forged notice was noticed'] : [];
  return findingOf('forged notices refused and written down', `${noted} refused`, offenders);
}

/** The application of a paid order is done, and none waits any more. */
export async function applicationsFollow(db: Database): Promise<Finding> {
  const rows = await db.application.findMany({
    select: { number: true, state: true, payments: { select: { state: true } } },
  });
  const offenders = rows.flatMap(({ number, state, payments }) => {
    const isPaid = payments.some(isCredited);
    return state === (isPaid ? 'done' : 'draft') ? [] : [`${number} is ${state}`];
  });
  return findingOf('applications follow their payments', `${rows.length} applications`, offenders);
}

type Offence = readonly { readonly offence: string }[];

/** I9 of orders: the audit rows of an order lead from nothing to its version. */
export async function ordersAudited(db: Database): Promise<Finding> {
  const rows = await db.$queryRaw<Offence>`
    WITH step AS (
      SELECT object, before, after, row_number() OVER w AS nth, lag(after) OVER w AS previous
      FROM audit_event WHERE object LIKE 'payment/%' AND after IS DISTINCT FROM before
      WINDOW w AS (PARTITION BY object ORDER BY after))
    SELECT o.order_no || ' at ' || o.version AS offence
    FROM payment_order o LEFT JOIN LATERAL (
      SELECT max(after) AS newest, bool_and(CASE WHEN nth = 1 THEN before IS NULL ELSE before = previous END) AS joined
      FROM step WHERE object = 'payment/' || o.order_no) s ON true
    WHERE s.newest IS DISTINCT FROM o.version OR s.joined IS NOT TRUE`;
  return findingOf(
    'I9 every change of an order has its one audit row',
    'before and after join up',
    rows.map(({ offence }) => offence),
  );
}

/** Nothing waits to be told. */
export async function paymentsDrained(db: Database): Promise<Finding> {
  const waiting = await db.paymentPoke.findMany({ select: { orderNo: true } });
  return findingOf(
    'I19 payments drained',
    'no poke waits',
    waiting.map(({ orderNo }) => `poke of ${orderNo}`),
  );
}

const PROBES = [
  {
    what: 'a second claim on a fine',
    sql: `INSERT INTO payment_line (order_no, position, decision_no, amount_fen, late_fee_fen, claims)
          SELECT order_no, 99, decision_no, amount_fen, late_fee_fen, true FROM payment_line
          WHERE claims AND decision_no IS NOT NULL LIMIT 1`,
  },
  {
    what: 'a second capture that pays',
    sql: `INSERT INTO payment_capture (channel, serial, order_no, amount_fen, captured_at, pays)
          SELECT channel, serial || '-again', order_no, amount_fen, captured_at, true FROM payment_capture
          WHERE pays LIMIT 1`,
  },
  {
    what: 'a second decision on a record',
    sql: `INSERT INTO penalty_decision (decision_no, record_no, channel, decided_at, fine_fen, points, pay_due_on, state)
          SELECT decision_no || '-again', record_no, channel, decided_at, fine_fen, points, pay_due_on, 'unpaid'
          FROM penalty_decision WHERE state <> 'withdrawn' LIMIT 1`,
  },
] as const;

/** Whatever our own code does: the database itself refuses to have anything twice. */
export async function refusedByDatabase(db: Database): Promise<Finding> {
  const offenders: string[] = [];
  for (const { what, sql } of PROBES) if (!(await isRefused(db, sql))) offenders.push(`${what} was taken`);
  return findingOf('I1 refused by the database itself', PROBES.map(({ what }) => what).join(', '), offenders);
}

class Undo extends Error {}

/** Tries it and undoes it. */
async function isRefused(db: Database, sql: string): Promise<boolean> {
  try {
    await db.$transaction(async (tx) => {
      const rows = await tx.$executeRawUnsafe(sql);
      throw rows === 0 ? new Error('there is nothing to try it with') : new Undo();
    });
  } catch (error) {
    if (error instanceof Undo) return false;
    return String(error).includes('23505');
  }
  return false;
}
