import fc from 'fast-check';
import { findUnfit } from './request-text.ts';

test.each([
  ['前\0后', { code: 'invalid-text', pointer: '' }],
  [{ a: ['x', '\ud800'] }, { code: 'invalid-text', pointer: '/a/1' }],
  [{ a: { 'x\0': 1 } }, { code: 'invalid-text', pointer: '/a' }],
  [{ 'a/b': { '~': '\0' } }, { code: 'invalid-text', pointer: '/a~1b/~0' }],
  [{ n: Number.POSITIVE_INFINITY }, { code: 'malformed-request', pointer: '/n' }],
  [JSON.parse('{"a":{"__proto__":1}}'), { code: 'unknown-field', pointer: '/a/__proto__' }],
])('%j is not kept', (value, refusal) => {
  expect(findUnfit(value)).toMatchObject(refusal);
});

test.each([null, '', '𠮷野家 🚗 \u202e', { a: [1, -0.5, true, { b: null }] }])('%j is', (value) => {
  expect(findUnfit(value)).toBeNull();
});

test('no depth overturns it', () => {
  const deep = JSON.parse(`${'['.repeat(40_000)}${']'.repeat(40_000)}`);
  expect(findUnfit(deep)).toMatchObject({ code: 'malformed-request' });
});

test('what it lets through is well-formed, whatever was sent', () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 20, stringUnit: fc.string({ unit: 'binary', maxLength: 3 }) }),
      (sent) => {
        const value: unknown = JSON.parse(JSON.stringify(sent));
        if (findUnfit(value) !== null) return;
        const text = JSON.stringify(value);
        expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/);
        expect(JSON.parse(text)).toEqual(value);
      },
    ),
    { numRuns: 500 },
  );
});
