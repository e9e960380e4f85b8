// Reads CSV as RFC 4180 says, character by character.

/** The records of a file; each ends with CR LF. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const next = text.slice(index, index + 2);
    const character = text[index] ?? '';
    if (isQuoted && next === '""') {
      field += '"';
      index += 1;
    } else if (character === '"') {
      isQuoted = !isQuoted;
    } else if (isQuoted) {
      field += character;
    } else if (character === ',') {
      record.push(field);
      field = '';
    } else if (next === '\r\n') {
      records.push([...record, field]);
      record = [];
      field = '';
      index += 1;
    } else field += character;
  }
  return records;
}
