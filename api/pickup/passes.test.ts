// A pass opens its own case for a minute, and nothing else ever.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { findScanned } from '../../domain/pickup/scanned.ts';
import { caseOfPass, PASS_GRACE_SECONDS, PASS_SECONDS, pickupPasses } from './passes.ts';

const NOW = 1_446_000_000_000;
let now = NOW;
const passes = pickupPasses('the-secret-of-this-test', () => now);
const of = { applicationId: randomUUID(), pickupCode: '042137' };
beforeEach(() => {
  now = NOW;
});

test('opens its case, names it, and is known by a scanner', () => {
  const { token, issuedAtMs, expiresAtMs } = passes.issue(of);
  expect([issuedAtMs, expiresAtMs]).toEqual([NOW, NOW + 60_000]);
  expect(passes.refusalOf(token, of)).toBeNull();
  expect(caseOfPass(token)).toBe(of.applicationId);
  expect(findScanned(token)).toEqual({ kind: 'pass', token });
  // Nothing of the code can be read from it.
  expect(Buffer.from(token.slice(5), 'base64url').toString('latin1')).not.toContain(of.pickupCode);
});

test('two are never alike', () => {
  const tokens = Array.from({ length: 50 }, () => passes.issue(of).token);
  expect(new Set(tokens).size).toBe(50);
});

const LAST = PASS_SECONDS + PASS_GRACE_SECONDS;
test.each([
  [0, null],
  [PASS_SECONDS, null],
  [LAST, null],
  [LAST + 0.001, 'pickup-pass-expired'],
  [3_600, 'pickup-pass-expired'],
  // Issued by a server whose clock is ahead.
  [-PASS_GRACE_SECONDS, null],
  [-PASS_GRACE_SECONDS - 0.001, 'pickup-pass-expired'],
])('after %d seconds: %s', (seconds, refusal) => {
  const { token } = passes.issue(of);
  now = NOW + seconds * 1_000;
  expect(passes.refusalOf(token, of)).toBe(refusal);
});

test('of another case, of a code that was replaced, and under another secret', () => {
  const { token } = passes.issue(of);
  expect(passes.refusalOf(token, { ...of, applicationId: randomUUID() })).toBe('pickup-pass-of-another');
  expect(passes.refusalOf(token, { ...of, pickupCode: '042138' })).toBe('pickup-pass-invalid');
  const others = pickupPasses('the-secret-of-others', () => now);
  expect(passes.refusalOf(others.issue(of).token, of)).toBe('pickup-pass-invalid');
});

test('with any one bit turned it opens nothing', () => {
  const { token } = passes.issue(of);
  const bytes = Buffer.from(token.slice(5), 'base64url');
  fc.assert(
    fc.property(fc.nat({ max: bytes.byteLength * 8 - 1 }), (bit) => {
      const turned = Buffer.from(bytes);
      turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const refusal = passes.refusalOf(`YZP1.${turned.toString('base64url')}`, of);
      expect(refusal).toBe(bit < 128 ? 'pickup-pass-of-another' : 'pickup-pass-invalid');
    }),
  );
});

test('what is no pass is invalid, whatever it is', () => {
  const { token } = passes.issue(of);
  const texts = ['', 'YZP1.', token.slice(0, -1), `${token}A`, `${token}=`, token.replace('YZP1', 'yzp1')];
  for (const text of texts) expect([text, passes.refusalOf(text, of)]).toEqual([text, 'pickup-pass-invalid']);
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(passes.refusalOf(text, of)).toBe('pickup-pass-invalid');
    }),
  );
});
