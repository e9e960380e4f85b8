// The trade bill of WeChat Pay: where it is, its digest, and its rows, whose values each stand behind a backtick.
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Hash } from 'wechatpay-axios-plugin';
import { z } from 'zod';
import type { Instant, LocalDate } from '../domain/calendar/local-date.ts';
import { findFen } from './amount.ts';
import { type BillRow, billRows, columnsOf, readCell, unreadable } from './bill-rows.ts';
import { GatewayRefused, GatewayUnavailable, type Statement, type StatementLine } from './port.ts';
import { statementOfNothing } from './settling.ts';
import { CNY, findBeijingTime, understand } from './shapes.ts';
import type { WechatCalls } from './wechat-calls.ts';

const UNZIPPED_BYTES = 512_000_000;

const place = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string().regex(/^[0-9a-fA-F]{40}$/),
  download_url: z.url(),
});

/** Being made, or not to be had at this moment. */
const NOT_YET: ReadonlySet<string> = new Set(['STATEMENT_CREATING', 'SYSTEM_ERROR', 'FREQUENCY_LIMITED']);

const COLUMNS = [
  '交易时间',
  '微信订单号',
  '商户订单号',
  '交易状态',
  '货币种类',
  '商户退款单号',
  '退款状态',
  '订单金额',
  '申请退款金额',
] as const;

const SUMS = ['总交易单数', '订单总金额', '申请退款总金额'] as const;

/** The statement of a day. @throws GatewayUnavailable, GatewayRefused */
export async function fetchWechatStatement(
  calls: WechatCalls,
  on: LocalDate,
  now: Instant,
): Promise<Statement> {
  const answer = await calls.get('v3/bill/tradebill', { bill_date: on, bill_type: 'ALL', tar_type: 'GZIP' });
  if (!answer.isDone) {
    if (answer.code === 'NO_STATEMENT_EXIST') return statementOfNothing(on, now);
    throw NOT_YET.has(answer.code) ? new GatewayUnavailable(answer.code) : new GatewayRefused(answer.code);
  }
  const { hash_value, download_url } = understand(place, answer.body);
  // Asked for at the address we know, whatever host the answer names.
  const { pathname, searchParams } = new URL(download_url);
  const file = await unzip(await calls.download(pathname.slice(1), Object.fromEntries(searchParams)));
  if (!Hash.equals(hash_value.toLowerCase(), Hash.sha1(file))) throw unreadable();
  return readWechatBill(file);
}

/** A bill as a statement. @throws GatewayUnavailable where it is not complete */
export async function readWechatBill(file: Buffer): Promise<Statement> {
  const { header, rest } = withoutHeader(file);
  const cell = columnsOf(header, COLUMNS);
  // Values are told apart by comma and backtick together: one of them may hold a comma.
  const rows = billRows(rest, { delimiter: ',`', quote: false, relax_column_count: true });
  const lines: StatementLine[] = [];
  const unfinished = { count: 0, fen: 0 };
  for await (const written of rows) {
    if (!written[0]?.startsWith('`'))
      return { lines, summary: await summaryOf(written, rows, lines, unfinished) };
    const row = withoutBacktick(written);
    const line = lineOf((name) => cell(row, name));
    if (line !== 'unfinished') lines.push(line);
    else {
      unfinished.count += 1;
      unfinished.fen += readCell(findFen(cell(row, '申请退款金额')));
    }
  }
  throw unreadable();
}

function lineOf(cell: (name: (typeof COLUMNS)[number]) => string): StatementLine | 'unfinished' {
  if (cell('货币种类') !== CNY) throw unreadable();
  const about = {
    orderNo: cell('商户订单号'),
    serial: cell('微信订单号'),
    at: readCell(findBeijingTime(cell('交易时间'))),
  };
  const kind = cell('交易状态');
  if (kind === 'SUCCESS') return { kind: 'paid', ...about, amountFen: readCell(findFen(cell('订单金额'))) };
  if (kind !== 'REFUND') throw unreadable();
  if (cell('退款状态') !== 'SUCCESS') return 'unfinished';
  const amountFen = readCell(findFen(cell('申请退款金额')));
  return { kind: 'refunded', ...about, refundNo: cell('商户退款单号'), amountFen };
}

/** Of the rows WeChat Pay tells only how many there are in all: those that are no refunds are payments. */
async function summaryOf(
  header: BillRow,
  rows: AsyncIterator<BillRow>,
  lines: readonly StatementLine[],
  unfinished: { readonly count: number; readonly fen: number },
): Promise<Statement['summary']> {
  const cell = columnsOf(readCell(header[0]).split(','), SUMS);
  const row = withoutBacktick(readCell((await rows.next()).value));
  const count = Number(cell(row, '总交易单数'));
  if (!Number.isSafeInteger(count)) throw unreadable();
  const refundedCount = lines.filter(({ kind }) => kind === 'refunded').length;
  return {
    paidCount: count - refundedCount - unfinished.count,
    paidFen: readCell(findFen(cell(row, '订单总金额'))),
    refundedCount,
    refundedFen: readCell(findFen(cell(row, '申请退款总金额'))) - unfinished.fen,
  };
}

/** The names of the columns have no backticks, and would be read as one: rows of another length are slow to read. */
function withoutHeader(file: Buffer): { readonly header: BillRow; readonly rest: Buffer } {
  const end = file.indexOf('\n');
  if (end < 0) throw unreadable();
  // A decoder takes the mark of byte order away.
  const header = new TextDecoder().decode(file.subarray(0, end)).trim().split(',');
  return { header, rest: file.subarray(end + 1) };
}

function withoutBacktick([first = '', ...others]: BillRow): BillRow {
  return [first.replace(/^`/, ''), ...others];
}

async function unzip(file: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(file, { maxOutputLength: UNZIPPED_BYTES });
  } catch {
    throw unreadable();
  }
}
