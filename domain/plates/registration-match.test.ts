import { isRegisteredAsChosen } from './registration-match.ts';

const chosen = { vin: 'LSVAA4182E2184847', idNumber: '41280119900307123X', mobile: '13900001111' };

test.each([
  ['the same', {}, true],
  ['written otherwise', { idNumber: '412801 19900307123x', mobile: '+86 139-0000-1111' }, true],
  ['another VIN', { vin: 'LSVAA4187E2184848' }, false],
  ['another number', { idNumber: '412801199003071234' }, false],
  ['another mobile', { mobile: '13900001112' }, false],
  ['nothing', { vin: '', idNumber: '', mobile: '' }, false],
])('%s: %s', (_what, change, same) => {
  expect(isRegisteredAsChosen(chosen, { ...chosen, ...change })).toBe(same);
});
