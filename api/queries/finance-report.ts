// The finance report as it is shown, and as a file for the accountants' own tables: in yuan, with its total.
import writeXlsxFile from 'write-excel-file/node';
import type { FinanceRow } from '../../db/statements/finance.ts';
import { officeName } from '../../domain/register/local.ts';
import { type CsvField, csvOf } from '../csv.ts';

const FIGURES = [
  'paidCount',
  'paidFen',
  'fineFen',
  'lateFeeFen',
  'feeFen',
  'unwantedFen',
  'refundedCount',
  'refundedFen',
  'netFen',
] as const;
type Figures = Readonly<Record<(typeof FIGURES)[number], number>>;

const NOTHING: Figures = {
  ...{ paidCount: 0, paidFen: 0, fineFen: 0, lateFeeFen: 0, feeFen: 0, unwantedFen: 0 },
  ...{ refundedCount: 0, refundedFen: 0, netFen: 0 },
};

/** Rows with their total, in fen. */
export function reportOf(rows: readonly FinanceRow[]) {
  return { rows: rows.map((row) => ({ ...row, officeName: officeName(row.office) })), total: totalOf(rows) };
}

function totalOf(rows: readonly FinanceRow[]): Figures {
  return rows.reduce<Figures>(
    (sum, row) => ({
      paidCount: sum.paidCount + row.paidCount,
      paidFen: sum.paidFen + row.paidFen,
      fineFen: sum.fineFen + row.fineFen,
      lateFeeFen: sum.lateFeeFen + row.lateFeeFen,
      feeFen: sum.feeFen + row.feeFen,
      unwantedFen: sum.unwantedFen + row.unwantedFen,
      refundedCount: sum.refundedCount + row.refundedCount,
      refundedFen: sum.refundedFen + row.refundedFen,
      netFen: sum.netFen + row.netFen,
    }),
    NOTHING,
  );
}

const HEADINGS = {
  ...{
    paidCount: '收款笔数',
    paidFen: '收款金额(元)',
    fineFen: '其中罚款(元)',
    lateFeeFen: '其中加处罚款(元)',
  },
  ...{ feeFen: '其中规费(元)', unwantedFen: '其中应退款(元)', refundedCount: '退款笔数' },
  ...{ refundedFen: '退款金额(元)', netFen: '净收入(元)' },
} as const satisfies Readonly<Record<(typeof FIGURES)[number], string>>;

const CHANNEL_NAMES = { wechat: '微信支付', alipay: '支付宝' } as const;

const HEADER = ['日期', '支付渠道', '机构', ...FIGURES.map((name) => HEADINGS[name]), '日结'] as const;

/** Whether a figure is money: shown in yuan. */
const isMoney = (name: (typeof FIGURES)[number]) => name.endsWith('Fen');

function figuresOf(of: Figures): readonly number[] {
  return FIGURES.map((name) => (isMoney(name) ? of[name] / 100 : of[name]));
}

function recordsOf(rows: readonly FinanceRow[]): readonly (readonly CsvField[])[] {
  const records = rows.map((row) => [
    ...[row.on, CHANNEL_NAMES[row.channel], officeName(row.office)],
    ...figuresOf(row),
    row.isClosed ? '已日结' : '未日结',
  ]);
  return [...records, ['合计', null, null, ...figuresOf(totalOf(rows)), null]];
}

/** As CSV, which spreadsheets open as it is. */
export function reportCsv(rows: readonly FinanceRow[]): Uint8Array {
  return new Uint8Array(Buffer.from(csvOf([HEADER, ...recordsOf(rows)], { bom: true })));
}

const BOLD = { fontWeight: 'bold' } as const;
const FIRST_FIGURE = 3;

/** As a workbook of one sheet: texts as texts, money with two decimals. */
export async function reportXlsx(rows: readonly FinanceRow[]): Promise<Uint8Array> {
  const heading = HEADER.map((value) => ({ value, ...BOLD }));
  const cells = recordsOf(rows).map((record) =>
    record.map((value, column) => (typeof value === 'number' ? { value, ...formatOf(column) } : value)),
  );
  const sheet = { sheet: '财务报表', stickyRowsCount: 1, columns: HEADER.map(() => ({ width: 16 })) };
  return new Uint8Array(await writeXlsxFile([heading, ...cells], sheet).toBuffer());
}

function formatOf(column: number): { readonly format?: string } {
  const name = FIGURES[column - FIRST_FIGURE];
  return name !== undefined && isMoney(name) ? { format: '#,##0.00' } : {};
}
