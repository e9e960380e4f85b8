// CSV after RFC 4180 that spreadsheets open as text: no field of it is ever a formula.
import { stringify } from 'csv-stringify/sync';

export type CsvField = string | number | null;

/** What begins a formula, or hides that something does: the library knows neither blanks before it nor all of its forms. */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@\u2212]/u;

/** Records, each with its line end. Excel takes a file for UTF-8 only when it begins with a byte order mark. */
export function csvOf(
  records: readonly (readonly CsvField[])[],
  { bom = false }: { readonly bom?: boolean } = {},
): string {
  return stringify([...records], {
    bom,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { string: withoutFormula, number: numberText },
  });
}

/** Full-width forms are the same to a spreadsheet. */
function withoutFormula(text: string): string {
  return FORMULA.test(text.normalize('NFKC')) ? `'${text}` : text;
}

function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
