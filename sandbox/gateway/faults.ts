// Faults by plan and by chance. Chance depends on the seed and the order's number alone, not on what came before it.
import { createHash } from 'node:crypto';
import { seededChance } from '../courier/faults.ts';
import { CALLS, type Call, type CallFault, type FaultPlan, type FaultRates, FORGERIES } from './messages.ts';

export interface Faults {
  setPlan(orderNo: string, plan: FaultPlan): void;
  setRates(rates: FaultRates | null): void;
  planOf(orderNo: string): FaultPlan;
  /** The fault of this call, which is used up by it. */
  takeCallFault(orderNo: string, call: Call): CallFault | undefined;
}

const NONE: FaultPlan = {};

/** Plans set for an order come before those drawn for it. */
export function createFaults(): Faults {
  const plans = new Map<string, FaultPlan>();
  const used = new Map<string, number>();
  let rates: FaultRates | null = null;

  const planOf = (orderNo: string) => {
    const plan = plans.get(orderNo);
    if (plan) return plan;
    return rates === null ? NONE : drawPlan(rates, orderNo);
  };
  return {
    planOf,
    setPlan: (orderNo, plan) => {
      plans.set(orderNo, plan);
      for (const key of used.keys()) if (key.startsWith(`${orderNo}/`)) used.delete(key);
    },
    setRates: (wanted) => {
      rates = wanted;
    },
    takeCallFault: (orderNo, call) => {
      const faults = planOf(orderNo).calls ?? [];
      for (const [index, fault] of faults.entries()) {
        const key = `${orderNo}/${index}`;
        const times = used.get(key) ?? 0;
        if (fault.call !== call || times >= fault.times) continue;
        used.set(key, times + 1);
        return fault;
      }
      return undefined;
    },
  };
}

/** What goes wrong with an order at the given rates. */
export function drawPlan(rates: FaultRates, orderNo: string): FaultPlan {
  const chance = seededChance(
    createHash('sha256').update(`${rates.seed}/${orderNo}`).digest().readUInt32BE(),
  );
  // Every draw happens whether or not its fault comes, so that one rate does not shift the others.
  const draw = (rate: number) => ({ hits: chance() < rate, share: chance() });
  const hits = (rate: number) => draw(rate).hits;
  const within = (rate: number, most: number) => {
    const drawn = draw(rate);
    return drawn.hits ? Math.round(drawn.share * most) : 0;
  };
  const [forged, replayed, wrongAmount] = [draw(rates.forged), draw(rates.replayed), draw(rates.wrongAmount)];
  const notices = {
    parallel: hits(rates.duplicated) ? 2 : 1,
    repeats: hits(rates.repeated) ? 2 : 0,
    isLost: hits(rates.lost),
    delayMs: within(rates.late, rates.lateMs),
    isAfterRefund: hits(rates.afterRefund),
    forged: forged.hits ? FORGERIES[Math.floor(forged.share * FORGERIES.length)] : undefined,
    replayAfterMs: replayed.hits ? Math.round(replayed.share * rates.lateMs) : undefined,
  };
  const calls = CALLS.flatMap((call): CallFault[] => [
    ...(hits(rates.unavailable) ? [{ call, answer: '500', isDone: false, times: 1 } as const] : []),
    ...(hits(rates.doneUnsaid) ? [{ call, answer: 'hang-up', isDone: true, times: 1 } as const] : []),
  ]);
  return {
    notices,
    calls,
    isChargedTwice: hits(rates.chargedTwice),
    capturedFen: wrongAmount.hits ? 1 + Math.floor(wrongAmount.share * 50_000) : undefined,
    isPaidAfterClose: hits(rates.paidAfterClose),
    refund: {
      fails: hits(rates.refundFails),
      takesMs: within(rates.refundTakes, rates.refundTakesMs),
    },
  };
}
