// 制作清单: what one production batch holds, to be ticked off, scanned back and signed for.
import type { Instant } from '../domain/calendar/local-date.ts';
import { timeText } from './case-parts.ts';
import { NONE } from './registration-parts.ts';
import type { Cell, TablePaper } from './table-paper.ts';

export interface ManifestItem {
  readonly number: string;
  readonly serviceName: string;
  readonly deliverBy: Instant | null;
  /** 邮寄, 自取 … */
  readonly delivery: string;
}

export interface Manifest {
  /** Short enough to be read out. */
  readonly batch: string;
  readonly office: string;
  readonly takenBy: string;
  readonly takenAt: Instant;
  readonly printedAt: Instant;
  readonly items: readonly ManifestItem[];
}

const COLUMNS = [
  { heading: '序号', share: 0.06 },
  { heading: '申请编号', share: 0.36 },
  { heading: '业务', share: 0.22 },
  { heading: '交付', share: 0.08 },
  { heading: '交付期限', share: 0.1 },
  { heading: '制成', share: 0.06 },
  { heading: '废损', share: 0.06 },
  { heading: '回扫', share: 0.06 },
] as const;

/** The list of a batch in the order in which it is to be made. */
export function manifestPaper(of: Manifest): TablePaper {
  const { batch, office, takenBy, takenAt, printedAt, items } = of;
  return {
    ...{ title: '牌证制作清单', printedAt, columns: COLUMNS },
    head: [`批次:${batch}`, `${office}  领取:${takenBy}  ${timeText(takenAt)}`],
    lines: items.map(lineOf),
    totals: [
      `合计 ${items.length} 件。${countsOf(items)}`,
      '实际制成______件,废损______件,回扫______件。与合计不符的,在此注明:',
    ],
    signers: ['制作:', '复核:', '交接:'],
  };
}

function lineOf({ number, serviceName, deliverBy, delivery }: ManifestItem, at: number): readonly Cell[] {
  return [
    { text: String(at + 1), align: 'center' },
    { bars: number },
    { text: serviceName },
    { text: delivery, align: 'center' },
    { text: deliverBy === null ? NONE : dayText(deliverBy), align: 'center' },
    ...([{ box: true }, { box: true }, { box: true }] as const),
  ];
}

/** 11月3日 17:30 in two lines: the year is on the head. */
function dayText(at: Instant): string {
  return timeText(at)
    .replace(/^\d+年/, '')
    .replace(' ', '\n');
}

/** 其中:换领机动车号牌 3 件、… in the order in which they come up first. */
function countsOf(items: readonly ManifestItem[]): string {
  const counts = new Map<string, number>();
  for (const { serviceName } of items) counts.set(serviceName, (counts.get(serviceName) ?? 0) + 1);
  return counts.size === 0
    ? ''
    : `其中:${[...counts].map(([name, count]) => `${name} ${count} 件`).join('、')}。`;
}
