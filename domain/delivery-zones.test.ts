import { calendarCases } from './calendar/fixtures/trial-calendar.ts';
import { deliveryDaysOf, findDeliveryZone, ZONES } from './delivery-zones.ts';

test.each([
  ['411702', 'city'],
  ['411729', 'city'],
  ['411700', 'city'],
  ['410105', 'province'],
  ['419001', 'province'],
  ['110105', 'interprovince'],
  ['650102', 'interprovince'],
  ['710000', 'undeliverable'],
  ['810000', 'undeliverable'],
  ['820000', 'undeliverable'],
  ['160000', undefined],
  ['990000', undefined],
  ['000000', undefined],
  ['41170', undefined],
  ['4117022', undefined],
  ['41170a', undefined],
  ['４１１７０２', undefined],
  ['', undefined],
])('%s is %s', (division, zone) => {
  expect(findDeliveryZone(division)).toBe(zone);
});

test('the days are those of the notice', () => {
  expect(Object.fromEntries(Object.entries(ZONES).map(([zone, { days }]) => [zone, days]))).toEqual(
    calendarCases.meta.zoneDays,
  );
  expect(deliveryDaysOf('interprovince')).toBe(3);
});
