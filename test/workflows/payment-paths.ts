// Ways a payment may go, one history each: what workflows under way have to replay.
import { decideOrder } from '../../db/payments/decide-order.ts';
import type { PaymentStage, Played } from '../harness/payment-stage.ts';
import type { Stage } from '../harness/stage.ts';

export interface PaymentPath {
  readonly play: (on: PaymentStage, stage: Stage) => Promise<Played>;
}

const AWAY = (['ask', 'close'] as const).map((call) => ({
  ...{ call, answer: '500' as const, isDone: false, times: 1_000 },
}));

export const PAYMENT_PATHS = {
  'payment-told': {
    play: async ({ opened, reaches, ends }, stage) => {
      const on = await opened();
      await stage.gateway.pay(on.orderNo);
      await reaches(on, 'reconciled');
      await ends(on);
      return on;
    },
  },
  'payment-asked': {
    play: async ({ opened, later, reaches, ends }, stage) => {
      const on = await opened({ notices: { isLost: true } });
      await stage.gateway.pay(on.orderNo);
      await later(3);
      await reaches(on, 'reconciled');
      await ends(on);
      return on;
    },
  },
  'payment-not-begun': {
    play: async ({ ordered, later, reaches, ends }) => {
      const on = await ordered();
      await later(31);
      await reaches(on, 'expired');
      await ends(on);
      return on;
    },
  },
  'payment-closed': {
    play: async ({ opened, later, reaches, ends }) => {
      const on = await opened();
      await later(32);
      await reaches(on, 'expired');
      await ends(on);
      return on;
    },
  },
  'payment-in-doubt': {
    play: async ({ opened, later, reaches, ends }, stage) => {
      const on = await opened({ notices: { isLost: true }, calls: AWAY });
      await stage.gateway.pay(on.orderNo);
      await later(121);
      await reaches(on, 'unreconciled');
      stage.gateway.setFaults(on.orderNo, { notices: { isLost: true } });
      await later(61);
      await reaches(on, 'reconciled');
      await ends(on);
      return on;
    },
  },
  'payment-charged-twice': {
    play: async ({ opened, reaches, ends }, stage) => {
      const on = await opened({ isChargedTwice: true });
      await stage.gateway.pay(on.orderNo);
      await reaches(on, 'reconciled');
      await ends(on);
      return on;
    },
  },
  'payment-decided-by-hand': {
    play: async ({ opened, reaches, ends }, stage) => {
      const on = await opened({ capturedFen: 1 });
      await stage.gateway.pay(on.orderNo);
      await reaches(on, 'exception');
      const { orderNo } = on;
      const propose = { action: 'propose-verdict', outcome: 'refund', reason: '金额不符' } as const;
      await decideOrder(stage.deciding, { orderNo, command: propose, actor: { id: 'one', role: 'cashier' } });
      const approve = { action: 'approve-verdict' } as const;
      await decideOrder(stage.deciding, { orderNo, command: approve, actor: { id: 'two', role: 'cashier' } });
      await reaches(on, 'refunded');
      await ends(on);
      return on;
    },
  },
} as const satisfies Readonly<Record<string, PaymentPath>>;
