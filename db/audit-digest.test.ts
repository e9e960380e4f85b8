// The maths of the chain: one digest for one link, another for every other.
import fc from 'fast-check';
import { BEFORE_FIRST, linkDigest, type SealedRow } from './audit-digest.ts';

const KEY = 'a key of this test';

const ROW: SealedRow = {
  ...{
    id: '7',
    at: '1447290000123',
    actorId: 'clerk-1',
    actorRole: 'clerk',
    forId: null,
    office: 'zmd-yicheng',
  },
  ...{ source: '127.0.0.1', action: 'accept', object: 'application/1', refusal: null, reason: null },
  ...{ requestId: 'r-1', before: '1', after: '2', beforeDigest: null, afterDigest: 'x' },
};
const LINK = { position: 1, sealedAtMs: '1447290001000', row: ROW };
const digest = (link: Parameters<typeof linkDigest>[2], previous = BEFORE_FIRST.digest, key = KEY) =>
  linkDigest(key, previous, link);

test('a link has one digest, whatever order its columns come in', () => {
  const turned = Object.fromEntries(Object.entries(ROW).reverse()) as unknown as SealedRow;
  expect(digest({ ...LINK, row: turned })).toBe(digest(LINK));
  expect(digest(LINK)).toMatch(/^[\w-]{43}$/);
});

test('a column added later, null in old rows, leaves their digests as they were', () => {
  const withColumn = { ...ROW, addedLater: null };
  expect(digest({ ...LINK, row: withColumn })).toBe(digest(LINK));
  const filled = { ...ROW, addedLater: 'x' };
  expect(digest({ ...LINK, row: filled })).not.toBe(digest(LINK));
});

test('another key, another forerunner, another place, another time give another digest', () => {
  const all = [
    digest(LINK),
    digest(LINK, BEFORE_FIRST.digest, 'another key of this test'),
    digest(LINK, digest(LINK)),
    digest({ ...LINK, position: 2 }),
    digest({ ...LINK, sealedAtMs: '1447290001001' }),
  ];
  expect(new Set(all).size).toBe(all.length);
});

test('whatever is written into any column, no other text of it has the same digest', () => {
  const columns = Object.keys(ROW).filter((name): name is keyof SealedRow => name in ROW);
  const text = fc.option(fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(fc.constantFrom(...columns), text, text, (column, one, other) => {
      const of = (value: string | null) => digest({ ...LINK, row: { ...ROW, [column]: value } });
      expect(of(one) === of(other)).toBe(one === other);
    }),
  );
});

test('a text that moves from one column into the next is noticed', () => {
  const moved = { ...ROW, actorId: 'clerk-1clerk', actorRole: '' };
  const quoted = { ...ROW, actorId: 'clerk-1","actorRole":"clerk', actorRole: 'x' };
  expect(
    new Set([digest(LINK), digest({ ...LINK, row: moved }), digest({ ...LINK, row: quoted })]).size,
  ).toBe(3);
});
