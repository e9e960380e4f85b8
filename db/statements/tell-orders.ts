// What a statement has to tell orders: each decides by itself what follows, as often as it is told.
import { type Instant, toInstant } from '../../domain/calendar/local-date.ts';
import type { PaymentCommand } from '../../domain/payments/commands.ts';
import { judgedWith, type StatementKey } from '../../domain/statements/statement.ts';
import type { Database } from '../client.ts';
import type { Deciding } from '../deciding.ts';
import { decideOrder } from '../payments/decide-order.ts';
import { STATEMENTS } from './statement-name.ts';

/** How far a statement has been told: its lines first, then the orders that it says nothing of. */
export interface ToldUpTo {
  readonly position: number;
  readonly orderNo: string;
}

export const NOTHING_TOLD: ToldUpTo = { position: 0, orderNo: '' };

interface Message {
  readonly orderNo: string;
  readonly command: PaymentCommand;
  readonly upTo: ToldUpTo;
}

const AT_ONCE = 4;
const PAGE = 200;

/** Tells every order what follows for it; `told` hears how far it is, and where to go on from. @throws OrdersNotTold */
export async function tellOrders(
  deps: Deciding,
  key: StatementKey,
  from: ToldUpTo = NOTHING_TOLD,
  told: (upTo: ToldUpTo) => void = () => {},
): Promise<void> {
  let failed = 0;
  let reached = from;
  for await (const messages of stretches(deps.db, key, from)) {
    const outcomes = await Promise.allSettled(messages.map((message) => tell(deps, message)));
    failed += outcomes.filter(({ status }) => status === 'rejected').length;
    const last = messages.at(-1);
    // What failed is told again, with everything after it.
    if (last && failed === 0) reached = last.upTo;
    told(reached);
  }
  if (failed > 0) throw new OrdersNotTold(failed);
}

/** Some orders could not be told; all the others were. */
export class OrdersNotTold extends Error {
  override readonly name = 'OrdersNotTold';

  constructor(count: number) {
    super(`${count} orders could not be told what the statement says`);
  }
}

async function tell(deps: Deciding, { orderNo, command }: Message): Promise<void> {
  const { refusal } = await decideOrder(deps, { orderNo, command, actor: STATEMENTS });
  if (refusal) throw new Error(`order ${orderNo} refused its statement with ${refusal.code}`);
}

async function* stretches(db: Database, key: StatementKey, from: ToldUpTo) {
  for (const list of [listLines, listSilentOrders]) {
    let upTo = from;
    for (;;) {
      const page = await list(db, key, upTo);
      for (let at = 0; at < page.length; at += AT_ONCE) yield page.slice(at, at + AT_ONCE);
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      upTo = last.upTo;
    }
  }
}

interface LineRow {
  readonly position: number;
  readonly kind: 'paid' | 'refunded';
  readonly orderNo: string;
  readonly serial: string;
  readonly refundNo: string | null;
  readonly amountFen: number;
  readonly at: Date;
}

/** Captures that an order does not know, or is still waiting to have confirmed; refunds that it does not know to have arrived. */
async function listLines(
  db: Database,
  { channel, on }: StatementKey,
  after: ToldUpTo,
): Promise<readonly Message[]> {
  const rows = await db.$queryRaw<LineRow[]>`
    SELECT l.position, l.kind, l.order_no AS "orderNo", l.serial, l.refund_no AS "refundNo",
           l.amount_fen AS "amountFen", l.at
    FROM statement_line l
    JOIN payment_order o ON o.order_no = l.order_no AND o.channel = l.channel
    LEFT JOIN payment_refund r ON r.refund_no = l.refund_no
    WHERE l.channel = ${channel} AND l."on" = ${on}::date AND l.position > ${after.position} AND (
      l.match IN ('missing-here', 'amount-differs')
      OR (l.match = 'matched' AND l.kind = 'paid' AND o.state IN ('paid', 'unreconciled', 'exception'))
      OR (l.match = 'matched' AND l.kind = 'refunded' AND r.state IN ('asked', 'accepted')))
    ORDER BY l.position LIMIT ${PAGE}`;
  return rows.map((row) => ({
    orderNo: row.orderNo,
    command: commandOf(row),
    upTo: { ...NOTHING_TOLD, position: row.position },
  }));
}

function commandOf({ serial, refundNo, amountFen, at }: LineRow): PaymentCommand {
  if (refundNo !== null) return { action: 'record-refund', refundNo, outcome: 'done' };
  const line = { serial, amountFen, capturedAt: instantOf(at) };
  return { action: 'match-statement', line };
}

const instantOf = (at: Date): Instant => toInstant(at.getTime());

/**
 * Orders in doubt that should have their line by now and have none: the last moment at which they can have been paid is
 * past, and no statement is missing since they were made.
 */
async function listSilentOrders(
  db: Database,
  { channel, on }: StatementKey,
  after: ToldUpTo,
): Promise<readonly Message[]> {
  const { until } = judgedWith(on);
  const rows = await db.$queryRaw<{ orderNo: string }[]>`
    SELECT o.order_no AS "orderNo"
    FROM payment_order o LEFT JOIN payment_capture p ON p.order_no = o.order_no AND p.pays
    WHERE o.open AND o.channel = ${channel} AND o.state IN ('paid', 'unreconciled') AND o.order_no > ${after.orderNo}
      AND coalesce(p.captured_at, o.expires_at) < ${until}::timestamptz
      AND NOT EXISTS (SELECT 1 FROM statement_line l
        WHERE l.channel = o.channel AND l.kind = 'paid'
          AND (l.serial = p.serial OR (p.serial IS NULL AND l.order_no = o.order_no)))
      AND NOT EXISTS (
        SELECT 1 FROM generate_series((o.created_at AT TIME ZONE 'Asia/Shanghai')::date, ${on}::date, '1 day') AS s(day)
        WHERE NOT EXISTS (SELECT 1 FROM statement_day d WHERE d.channel = o.channel AND d."on" = s.day::date))
    ORDER BY o.order_no LIMIT ${PAGE}`;
  return rows.map(({ orderNo }) => ({
    orderNo,
    command: { action: 'match-statement', line: null },
    upTo: { position: Number.MAX_SAFE_INTEGER, orderNo },
  }));
}
