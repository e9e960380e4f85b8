// 罚款缴纳: an order lives thirty minutes, the bank is asked every two, and what is in doubt is held until it is explained
// (violations.md §4). What is to be done runs beside the one alarm: a bank that is away keeps no timer from ringing.
import {
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { PaymentActivities } from '../activities/contract.ts';
import type { PaymentEffect } from '../domain/payments/react.ts';
import { type PaymentPoke, paymentChanged, paymentProgress } from './payment-messages.ts';

/** Our own database: quick, and tried until it answers. */
const { ringPaymentAlarm } = proxyActivities<PaymentActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** A bank's silence is an answer too: when it is asked again the order says. */
const { askBank, closeAtBank } = proxyActivities<PaymentActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** Tried until it is done, with growing pauses: the order's own alarm says when it has taken too long. */
const { confirmAtRegister, sendRefunds } = proxyActivities<PaymentActivities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '10 minutes' },
});

const PERFORM = {
  'ask-bank': askBank,
  'close-at-bank': closeAtBank,
  'confirm-register': confirmAtRegister,
  'send-refunds': sendRefunds,
} as const satisfies Readonly<Record<PaymentEffect, (orderNo: string) => Promise<PaymentPoke>>>;

/** An alarm that is due already, or an effect that brought nothing, is tried again after this long. */
const PATIENCE_MS = 1_000;

const NOTHING_KNOWN: PaymentPoke = { seq: 0, state: 'none', open: true, effects: [], alarmAt: null };

/** Carries an order from its creation until it is paid, over, or given back. */
export async function paymentWorkflow(orderNo: string, carriedOver = NOTHING_KNOWN): Promise<void> {
  let latest = carriedOver;
  const running = new Set<PaymentEffect>();
  let hasPerformed = false;

  const take = (poke: PaymentPoke) => {
    if (poke.seq > latest.seq) latest = poke;
  };
  setHandler(paymentChanged, take);
  setHandler(paymentProgress, () => {
    const { seq, state, alarmAt, effects } = latest;
    return { seq, state, alarmAt, pendingEffects: effects };
  });
  await condition(() => latest.seq > 0);

  while (latest.open) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew(orderNo, latest);
    show();
    for (const effect of latest.effects) if (!running.has(effect)) void perform(effect);
    if (!(await changedBeforeAlarm())) rung(await ringPaymentAlarm(orderNo));
  }

  async function perform(effect: PaymentEffect) {
    running.add(effect);
    const { seq } = latest;
    take(await PERFORM[effect](orderNo));
    // What brought nothing is not asked again at once.
    if (latest.seq === seq) await condition(() => latest.seq > seq, 60 * PATIENCE_MS);
    running.delete(effect);
    hasPerformed = true;
  }

  /** An alarm that raised nothing still knows better when the next one is. */
  function rung(answer: PaymentPoke) {
    if (answer.seq >= latest.seq) latest = answer;
  }

  /** The one alarm alive. */
  async function changedBeforeAlarm(): Promise<boolean> {
    const { seq, alarmAt } = latest;
    hasPerformed = false;
    const isNews = () => latest.seq > seq || hasPerformed;
    if (alarmAt === null) {
      await condition(isNews);
      return true;
    }
    return condition(isNews, Math.max(PATIENCE_MS, Date.parse(alarmAt) - Date.now()));
  }

  function show() {
    const { state, alarmAt, effects } = latest;
    const waiting = effects.length > 0 ? `doing ${effects.join(', ')}` : `next alarm ${alarmAt ?? 'none'}`;
    setCurrentDetails(`**${state}** · ${waiting}`);
  }
}
