// The receipt of a payment, and the code by which anybody can tell that it is genuine.
import type { StoredOrder } from '../../db/payments/orders.ts';
import type { Vault } from '../../db/vault.ts';
import type { Instant } from '../../domain/calendar/local-date.ts';
import { findPayment, type PaymentOrder } from '../../domain/payments/payment-order.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { officeName } from '../../domain/register/local.ts';
import { findService } from '../../domain/services/index.ts';
import type { FormPaper } from '../../papers/form-paper.ts';
import { type PaymentReceipt, paymentReceiptPaper } from '../../papers/payment-receipt-paper.ts';

const CHANNEL_NAMES = { wechat: '微信支付', alipay: '支付宝' } as const;
const CODE_LENGTH = 8;

/** Nobody makes it without the key, and nobody guesses it: 36 to the eighth. */
export function receiptCodeOf(vault: Vault, orderNo: string): string {
  const digest = Buffer.from(vault.index('receipt', orderNo), 'base64url');
  return BigInt(`0x${digest.toString('hex')}`)
    .toString(36)
    .slice(-CODE_LENGTH)
    .toUpperCase();
}

/** What was paid stays so on paper, also where it went back since. */
export function isReceipted(order: PaymentOrder): boolean {
  return order.state === 'reconciled' || order.state === 'confirmed';
}

/** What of the order has gone back. */
export function refundedFen({ refunds, captures }: PaymentOrder, serial: string): number {
  const ofPayment = refunds.filter((refund) => refund.serial === serial && refund.state !== 'failed');
  return captures.length === 0 ? 0 : ofPayment.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

/** The paper; refused before the payment is reconciled. */
export function receiptPaperOf(
  vault: Vault,
  { order, lines, service, applicationNumber, reconciledAt }: StoredOrder,
  printedAt: Instant,
): FormPaper | { readonly refusal: Refusal } {
  const payment = findPayment(order);
  if (!payment || !isReceipted(order) || order.channel === null)
    return { refusal: { code: 'receipt-not-yet' } };
  const { orderNo, amountFen, office, channel } = order;
  const paper: PaymentReceipt = {
    ...{ orderNo, applicationNumber, amountFen, printedAt, reconciledAt },
    office: officeName(office),
    code: receiptCodeOf(vault, orderNo),
    items: lines.map(({ decisionNo, ...rest }) => ({
      what: decisionNo === null ? (findService(service)?.name ?? service) : '罚款',
      ...{ decisionNo, ...rest },
    })),
    refundedFen: refundedFen(order, payment.serial),
    channelName: CHANNEL_NAMES[channel],
    serial: payment.serial,
    paidAt: payment.capturedAt,
  };
  return paymentReceiptPaper(paper);
}
