// What the events of an order bring about around it: fines are paid, the application goes on or falls back, the payer is told.

import type { Command } from '../../domain/application/commands.ts';
import type { Instant } from '../../domain/calendar/local-date.ts';
import type { PaymentEvent } from '../../domain/payments/events.ts';
import { messageOfPayment } from '../../domain/payments/messages.ts';
import type { PaymentOrder } from '../../domain/payments/payment-order.ts';
import type { Transaction } from '../client.ts';
import type { DecideRequest, Outcome } from '../decision.ts';
import { markPaid } from '../violations/mark-paid.ts';

interface Followed {
  readonly order: PaymentOrder;
  readonly events: readonly PaymentEvent[];
  readonly now: Instant;
  /** null where the application itself has decided, and knows. */
  readonly decideAlso: ((request: DecideRequest) => Promise<Outcome>) | null;
}

const PAYMENT = { id: 'payment', role: 'system' } as const;

/** Writes what follows, in the transaction of the events. */
export async function followOrder(tx: Transaction, followed: Followed): Promise<void> {
  const { events } = followed;
  if (events.some(isCredit)) await credit(tx, followed);
  else if (events.some(endsUnpaid)) await tellApplication(tx, followed, { action: 'lapse-fee' });
  await tellPayer(tx, followed);
}

/** The money is where it belongs: confirmed by the register, or by two persons. */
function isCredit(event: PaymentEvent): boolean {
  return event.type === 'reconciled' || (event.type === 'verdict-given' && event.outcome === 'confirm');
}

function endsUnpaid(event: PaymentEvent): boolean {
  switch (event.type) {
    case 'expired':
    case 'cancelled':
    case 'failed':
    case 'given-back':
      return true;
    case 'verdict-given':
      return event.outcome !== 'confirm';
    default:
      return false;
  }
}

async function credit(tx: Transaction, followed: Followed): Promise<void> {
  const { order, now } = followed;
  const { purpose, amountFen } = order;
  if (purpose.kind === 'fines') await markPaid(tx, purpose.decisionNos, { by: 'platform', at: now });
  await tellApplication(tx, followed, { action: 'confirm-fee', amountFen });
}

/** An application that no longer waits for its fee has been withdrawn, and was the reason why. */
async function tellApplication(
  tx: Transaction,
  { order, decideAlso }: Followed,
  command: Command,
): Promise<void> {
  if (decideAlso === null) return;
  const { applicationId } = order.purpose;
  const { state } = await tx.application.findUniqueOrThrow({
    where: { id: applicationId },
    select: { state: true },
  });
  if (state !== 'awaiting-fee') return;
  const { refusal } = await decideAlso({ applicationId, command, actor: PAYMENT });
  if (refusal) throw new Error(`application ${applicationId} refused its payment with ${refusal.code}`);
}

async function tellPayer(tx: Transaction, { order, events, now }: Followed): Promise<void> {
  const { applicationId } = order.purpose;
  const rows = events.flatMap((event) => {
    const template = messageOfPayment(event);
    return template === null ? [] : [{ template, seq: event.seq }];
  });
  if (rows.length === 0) return;
  await tx.message.createMany({
    data: rows.map((row) => ({ ...row, applicationId, accountId: order.payerId, createdAt: now })),
    skipDuplicates: true,
  });
}
