// 缴款凭证: what was paid for, how much, when and how; its number and code can be verified on the platform.
import type { Instant } from '../domain/calendar/local-date.ts';
import { yuanText } from '../domain/violations/texts.ts';
import { timeText } from './case-parts.ts';
import type { FormPaper, Row, Section } from './form-paper.ts';

export interface PaidItem {
  /** 罚款, or the name of the service that a fee is for. */
  readonly what: string;
  /** null of a fee. */
  readonly decisionNo: string | null;
  readonly amountFen: number;
  readonly lateFeeFen: number;
}

export interface PaymentReceipt {
  readonly orderNo: string;
  readonly code: string;
  readonly applicationNumber: string;
  readonly items: readonly PaidItem[];
  readonly amountFen: number;
  readonly refundedFen: number;
  readonly channelName: string;
  readonly serial: string;
  readonly paidAt: Instant;
  readonly reconciledAt: Instant | null;
  readonly office: string;
  readonly printedAt: Instant;
}

const CAPTION = '扫码即为凭证编号和核验码。任何人可凭编号和核验码在平台核验本凭证的真伪、金额和是否已退款。';

const NOTES = [
  '本凭证由互联网交通安全综合服务平台在对账完成后出具,同一笔缴款只入账一次。',
  '本凭证不是税务发票;需要财政票据的,请持本凭证到窗口换领。',
] as const;

/** The receipt; what went back since is said on it. */
export function paymentReceiptPaper(of: PaymentReceipt): FormPaper {
  const { orderNo, printedAt, office } = of;
  return {
    ...{ title: `缴款凭证${backText(of)}`, printedAt, scanned: orderNo },
    head: [`凭证编号:${orderNo}`, `收缴机关:${office}`],
    sections: [{ name: '缴款项目', rows: of.items.map(itemRow) }, payment(of), verification(of)],
    notesHeading: '说明',
    notes: NOTES,
  };
}

function backText({ refundedFen, amountFen }: PaymentReceipt): string {
  if (refundedFen === 0) return '';
  return refundedFen < amountFen ? '(部分已退款)' : '(已退款)';
}

function itemRow({ what, decisionNo, amountFen, lateFeeFen }: PaidItem): Row {
  const decision = decisionNo === null ? '' : `处罚决定书 ${decisionNo}:`;
  const surcharge = lateFeeFen === 0 ? '' : `,加处罚款 ${yuanText(lateFeeFen)} 元`;
  return [{ label: what, text: `${decision}${yuanText(amountFen)} 元${surcharge}` }];
}

function payment(of: PaymentReceipt): Section {
  const { amountFen, refundedFen, paidAt, reconciledAt, channelName, serial, applicationNumber } = of;
  const back: readonly Row[] =
    refundedFen === 0 ? [] : [[{ label: '已退回', text: `人民币 ${yuanText(refundedFen)} 元` }]];
  return {
    name: '缴款',
    rows: [
      [{ label: '合计', text: `人民币 ${yuanText(amountFen)} 元` }],
      ...back,
      [
        { label: '缴款时间', text: timeText(paidAt) },
        { label: '入账时间', text: reconciledAt === null ? '人工核定' : timeText(reconciledAt) },
      ],
      [
        { label: '支付方式', text: channelName },
        { label: '支付流水号', text: serial },
      ],
      [{ label: '申请编号', text: applicationNumber }],
    ],
  };
}

function verification({ orderNo, code }: PaymentReceipt): Section {
  return {
    name: '核验',
    rows: [
      [{ label: '核验码', text: code }],
      [{ label: '核验', square: `${orderNo} ${code}`, caption: CAPTION }],
      [{ label: '', statement: '', signer: '收缴机关:', seal: '(业务专用章)' }],
    ],
  };
}
