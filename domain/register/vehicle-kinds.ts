// What kind of vehicle the rules take it for, and the class it asks of its driver (R123 附件1).
import type { LicenceClass, PlateCategory, Usage } from './codes.ts';
import { KEY_EXTRA, KEY_VEHICLE, OPERATING_PASSENGER, PASSENGER_FREIGHT, SCHOOL_BUS } from './codes.ts';
import type { VehicleFacts } from './facts.ts';
import { closure } from './licence-classes.ts';

const LIGHT_MOTORCYCLE: PlateCategory = '08';

/** 校车: by usage or by an active 校车标牌. */
export function isSchoolBus(vehicle: VehicleFacts): boolean {
  return SCHOOL_BUS.has(vehicle.usage) || vehicle.hasSchoolBusPlate;
}

/** 重点车辆(营运客运、货运、出租客运、危化品运输车辆、校车等); `extra` is what “等” adds. */
export function isKeyVehicle(vehicle: VehicleFacts, extra: ReadonlySet<Usage> = KEY_EXTRA): boolean {
  return KEY_VEHICLE.has(vehicle.usage) || extra.has(vehicle.usage) || vehicle.hasSchoolBusPlate;
}

/** 客货运机动车. */
export function isPassengerFreight(vehicle: VehicleFacts): boolean {
  return PASSENGER_FREIGHT.has(vehicle.usage);
}

/** 营运客车. */
export function isOperatingPassenger(vehicle: VehicleFacts): boolean {
  return OPERATING_PASSENGER.has(vehicle.usage) && isPassengerBody(vehicle);
}

/** 载客汽车 of any size and use. */
export function isPassengerBody({ body }: VehicleFacts): boolean {
  return body === 'sedan' || body === 'passenger' || body === 'minibus';
}

/** 大型轿车, which the rules treat like a small car. */
export function isLargeSedan({ size, body }: VehicleFacts): boolean {
  return size === 'large' && body === 'sedan';
}

/** 小型、微型. */
export function isSmallOrMicro({ size }: VehicleFacts): boolean {
  return size === 'small' || size === 'micro';
}

/** 摩托车 of two or three wheels. */
export function isMotorcycle({ body }: VehicleFacts): boolean {
  return body === 'motorcycle' || body === 'motorcycle-3w';
}

/** The class needed to drive the vehicle (准驾车型). */
export function requiredClass(vehicle: VehicleFacts): LicenceClass {
  switch (vehicle.body) {
    case 'sedan':
    case 'passenger':
    case 'minibus':
      return passengerClass(vehicle);
    case 'tractor':
    case 'full-trailer':
    case 'semi-trailer':
      return 'A2';
    case 'truck':
    case 'special-op':
      return isSmallOrMicro(vehicle) ? 'C1' : 'B2';
    case 'low-speed-truck':
      return 'C3';
    case 'three-wheeler':
      return 'C4';
    case 'wheeled-machine':
      return 'M';
    case 'motorcycle-3w':
      return vehicle.plateCategory === LIGHT_MOTORCYCLE ? 'F' : 'D';
    case 'motorcycle':
      return vehicle.plateCategory === LIGHT_MOTORCYCLE ? 'F' : 'E';
  }
}

/** Whether a holder of the classes may drive the vehicle; C2 suffices for an automatic one that needs C1. */
export function coversVehicle(classes: Iterable<LicenceClass>, vehicle: VehicleFacts): boolean {
  const allowed = closure(classes);
  const required = requiredClass(vehicle);
  return allowed.has(required) || (required === 'C1' && vehicle.automatic && allowed.has('C2'));
}

function passengerClass(vehicle: VehicleFacts): LicenceClass {
  if (vehicle.size === 'large') return vehicle.usage === 'C' ? 'A3' : 'A1';
  return vehicle.size === 'medium' ? 'B1' : 'C1';
}
