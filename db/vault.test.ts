// The vault: what it seals only it opens, and equal texts are found in the place they belong to and in no other.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { createVault, type KeyRing, keyIdOf, keyIdOfBytes, parseKeys, SealBroken } from './vault.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const [k1, k2] = [key('k1'), key('k2')];
const indexKey = randomBytes(32);
const ring = (...keys: KeyRing['keys']) => createVault({ keys, indexKey });
const vault = ring(k1);

test('opens what it sealed, texts and bytes of every kind', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(vault.open(vault.seal(text))).toBe(text)),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) =>
      expect(vault.openBytes(vault.sealBytes(bytes))).toEqual(new Uint8Array(bytes)),
    ),
  );
});

test('never shows the text, and seals it differently each time', () => {
  const number = '411702199003071234';
  const [one, other] = [vault.seal(number), vault.seal(number)];
  expect(one).not.toBe(other);
  expect(one).not.toContain(number);
  expect(Buffer.from(one.slice(3), 'base64url').toString('latin1')).not.toContain(number);
  const bytes = vault.sealBytes(Buffer.from(number));
  expect(Buffer.from(bytes).includes(number)).toBe(false);
  expect(vault.sealBytes(Buffer.from(number))).not.toEqual(bytes);
});

test('tells sealed from plain, and by which key', () => {
  expect(keyIdOf(vault.seal(''))).toBe('k1');
  expect(keyIdOfBytes(vault.sealBytes(new Uint8Array()))).toBe('k1');
  for (const plain of ['', '13812341234', '{"reason":"lost"}', 'a@b.cn', '驿城区解放路1号', 'k1.short'])
    expect(keyIdOf(plain)).toBeNull();
  for (const head of ['%PDF-1.7\n', '\u0089PNG\r\n\u001a\n\0', '\u00ff\u00d8\u00ff\u00e0\0', '\0'])
    expect(keyIdOfBytes(Buffer.from(head.padEnd(100), 'latin1'))).toBeNull();
});

test('an older key opens still, the newest seals', () => {
  const sealed = vault.seal('老地址');
  const both = ring(k2, k1);
  expect(both.open(sealed)).toBe('老地址');
  expect(keyIdOf(both.seal('新地址'))).toBe('k2');
});

test('nothing opens under a foreign key, cut short, or changed in any place', () => {
  const sealed = vault.seal('13812341234');
  expect(() => ring(k2).open(sealed)).toThrow(SealBroken);
  expect(() => ring({ ...k2, id: 'k1' }).open(sealed)).toThrow(SealBroken);
  for (let at = 3; at < sealed.length; at += 1) {
    const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
    const isSame = Buffer.from(changed.slice(3), 'base64url').equals(
      Buffer.from(sealed.slice(3), 'base64url'),
    );
    if (!isSame) expect(() => vault.open(changed)).toThrow(SealBroken);
    expect(() => vault.open(sealed.slice(0, at))).toThrow(SealBroken);
  }
  expect(() => vault.open('13812341234')).toThrow(SealBroken);
  expect(() => vault.openBytes(Buffer.from('%PDF-1.7'))).toThrow(SealBroken);
});

test('an error says nothing of what was sealed', () => {
  const told = (work: () => unknown) => {
    try {
      return work();
    } catch (error) {
      return String(error);
    }
  };
  expect(told(() => vault.open('13812341234'))).not.toContain('13812341234');
  expect(told(() => parseKeys('k1:abc').map((each) => ring(each)))).not.toContain('abc');
});

test('an index is the same for the same text and purpose, under the same key', () => {
  const index = vault.index('mobile', '13812341234');
  expect(index).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(ring(k2).index('mobile', '13812341234')).toBe(index);
  expect(vault.index('mobile', '13812341235')).not.toBe(index);
  expect(vault.index('id-number', '13812341234')).not.toBe(index);
  expect(createVault({ keys: [k1], indexKey: randomBytes(32) }).index('mobile', '13812341234')).not.toBe(
    index,
  );
});

test.each([
  ['no key', []],
  ['a short key', [{ id: 'k1', key: randomBytes(16) }]],
  ['a name that could not be told from the text', [{ id: 'K.1', key: randomBytes(32) }]],
  ['two keys of one name', [k1, { ...k2, id: 'k1' }]],
])('a ring of %s is refused', (_, keys) => {
  expect(() => createVault({ keys, indexKey })).toThrow();
});
