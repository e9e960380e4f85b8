// Finding values in every form they could lie about in, and nothing where nothing is.
import fc from 'fast-check';
import type { Canary } from './canary.ts';
import { createScanner, excerptOf } from './scan.ts';

const canary = (value: string, kind: Canary['kind'] = 'name'): Canary => ({ value, kind, owners: new Set() });

const ID_NUMBER = canary('41172019801003001X', 'id-number');
const MOBILE = canary('13700000123', 'mobile');
const NAME = canary('澹台珂琅');
const ADDRESS = canary('河南省驻马店市驿城区解放路12号阳光花园3号楼2单元503室', 'address');
const ALL = [ID_NUMBER, MOBILE, NAME, ADDRESS];
const scanner = createScanner(ALL);

const found = (text: string | Buffer) =>
  scanner.scan(Buffer.from(text)).map((hit) => `${hit.canary.kind} ${hit.encoding}`);

test.each([
  ['as it is', `{"name":"${NAME.value}"}`, 'name as it is'],
  ['in small letters', `idNumber=${ID_NUMBER.value.toLowerCase()}`, 'id-number in small letters'],
  ['JSON-escaped', '{"name":"\\u6fb9\\u53f0\\u73c2\\u7405"}', 'name JSON-escaped'],
  ['JSON-escaped in capitals', '{"name":"\\u6FB9\\u53F0\\u73C2\\u7405"}', 'name JSON-escaped'],
  ['in an address', `/people?name=${encodeURIComponent(NAME.value)}`, 'name URL-encoded'],
  ['in an address in small letters', encodeURIComponent(NAME.value).toLowerCase(), 'name URL-encoded'],
  ['in hexadecimal', `\\x${Buffer.from(MOBILE.value).toString('hex')}`, 'mobile hexadecimal'],
  ['behind the country prefix', `+86${MOBILE.value}`, 'mobile as it is'],
  ['behind the long prefix', `0086${MOBILE.value}`, 'mobile as it is'],
])('a value is found %s', (_, text, what) => expect(found(text)).toEqual([what]));

test('digits within a longer number are no mobile', () => {
  expect(found(`${MOBILE.value}4`)).toEqual([]);
  expect(found(`9${MOBILE.value}`)).toEqual([]);
  expect(found('13700000124')).toEqual([]);
});

const words = fc.string({ unit: 'grapheme', maxLength: 40 });

test('a value is found in base64 of any text around it, in both alphabets', () => {
  fc.assert(
    fc.property(
      words,
      words,
      fc.constantFrom(...ALL),
      fc.boolean(),
      (before, after, { value, kind }, isUrl) => {
        const bytes = Buffer.from(`${before}${value}${after}`);
        expect(found(bytes.toString(isUrl ? 'base64url' : 'base64'))).toContain(`${kind} base64`);
      },
    ),
  );
});

test('a value is found wherever it stands, and its whole extent is told', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(NAME, ADDRESS), (noise, wanted) => {
      const bytes = Buffer.concat([noise, Buffer.from(wanted.value), noise]);
      const [hit] = scanner.scan(bytes).filter((each) => each.canary === wanted);
      expect(hit && bytes.toString('utf8', hit.from, hit.to)).toBe(wanted.value);
    }),
  );
});

test('nothing is found in bytes that hold nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) =>
      expect(found(Buffer.from(bytes))).toEqual([]),
    ),
  );
});

test('an excerpt stars out every value, not only the one it is about', () => {
  const bytes = Buffer.from(`before ${NAME.value} and ${MOBILE.value} after`);
  const [hit] = scanner.scan(bytes);
  expect(hit && excerptOf(bytes, hit, scanner)).toBe('before **** and **** after');
});
