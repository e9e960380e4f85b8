import { isMobile, normaliseMobile } from './mobile.ts';

test.each([
  ['13812345678', true, true],
  ['15912345678', true, true],
  ['18012345678', true, true],
  ['16612345678', true, false],
  ['19912345678', true, false],
  ['12012345678', false, false],
  ['1381234567', false, false],
  ['138123456789', false, false],
  ['', false, false],
  ['+86 138-1234-5678', true, true],
])('%s: today %s, in the trial %s', (text, present, trial) => {
  expect(isMobile(text)).toBe(present);
  expect(isMobile(text, 'trial-2015')).toBe(trial);
});

test('one form for all spellings', () => {
  for (const text of ['138 1234 5678', '+8613812345678', '008613812345678', '8613812345678']) {
    expect(normaliseMobile(text)).toBe('13812345678');
  }
});
