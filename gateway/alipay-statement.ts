// The trade bill of Alipay: a ZIP archive of files in GBK, one with the rows and one with sums by shop.
import { type Unzipped, unzipSync } from 'fflate';
import { z } from 'zod';
import type { Instant, LocalDate } from '../domain/calendar/local-date.ts';
import type { AlipayCalls } from './alipay-calls.ts';
import { findFen } from './amount.ts';
import { billRows, columnsOf, readCell, unreadable } from './bill-rows.ts';
import { GatewayRefused, GatewayUnavailable, type Statement, type StatementLine } from './port.ts';
import { statementOfNothing } from './settling.ts';
import { findBeijingTime, understand } from './shapes.ts';

const UNZIPPED_BYTES = 512_000_000;
/** The sums are in the last lines. */
const SUMS_CHARS = 2_000;
/** A file may take so many times as long as an answer. */
const FILE_PATIENCE = 6;
const TITLE = '#支付宝业务明细查询';

const place = z.object({ billDownloadUrl: z.url() });

const COLUMNS = [
  '支付宝交易号',
  '商户订单号',
  '业务类型',
  '完成时间',
  '订单金额(元)',
  '退款批次号/请求号',
] as const;

const PAID_SUM = /^#交易合计:(\d+)笔,商家实收共(-?[\d.]+)元/m;
const REFUNDED_SUM = /^#退款合计:(\d+)笔,商家实收退款共-?([\d.]+)元/m;

const HALF_WIDTH: Readonly<Record<string, string>> = {
  '\uff08': '(',
  '\uff09': ')',
  '\uff0c': ',',
  '\uff1a': ':',
};

/** The statement of a day. @throws GatewayUnavailable, GatewayRefused */
export async function fetchAlipayStatement(
  calls: AlipayCalls,
  { timeoutMs }: { readonly timeoutMs: number },
  on: LocalDate,
  now: Instant,
): Promise<Statement> {
  const wanted = { billType: 'trade', billDate: on };
  const answer = await calls.call('alipay.data.dataservice.bill.downloadurl.query', wanted);
  if (!answer.isDone) {
    if (/bill_not_exist/i.test(answer.code)) return statementOfNothing(on, now);
    throw new GatewayRefused(answer.code);
  }
  const { billDownloadUrl } = understand(place, answer.body);
  return readAlipayBill(await download(billDownloadUrl, timeoutMs * FILE_PATIENCE));
}

/** A bill as a statement. @throws GatewayUnavailable where it is not complete */
export async function readAlipayBill(archive: Uint8Array): Promise<Statement> {
  const text = textOf(archive);
  const rows = billRows(Buffer.from(text), {
    comment: '#',
    comment_no_infix: true,
    quote: false,
    trim: true,
    skip_empty_lines: true,
  });
  const header: readonly string[] = readCell((await rows.next()).value);
  const cell = columnsOf(header.map(halfWidth), COLUMNS);
  const lines: StatementLine[] = [];
  for await (const row of rows) lines.push(lineOf((name) => cell(row, name)));
  return { lines, summary: summaryOf(halfWidth(text.slice(-SUMS_CHARS))) };
}

function lineOf(cell: (name: (typeof COLUMNS)[number]) => string): StatementLine {
  const about = {
    orderNo: cell('商户订单号'),
    serial: cell('支付宝交易号'),
    at: readCell(findBeijingTime(cell('完成时间'))),
  };
  const fen = readCell(findFen(cell('订单金额(元)')));
  if (cell('业务类型') === '交易') return { kind: 'paid', ...about, amountFen: fen };
  if (cell('业务类型') !== '退款') throw unreadable();
  return { kind: 'refunded', ...about, refundNo: cell('退款批次号/请求号'), amountFen: Math.abs(fen) };
}

function summaryOf(text: string): Statement['summary'] {
  const [, paidCount, paid] = readCell(PAID_SUM.exec(text) ?? undefined);
  const [, refundedCount, refunded] = readCell(REFUNDED_SUM.exec(text) ?? undefined);
  return {
    paidCount: Number(paidCount),
    paidFen: readCell(findFen(paid ?? '')),
    refundedCount: Number(refundedCount),
    refundedFen: readCell(findFen(refunded ?? '')),
  };
}

/** Brackets, commas and colons of full width are written now in one way, now in the other. */
function halfWidth(text: string): string {
  return text.replace(/[\uff08\uff09\uff0c\uff1a]/g, (written) => HALF_WIDTH[written] ?? written);
}

function textOf(archive: Uint8Array): string {
  const texts = Object.values(unzip(archive)).map((file) => new TextDecoder('gbk').decode(file));
  return readCell(texts.find((text) => text.startsWith(TITLE)));
}

function unzip(archive: Uint8Array): Unzipped {
  let bytes = 0;
  try {
    return unzipSync(archive, {
      filter: ({ originalSize }) => {
        bytes += originalSize;
        return bytes <= UNZIPPED_BYTES;
      },
    });
  } catch {
    throw unreadable();
  }
}

/** The address is good for half a minute and for whoever has it; the answer that named it was signed. */
async function download(url: string, timeoutMs: number): Promise<Uint8Array> {
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
  } catch {
    throw new GatewayUnavailable('no file');
  }
  throw new GatewayUnavailable('no file');
}
