// Amounts and days as they stand in messages and on papers.
import type { LocalDate } from '../calendar/local-date.ts';

/** 20000 → `200`, 20050 → `200.50`: yuan, with two decimals where there are fen. */
export function yuanText(fen: number): string {
  const [yuan, rest] = [Math.floor(fen / 100), fen % 100];
  return rest === 0 ? String(yuan) : `${yuan}.${String(rest).padStart(2, '0')}`;
}

/** 2015-11-18 → 2015年11月18日 */
export function dayText(on: LocalDate): string {
  const [year, month, day] = on.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
