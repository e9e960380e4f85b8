import { vehicle } from '../services/testing/builders.ts';
import type { VehicleFacts } from './facts.ts';
import type { LicenceClass } from './licence-classes.ts';
import {
  coversVehicle,
  isKeyVehicle,
  isOperatingPassenger,
  isPassengerFreight,
  isSchoolBus,
  requiredClass,
} from './vehicle-kinds.ts';

test.each<[string, Partial<VehicleFacts>, LicenceClass]>([
  ['a coach', { body: 'passenger', size: 'large', usage: 'B' }, 'A1'],
  ['a city bus', { body: 'passenger', size: 'large', usage: 'C' }, 'A3'],
  ['a medium bus', { body: 'passenger', size: 'medium' }, 'B1'],
  ['a car', {}, 'C1'],
  ['a tractor', { body: 'tractor', size: 'large' }, 'A2'],
  ['a semi-trailer', { body: 'semi-trailer', size: 'large' }, 'A2'],
  ['a heavy truck', { body: 'truck', size: 'large' }, 'B2'],
  ['a medium special vehicle', { body: 'special-op', size: 'medium' }, 'B2'],
  ['a light truck', { body: 'truck', size: 'small' }, 'C1'],
  ['a low-speed truck', { body: 'low-speed-truck' }, 'C3'],
  ['a three-wheeler', { body: 'three-wheeler' }, 'C4'],
  ['a machine', { body: 'wheeled-machine' }, 'M'],
  ['a motorcycle of three wheels', { body: 'motorcycle-3w', plateCategory: '07' }, 'D'],
  ['a motorcycle', { body: 'motorcycle', plateCategory: '07' }, 'E'],
  ['a moped', { body: 'motorcycle', plateCategory: '08' }, 'F'],
])('%s needs %s', (_, overrides, cls) => {
  expect(requiredClass(vehicle(overrides))).toBe(cls);
});

test.each<[readonly LicenceClass[], Partial<VehicleFacts>, boolean]>([
  [['A1'], {}, true],
  [['C2'], {}, false],
  [['C2'], { automatic: true }, true],
  [['C2'], { automatic: true, body: 'truck', size: 'large' }, false],
  [['D'], { body: 'motorcycle', plateCategory: '07' }, true],
  [['E'], { body: 'motorcycle-3w', plateCategory: '07' }, false],
  [['C1'], { body: 'passenger', size: 'medium' }, false],
  [[], {}, false],
])('%j covers %j: %s', (classes, overrides, covers) => {
  expect(coversVehicle(classes, vehicle(overrides))).toBe(covers);
});

test('the kinds the notice names', () => {
  expect(isKeyVehicle(vehicle())).toBe(false);
  expect(isKeyVehicle(vehicle({ hasSchoolBusPlate: true }))).toBe(true);
  expect(isKeyVehicle(vehicle({ usage: 'R', body: 'truck' }))).toBe(true);
  expect(isKeyVehicle(vehicle({ usage: 'G' }))).toBe(true);
  expect(isKeyVehicle(vehicle({ usage: 'G' }), new Set())).toBe(false);
  expect(isSchoolBus(vehicle({ usage: 'O' }))).toBe(true);
  expect(isPassengerFreight(vehicle({ usage: 'G' }))).toBe(false);
  expect(isPassengerFreight(vehicle({ usage: 'F' }))).toBe(true);
  expect(isOperatingPassenger(vehicle({ usage: 'G' }))).toBe(true);
  expect(isOperatingPassenger(vehicle({ usage: 'B', body: 'truck' }))).toBe(false);
});
