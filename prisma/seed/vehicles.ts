// Vehicles in the condition they are in: mostly in order, and every way of not being so.
import {
  addDays,
  addMonths,
  addYears,
  endOfMonth,
  fullYearsBetween,
  type LocalDate,
} from '../../domain/calendar/local-date.ts';
import type { VehicleStatus } from '../../domain/register/codes.ts';
import type { CertificateState } from '../../domain/register/facts.ts';
import { mandatoryScrapOn } from '../../domain/register/vehicle.ts';
import type { Chance } from './chance.ts';
import type { Numbering } from './numbers.ts';
import { type CertificateRow, type VehicleBundle, type VehicleRow, vehicleFactsOf } from './rows.ts';
import { VEHICLE_KINDS, type VehicleKind } from './vehicle-kinds.ts';

/** What is not in order. */
export interface VehicleCondition {
  readonly statuses?: readonly VehicleStatus[];
  /** Months until the inspection ends; negative once it has. */
  readonly inspectionMonths?: number;
  /** Days until the insurance ends; negative once it has. */
  readonly insuranceDays?: number;
  readonly plates?: CertificateState;
  readonly mark?: CertificateState;
  readonly yearsOld?: number;
  readonly injuryAccident?: true;
  readonly illegalModPenalty?: true;
}

interface ConditionRow extends VehicleCondition {
  readonly weight: number;
}

const CONDITIONS: readonly ConditionRow[] = [
  { weight: 800 },
  { weight: 25, statuses: ['G'] },
  { weight: 8, statuses: ['I'], injuryAccident: true },
  { weight: 5, statuses: ['G', 'Q'], inspectionMonths: -2 },
  { weight: 25, statuses: ['Q'], inspectionMonths: -3 },
  { weight: 8, statuses: ['Q'], inspectionMonths: -30, insuranceDays: -400 },
  { weight: 12, inspectionMonths: 0 },
  { weight: 30, insuranceDays: -20 },
  { weight: 15, insuranceDays: 10 },
  { weight: 12, plates: 'lost' },
  { weight: 12, plates: 'damaged' },
  { weight: 8, mark: 'lost' },
  { weight: 4, mark: 'damaged' },
  { weight: 6, statuses: ['C'] },
  { weight: 4, statuses: ['B'] },
  { weight: 2, statuses: ['D'] },
  { weight: 6, statuses: ['E'] },
  { weight: 1, statuses: ['F'] },
  { weight: 1, statuses: ['H'] },
  { weight: 1, statuses: ['J'] },
  { weight: 4, statuses: ['K'] },
  { weight: 3, statuses: ['L'] },
  { weight: 4, statuses: ['M'], yearsOld: 20, inspectionMonths: -40 },
  { weight: 2, statuses: ['N'] },
  { weight: 3, statuses: ['O'] },
  { weight: 3, statuses: ['P'], yearsOld: 22, inspectionMonths: -50 },
  { weight: 6, illegalModPenalty: true },
  { weight: 10, yearsOld: 14 },
];

/** Any vehicle in any condition. */
export function drawVehicle(
  ownerId: string,
  numbers: Numbering,
  chance: Chance,
  today: LocalDate,
): VehicleBundle {
  return makeVehicle(
    ownerId,
    chance.weighted(VEHICLE_KINDS),
    chance.weighted(CONDITIONS),
    numbers,
    chance,
    today,
  );
}

export function makeVehicle(
  ownerId: string,
  kind: VehicleKind,
  condition: VehicleCondition,
  numbers: Numbering,
  chance: Chance,
  today: LocalDate,
): VehicleBundle {
  const age = condition.yearsOld ?? chance.int(0, 9);
  const firstRegisteredOn = addDays(addYears(today, -age), -chance.int(20, 340));
  const manufacturedOn = addDays(firstRegisteredOn, -chance.int(15, 400));
  const draft: VehicleRow = {
    id: numbers.uuid('vehicle'),
    vin: numbers.vin(kind.maker, Number(manufacturedOn.slice(0, 4))),
    engine_no: `${kind.maker}${chance.int(100_000, 999_999)}`,
    plate_category: kind.plateCategory,
    plate_number: numbers.plate(kind.plateCategory),
    owner_id: ownerId,
    size: kind.size,
    body: kind.body,
    usage: kind.usage,
    brand_model: kind.brandModel,
    seats: kind.seats,
    single_cylinder: kind.singleCylinder ?? false,
    has_cargo_function: kind.hasCargoFunction ?? false,
    is_container_semi_trailer: kind.isContainerSemiTrailer ?? false,
    automatic: kind.body === 'sedan' && chance.happens(0.4),
    manufactured_on: manufacturedOn,
    first_registered_on: firstRegisteredOn,
    inspection_valid_to: inspectionValidTo(firstRegisteredOn, condition, chance, today),
    insurance_valid_to: addDays(today, condition.insuranceDays ?? chance.int(20, 340)),
    mandatory_scrap_on: null,
    injury_accident: condition.injuryAccident ?? false,
    illegal_mod_penalty: condition.illegalModPenalty ?? false,
    has_school_bus_plate: kind.hasSchoolBusPlate ?? false,
    statuses: condition.statuses ?? ['A'],
  };
  const vehicle = { ...draft, mandatory_scrap_on: mandatoryScrapOn(vehicleFactsOf(draft)) };
  return { vehicle, certificates: certificatesOf(vehicle, condition) };
}

/** Inspections fall in the month of the first registration. */
function inspectionValidTo(
  firstRegisteredOn: LocalDate,
  { inspectionMonths }: VehicleCondition,
  chance: Chance,
  today: LocalDate,
): LocalDate {
  if (inspectionMonths !== undefined) return endOfMonth(addMonths(today, inspectionMonths));
  const next = addYears(firstRegisteredOn, fullYearsBetween(firstRegisteredOn, today) + 1);
  return endOfMonth(chance.happens(0.3) ? addYears(next, 1) : next);
}

function certificatesOf(vehicle: VehicleRow, { plates, mark }: VehicleCondition): readonly CertificateRow[] {
  const isOut = vehicle.statuses.some((status) => status === 'E' || status === 'M' || status === 'P');
  const rest = {
    vehicle_id: vehicle.id,
    licence_id: null,
    voided_on: null,
    application_id: null,
    issued_on: vehicle.first_registered_on,
  };
  const usual: CertificateState = isOut ? 'returned' : 'held';
  return [
    { ...rest, kind: 'plates', state: plates ?? usual },
    { ...rest, kind: 'inspection-mark', state: mark ?? usual },
  ];
}
