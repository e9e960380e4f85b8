// What banks tell by themselves: stored once by their own numbers, then decided like any command.
import type { PaymentActor, PaymentCommand } from '../../domain/payments/commands.ts';
import type { Capture, PaymentChannel } from '../../domain/payments/payment-order.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { type Origin, saveAudit } from '../audit.ts';
import type { Deciding } from '../deciding.ts';
import { transact } from '../transact.ts';
import { decideOrderWithin } from './decide-order.ts';

/** A notice that has been verified: signature, merchant, currency and time. */
export type TakenNotice = { readonly noticeId: string; readonly orderNo: string } & (
  | { readonly kind: 'paid'; readonly capture: Capture }
  | {
      readonly kind: 'refund';
      readonly refundNo: string;
      readonly outcome: 'accepted' | 'done' | 'failed';
    }
);

export interface ToldBy {
  readonly channel: PaymentChannel;
  readonly origin?: Origin | undefined;
}

const BANK: PaymentActor = { id: 'bank', role: 'system' };

/** Takes a notice; told again it changes nothing. A refusal is written down: nothing else follows from it. */
export async function takeNotice(
  deps: Deciding,
  notice: TakenNotice,
  { channel, origin }: ToldBy,
): Promise<Refusal | null> {
  const { noticeId, orderNo, kind } = notice;
  const about = kind === 'paid' ? notice.capture.serial : notice.refundNo;
  const receivedAt = await deps.now();
  return transact(deps.db, async (tx) => {
    const order = await tx.paymentOrder.findUnique({ where: { orderNo }, select: { channel: true } });
    if (order === null || order.channel !== channel) {
      const refusal = { code: 'payment-order-not-found' } as const;
      await noteRefused(deps, channel, refusal, origin, tx);
      return refusal;
    }
    await tx.bankNotice.upsert({
      where: { channel_noticeId: { channel, noticeId } },
      create: { channel, noticeId, orderNo, kind, about, receivedAt },
      update: { times: { increment: 1 } },
    });
    const command = commandOf(notice);
    const outcome = await decideOrderWithin(deps, tx, { orderNo, command, actor: BANK, origin });
    return outcome.refusal;
  });
}

/** A notice that nothing may follow from leaves its row in the audit trail, and nothing else. */
export async function noteRefused(
  deps: Deciding,
  channel: PaymentChannel,
  { code: refusal }: Refusal,
  origin: Origin | undefined,
  tx: Parameters<typeof saveAudit>[0] = deps.db,
): Promise<void> {
  const at = await deps.now();
  await saveAudit(tx, {
    ...{ at, actor: BANK, action: 'bank-notice', object: `gateway/${channel}`, refusal, origin },
  });
}

function commandOf(notice: TakenNotice): PaymentCommand {
  if (notice.kind === 'paid') return { action: 'record-capture', capture: notice.capture };
  const { refundNo, outcome } = notice;
  return { action: 'record-refund', refundNo, outcome };
}
