import { buildDecisionNo, isDecisionNo } from './decision-number.ts';

test('division, procedure, serial and check digit', () => {
  const no = buildDecisionNo('411702', 42n);
  expect(no).toMatch(/^411702100000042\d$/);
  expect(isDecisionNo(no)).toBe(true);
});

test('no other check digit is right, and no digit may be wrong', () => {
  const no = buildDecisionNo('411700', 99_999_999n);
  for (let at = 0; at < no.length; at += 1)
    for (let by = 1; by < 10; by += 1) {
      const wrong = (Number(no[at]) + by) % 10;
      expect(isDecisionNo(no.slice(0, at) + wrong + no.slice(at + 1))).toBe(false);
    }
  expect(isDecisionNo(no.slice(1))).toBe(false);
  expect(isDecisionNo('')).toBe(false);
});

test('serials begin again and stay sixteen digits', () => {
  expect(buildDecisionNo('411700', 100_000_001n)).toBe(buildDecisionNo('411700', 1n));
  expect(() => buildDecisionNo('4117', 1n)).toThrow(RangeError);
  expect(() => buildDecisionNo('411700', 0n)).toThrow(RangeError);
});
