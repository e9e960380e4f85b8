// CSV after RFC 4180 that spreadsheets open as text: no field of it is ever a formula.

/** Excel takes a file for UTF-8 only when it begins with this. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** What begins a formula, or hides that something does. Full-width forms are the same to a spreadsheet. */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@\u2212]/u;

/** One record with its line end. */
export function csvLine(fields: readonly (string | number | null)[]): string {
  return `${fields.map((field) => (typeof field === 'string' ? textField(field) : (field ?? ''))).join(',')}\r\n`;
}

function textField(text: string): string {
  const safe = FORMULA.test(text.normalize('NFKC')) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
