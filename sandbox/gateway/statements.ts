// The bills of a day, as each bank writes them, and the addresses at which they are fetched for a while.
import { randomBytes } from 'node:crypto';
import { zipSync } from 'fflate';
import { localDateOf, toInstant } from '../../domain/calendar/local-date.ts';
import type { Books } from './books.ts';
import { encodeGbk } from './gbk.ts';
import { PARTIES } from './keys.ts';
import type { BankCapture, BankOrder, BankRefund, Channel } from './messages.ts';
import { beijing, yuan } from './yuan.ts';

export interface BillFiles {
  /** The bill of a day that is over; `empty` when nothing happened on it. */
  make(channel: Channel, on: string): Promise<Buffer | 'not-a-past-day' | 'empty'>;
  /** Keeps a file for a while under a number that only the asker is told. */
  keep(file: Buffer): string;
  take(token: string): Buffer | undefined;
}

export interface BillLine {
  readonly order: BankOrder;
  readonly capture: BankCapture;
  readonly refund: BankRefund | undefined;
  readonly at: string;
}

const KEPT_MS = 300_000;

const WRITERS = { wechat: wechatBill, alipay: alipayBill } as const satisfies Record<
  Channel,
  (lines: readonly BillLine[], on: string) => Buffer
>;

/** Bills from the books. */
export function createBillFiles(books: Books, now: () => Promise<Date>): BillFiles {
  const files = new Map<string, { readonly file: Buffer; readonly until: number }>();
  return {
    make: async (channel, on) => {
      const today = localDateOf(toInstant(await now()));
      if (!/^\d{4}-\d{2}-\d{2}$/.test(on) || on >= today) return 'not-a-past-day';
      const lines = linesOf(books, channel, on);
      return lines.length === 0 ? 'empty' : WRITERS[channel](lines, on);
    },
    keep: (file) => {
      for (const [token, { until }] of files) if (until < Date.now()) files.delete(token);
      const token = randomBytes(16).toString('hex');
      files.set(token, { file, until: Date.now() + KEPT_MS });
      return token;
    },
    take: (token) => files.get(token)?.file,
  };
}

function linesOf(books: Books, channel: Channel, on: string): BillLine[] {
  const isOfDay = (at: string) => localDateOf(toInstant(at)) === on;
  const ofChannel = [...books.orders()].filter((order) => order.channel === channel);
  const lines = ofChannel.flatMap((order) =>
    order.captures.flatMap((capture): BillLine[] => [
      { order, capture, refund: undefined, at: capture.at },
      ...order.refunds
        .filter(({ serial, state }) => serial === capture.serial && state === 'done')
        .map((refund) => ({ order, capture, refund, at: refund.endedAt ?? refund.askedAt })),
    ]),
  );
  return lines.filter(({ at }) => isOfDay(at)).sort((one, other) => one.at.localeCompare(other.at));
}

const WECHAT_HEADER =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const WECHAT_SUMS_HEADER =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

/** Every value stands behind a backtick, so that no spreadsheet takes it for a number. */
export function wechatBill(lines: readonly BillLine[]): Buffer {
  const rows = lines.map(({ order, capture, refund, at }) => {
    const paidFen = refund ? 0 : capture.amountFen;
    const backFen = refund?.amountFen ?? 0;
    return [
      ...[
        beijing(at),
        PARTIES.wechat.appId,
        PARTIES.wechat.merchantId,
        '0',
        '',
        capture.serial,
        order.orderNo,
      ],
      ...['oSandbox000000000000000000000', 'NATIVE', refund ? 'REFUND' : 'SUCCESS', 'OTHERS', 'CNY'],
      ...[yuan(paidFen), '0.00', refund?.refundId ?? '0', refund?.refundNo ?? '0', yuan(backFen), '0.00'],
      ...[refund ? 'ORIGINAL' : '', refund ? 'SUCCESS' : '', order.title, '', '0.00000', '0.00%'],
      ...[yuan(paidFen), yuan(backFen), ''],
    ];
  });
  const { paidFen, refundedFen } = sumsOf(lines);
  const [paid, back] = [yuan(paidFen), yuan(refundedFen)];
  const sums = [String(lines.length), paid, back, '0.00', '0.00000', paid, back];
  const text = [WECHAT_HEADER, ...rows.map(behindBackticks), WECHAT_SUMS_HEADER, behindBackticks(sums), ''];
  return Buffer.from(`\ufeff${text.join('\r\n')}`);
}

function behindBackticks(values: readonly string[]): string {
  return values.map((value) => `\`${value}`).join(',');
}

const ALIPAY_HEADER =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';

/** A ZIP archive of two files in GBK; values end in a tab and hold no comma, what goes back is below zero. */
export function alipayBill(lines: readonly BillLine[], on: string): Buffer {
  const rows = lines.map(({ order, capture, refund, at }) => {
    const amount = yuan(refund ? -refund.amountFen : capture.amountFen);
    return [
      ...[
        capture.serial,
        order.orderNo,
        refund ? '退款' : '交易',
        order.title.replaceAll(',', '，'),
        beijing(order.openedAt),
        beijing(at),
      ],
      ...[
        '',
        '',
        '',
        '',
        '138****0000',
        amount,
        amount,
        '0.00',
        '0.00',
        '0.00',
        '0.00',
        '0.00',
        '',
        '0.00',
        '0.00',
      ],
      ...[refund?.refundNo ?? '', '0.00', '0.00', ''],
    ];
  });
  const { paidCount, paidFen, refundedCount, refundedFen } = sumsOf(lines);
  const [year, month, day] = on.split('-');
  const { sellerId } = PARTIES.alipay;
  const text = [
    '#支付宝业务明细查询',
    `#账号：[${sellerId}0156]`,
    `#起始日期：[${year}年${month}月${day}日 00:00:00]   终止日期：[${year}年${month}月${day}日 24:00:00]`,
    '#-----------------------------------------业务明细列表----------------------------------------',
    ALIPAY_HEADER,
    ...rows.map((row) => row.map((value) => `${value}\t`).join(',')),
    '#-----------------------------------------业务明细列表结束------------------------------------',
    `#交易合计：${paidCount}笔，商家实收共${yuan(paidFen)}元，商家优惠共0.00元`,
    `#退款合计：${refundedCount}笔，商家实收退款共${yuan(-refundedFen)}元，商家优惠退款共0.00元`,
    `#导出时间：[${beijing(new Date(`${on}T17:00:00Z`))}]`,
    '',
  ];
  const name = `${sellerId}0156_${on.replaceAll('-', '')}_业务明细`;
  return Buffer.from(
    zipSync({
      [`${name}(汇总).csv`]: encodeGbk('#支付宝业务汇总查询\r\n'),
      [`${name}.csv`]: encodeGbk(text.join('\r\n')),
    }),
  );
}

function sumsOf(lines: readonly BillLine[]) {
  const sums = { paidCount: 0, paidFen: 0, refundedCount: 0, refundedFen: 0 };
  for (const { capture, refund } of lines) {
    if (refund) {
      sums.refundedCount += 1;
      sums.refundedFen += refund.amountFen;
    } else {
      sums.paidCount += 1;
      sums.paidFen += capture.amountFen;
    }
  }
  return sums;
}
