// What PostgreSQL says of open payment orders when they are compared with what Temporal runs, and the pokes that bring both together.
import { reactToPayment } from '../../domain/payments/react.ts';
import type { Database } from '../client.ts';
import { orderOf } from './snapshot.ts';

/** An order as far as its workflow is concerned. */
export interface OrderStanding {
  readonly orderNo: string;
  readonly version: number;
}

const CHUNK = 1_000;

/** Every open order, in chunks by number. */
export async function* eachOpenOrder(db: Database): AsyncGenerator<readonly OrderStanding[]> {
  for (let after = ''; ; ) {
    const orders = await db.paymentOrder.findMany({
      where: { open: true, orderNo: { gt: after } },
      select: { orderNo: true, version: true },
      orderBy: { orderNo: 'asc' },
      take: CHUNK,
    });
    if (orders.length > 0) yield orders;
    const last = orders.at(-1);
    if (!last || orders.length < CHUNK) return;
    after = last.orderNo;
  }
}

/** Those of the orders that are open still, as they stand now. */
export async function findOpenOrders(
  db: Database,
  orderNos: readonly string[],
): Promise<readonly OrderStanding[]> {
  return db.paymentOrder.findMany({
    where: { orderNo: { in: [...orderNos] }, open: true },
    select: { orderNo: true, version: true },
  });
}

/** Has the workflows of open orders told where these stand; the running relay tells them. */
export async function pokeOrders(db: Database, orderNos: readonly string[]): Promise<void> {
  for (const orderNo of orderNos) {
    const row = await db.paymentOrder.findUnique({ where: { orderNo }, select: { snapshot: true } });
    if (row === null) continue;
    const order = orderOf(row.snapshot);
    const body = JSON.stringify(reactToPayment(order));
    await db.$queryRaw`
      WITH poke AS (
        INSERT INTO payment_poke (order_no, seq, body) VALUES (${orderNo}, ${order.version}, ${body}::jsonb)
        ON CONFLICT (order_no) DO UPDATE SET seq = EXCLUDED.seq, body = EXCLUDED.body
        WHERE payment_poke.seq < EXCLUDED.seq)
      SELECT pg_notify('poke', '')::text`;
  }
}

/** How many orders are open in each state. */
export async function measurePayments(
  db: Database,
): Promise<readonly { readonly state: string; readonly count: number }[]> {
  const rows = await db.paymentOrder.groupBy({ by: ['state'], where: { open: true }, _count: true });
  return rows.map(({ state, _count: count }) => ({ state, count }));
}
