// Payment orders that routes name.
import { type Deciding, deciding } from '../../db/deciding.ts';
import { openOrder } from '../../db/payments/order-decision.ts';
import { FEES_OFF } from '../../domain/fees.ts';
import type { TestApi } from './api.ts';
import { MISSING, type Thing, thing } from './permission-thing.ts';

/** Over the fee of each case that has been handed in: whose and where the case is. */
export async function paymentOrders(
  { db, clock }: TestApi,
  cases: readonly Thing[],
): Promise<readonly Thing[]> {
  const decides = deciding({ db, fees: FEES_OFF, hashSecret: (secret) => secret, now: clock.now });
  const made: Thing[] = [];
  for (const of of cases.filter(({ isLoose }) => !isLoose)) {
    const orderNo = `PAY-20151103-${String(900_000 + made.length)}-0`;
    await newOrder(decides, orderNo, of);
    made.push({ ...of, id: orderNo, unitId: null });
  }
  return [...made, thing(MISSING, 'PAY-20151103-999999-0', { office: null })];
}

async function newOrder(decides: Deciding, orderNo: string, { id: applicationId, ...of }: Thing) {
  const [payerId, office, amountFen] = [of.ownerId ?? '', of.office ?? '', 10_000];
  await decides.db.$transaction((tx) =>
    openOrder(decides, tx, {
      ...{ orderNo, payerId, office, amountFen, purpose: { kind: 'fee', applicationId } },
      lines: [{ decisionNo: null, amountFen, lateFeeFen: 0 }],
    }),
  );
}
