import { on, vehicle } from '../services/testing/builders.ts';
import type { VehicleFacts } from './facts.ts';
import { cumulativeScrapYears, mandatoryScrapOn, scrapBase, scrapYears } from './scrap.ts';

// The rows of 第五条 in their order.
test.each<[string, Partial<VehicleFacts>, number | null]>([
  ['小型出租', { usage: 'D' }, 8],
  ['微型出租', { usage: 'D', size: 'micro' }, 8],
  ['中型出租', { usage: 'D', size: 'medium' }, 10],
  ['大型出租', { usage: 'D', size: 'large' }, 12],
  ['租赁', { usage: 'G' }, 15],
  ['小型教练', { usage: 'N' }, 10],
  ['中型教练', { usage: 'N', size: 'medium' }, 12],
  ['大型教练', { usage: 'N', size: 'large' }, 15],
  ['公交', { usage: 'C', size: 'large' }, 13],
  ['小型营运', { usage: 'B' }, 10],
  ['中型营运', { usage: 'E', size: 'medium' }, 15],
  ['大型营运', { usage: 'B', size: 'large' }, 15],
  ['专用校车', { usage: 'P', body: 'passenger', size: 'medium' }, 15],
  ['大型非营运', { body: 'passenger', size: 'large' }, 20],
  ['中型非营运', { body: 'passenger', size: 'medium', hasSchoolBusPlate: true }, 20],
  ['三轮汽车', { body: 'three-wheeler', usage: 'F' }, 9],
  ['单缸低速货车', { body: 'low-speed-truck', singleCylinder: true, usage: 'F' }, 9],
  ['多缸低速货车', { body: 'low-speed-truck', usage: 'F' }, 12],
  ['微型载货', { body: 'truck', size: 'micro', usage: 'F' }, 12],
  ['危险品运输载货', { body: 'truck', size: 'large', usage: 'R' }, 10],
  ['其他载货', { body: 'truck', size: 'large', usage: 'F' }, 15],
  ['牵引车', { body: 'tractor', size: 'large', usage: 'F' }, 15],
  ['危险品运输牵引车', { body: 'tractor', size: 'large', usage: 'R' }, 10],
  ['有载货功能的专项作业车', { body: 'special-op', hasCargoFunction: true }, 15],
  ['无载货功能的专项作业车', { body: 'special-op' }, 30],
  ['全挂车', { body: 'full-trailer', usage: 'F' }, 10],
  ['危险品运输半挂车', { body: 'semi-trailer', usage: 'R' }, 10],
  ['集装箱半挂车', { body: 'semi-trailer', usage: 'F', isContainerSemiTrailer: true }, 20],
  ['其他半挂车', { body: 'semi-trailer', usage: 'F' }, 15],
  ['正三轮摩托车', { body: 'motorcycle-3w' }, 12],
  ['其他摩托车', { body: 'motorcycle' }, 13],
  ['小型非营运', {}, null],
  ['微型非营运', { size: 'micro' }, null],
  ['大型非营运轿车', { size: 'large' }, null],
  ['轮式专用机械车', { body: 'wheeled-machine' }, null],
  ['出租转非', { usage: 'M' }, 8],
  ['营转非', { usage: 'L' }, 10],
])('%s', (_, overrides, years) => {
  expect(scrapYears(vehicle(overrides))).toBe(years);
});

test('counted from manufacture when registered more than two years after it', () => {
  expect(scrapBase({ firstRegisteredOn: on('2007-12-01'), manufacturedOn: on('2005-12-01') })).toBe(
    '2007-12-01',
  );
  expect(scrapBase({ firstRegisteredOn: on('2007-12-02'), manufacturedOn: on('2005-12-01') })).toBe(
    '2005-12-01',
  );
});

test("the register's own date goes before the table", () => {
  expect(mandatoryScrapOn(vehicle())).toBeNull();
  expect(mandatoryScrapOn(vehicle({ usage: 'D' }))).toBe('2020-05-08');
  expect(mandatoryScrapOn(vehicle({ usage: 'D', mandatoryScrapOn: on('2019-01-01') }))).toBe('2019-01-01');
});

test('half of a taxi is half of a private car', () => {
  expect(cumulativeScrapYears(4, 8)).toBe(12.5);
  expect(cumulativeScrapYears(0, 8)).toBe(17);
  expect(cumulativeScrapYears(8, 8)).toBe(8);
});
