// Records as RFC 4180 has them, and no field a spreadsheet would calculate.
import fc from 'fast-check';
import { readCsv } from '../test/harness/csv.ts';
import { type CsvField, csvOf } from './csv.ts';

const csvLine = (fields: readonly CsvField[]) => csvOf([fields]);

test.each([
  [['a', 'b'], 'a,b\r\n'],
  [['a,b', 'say "no"'], '"a,b","say ""no"""\r\n'],
  [['two\r\nlines', null, 7], '"two\r\nlines",,7\r\n'],
  [['', '交警支队'], ',交警支队\r\n'],
])('%j', (fields, line) => {
  expect(csvLine(fields)).toBe(line);
});

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '＝1+1',
  '＋1',
  '－1',
  '＠x',
  '﹦1',
  '−1',
  '\u3000＝1',
  '\u00A0=1',
])('%j is neutralised', (field) => {
  const [record] = readCsv(csvLine([field]));
  expect(record).toEqual([`'${field}`]);
});

test.each(['a=1', '2026-11-24', 'application/-1', "'quoted", '张三'])('%j is left as it is', (field) => {
  expect(csvLine([field])).toBe(`${field}\r\n`);
});

test('whatever the text, it comes back, with at most an apostrophe before it, and never as a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 6 }), (fields) => {
      const [back = [], ...more] = readCsv(csvLine(fields));
      expect([back.length, more.length]).toEqual([fields.length, 0]);
      for (const [index, field] of fields.entries()) {
        expect([field, `'${field}`]).toContain(back[index]);
        expect(back[index]?.normalize('NFKC')).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/);
      }
    }),
  );
});

test.each([
  [-5, '-5'],
  [206.5, '206.50'],
  [-0.01, '-0.01'],
])('%d is a number and no formula', (value, text) => {
  expect(csvLine([value])).toBe(`${text}\r\n`);
});

test('a file begins with the mark of UTF-8', () => {
  expect(csvOf([['甲']], { bom: true })).toBe('\uFEFF甲\r\n');
});
