// A register drawn by chance: right numbers, every case there is, and always the same.
import { addDays, endOfMonth, parseLocalDate } from '../../domain/calendar/local-date.ts';
import { isLocalPlateNumber } from '../../domain/identity/plate-number.ts';
import { findResidentId } from '../../domain/identity/resident-id.ts';
import { isTrackingNumber } from '../../domain/identity/tracking-number.ts';
import { isValidVin } from '../../domain/identity/vin.ts';
import { CLASS_ORDER, LICENCE_STATUSES, USAGES, VEHICLE_STATUSES } from '../../domain/register/codes.ts';
import { heldClasses, overageTarget, pointsOn } from '../../domain/register/licence.ts';
import { createChance } from './chance.ts';
import { createNumbering } from './numbers.ts';
import { drawResident, type Resident } from './register.ts';
import { licenceFactsOf } from './rows.ts';

const TODAY = parseLocalDate('2015-11-03');

function draw(count: number, partition = 1, seed = 1): readonly Resident[] {
  const drawing = { numbers: createNumbering(partition), chance: createChance(seed), today: TODAY };
  return Array.from({ length: count }, () => drawResident(drawing, 'hash'));
}

const residents = draw(15_000);
const vehicles = residents.flatMap((resident) => resident.vehicles.map(({ vehicle }) => vehicle));
const licences = residents.flatMap(({ licence }) => (licence ? [licence] : []));
const people = residents.map(({ person }) => person);
const areUnique = (texts: readonly string[]) => new Set(texts).size === texts.length;

describe('numbers', () => {
  test('of residents say when they were born and what they are', () => {
    const residentIds = people.filter(({ id_doc_kind }) => id_doc_kind === 'resident-id');
    expect(residentIds.length).toBeGreaterThan(14_000);
    for (const person of residentIds) {
      expect(findResidentId(person.id_doc_no, TODAY)).toMatchObject({
        birthOn: person.birth_on,
        sex: person.sex,
      });
    }
    expect(residentIds.some(({ id_doc_no }) => id_doc_no.startsWith('4128'))).toBe(true);
    expect(residentIds.some(({ id_doc_no }) => id_doc_no.startsWith('4117'))).toBe(true);
  });

  test('of vehicles and licences have their check digits and form', () => {
    for (const { vin, plate_category, plate_number } of vehicles) {
      if (!isValidVin(vin)) throw new Error(`VIN ${vin}`);
      if (!isLocalPlateNumber(plate_category, plate_number))
        throw new Error(`plate ${plate_category} ${plate_number}`);
    }
    expect(licences.every(({ licence }) => /^4117\d{8}$/.test(licence.file_no))).toBe(true);
    expect(isTrackingNumber(createNumbering(1).trackingNumber())).toBe(true);
  });

  test('are given out once, also over two partitions', () => {
    const all = [...residents, ...draw(5_000, 2, 2)];
    const allVehicles = all.flatMap((resident) => resident.vehicles.map(({ vehicle }) => vehicle));
    expect(areUnique(all.map(({ person }) => person.id_doc_no))).toBe(true);
    expect(areUnique(all.map(({ person }) => person.mobile ?? ''))).toBe(true);
    expect(areUnique(all.map(({ person }) => person.id))).toBe(true);
    expect(areUnique(allVehicles.map(({ vin }) => vin))).toBe(true);
    expect(
      areUnique(allVehicles.map(({ plate_category, plate_number }) => plate_category + plate_number)),
    ).toBe(true);
    expect(areUnique(all.flatMap(({ licence }) => (licence ? [licence.licence.file_no] : [])))).toBe(true);
    expect(people.every(({ mobile }) => /^1[34578]\d{9}$/.test(mobile ?? ''))).toBe(true);
  });
});

describe('the register', () => {
  test('is the same for the same seed, another for another', () => {
    expect(draw(200, 1, 5)).toEqual(draw(200, 1, 5));
    expect(draw(200, 1, 6)).not.toEqual(draw(200, 1, 5));
  });

  test('has every status of vehicles and of licences', () => {
    const vehicleStatuses = new Set(vehicles.flatMap(({ statuses }) => statuses));
    const licenceStatuses = new Set(licences.flatMap(({ licence }) => licence.statuses));
    expect([...vehicleStatuses].sort()).toEqual(Object.keys(VEHICLE_STATUSES).sort());
    expect([...licenceStatuses].sort()).toEqual(Object.keys(LICENCE_STATUSES).sort());
  });

  test('has every class, every kind of validity, and every points from 0 to 12', () => {
    const facts = licences.map(licenceFactsOf);
    expect([...new Set(facts.flatMap((licence) => heldClasses(licence)))].sort()).toEqual(
      [...CLASS_ORDER].sort(),
    );
    expect(new Set(facts.map(({ validityKind }) => validityKind)).size).toBe(3);
    const points = new Set(facts.map((licence) => Math.min(12, pointsOn(licence, TODAY))));
    expect([...points].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const targets = new Set(facts.map((licence) => overageTarget(licence, TODAY)?.kind ?? 'none'));
    expect(targets).toEqual(new Set(['none', 'exchange', 'cancellation']));
  });

  test('has vehicles of nearly every usage, inspections to the end of a month, some over', () => {
    const usages = new Set(vehicles.map(({ usage }) => usage));
    const without = Object.keys(USAGES).filter((usage) => ![...usages].some((found) => found === usage));
    expect(without).toEqual(['H']);
    expect(vehicles.every(({ inspection_valid_to: on }) => endOfMonth(on) === on)).toBe(true);
    expect(vehicles.some(({ inspection_valid_to }) => inspection_valid_to < TODAY)).toBe(true);
    expect(vehicles.some(({ insurance_valid_to }) => insurance_valid_to < TODAY)).toBe(true);
    expect(vehicles.some(({ has_school_bus_plate }) => has_school_bus_plate)).toBe(true);
  });

  test('has licences due, late and lost, and addresses everywhere', () => {
    const endings = licences.map(({ licence }) => licence.valid_to);
    const isDue = (on: string | null) => on !== null && on >= TODAY && on <= addDays(TODAY, 90);
    expect(endings.filter(isDue).length).toBeGreaterThan(200);
    expect(endings.some((on) => on !== null && on < TODAY)).toBe(true);
    const pieces = residents.flatMap(({ vehicles: owned, licence }) => [
      ...owned,
      ...(licence ? [licence] : []),
    ]);
    const states = new Set(pieces.flatMap(({ certificates }) => certificates.map(({ state }) => state)));
    expect([...states].sort()).toEqual(['damaged', 'held', 'lost', 'returned']);
    const provinces = new Set(people.map(({ division }) => division?.slice(0, 2)));
    for (const province of ['41', '11', '44', '71', '81', '82']) expect(provinces).toContain(province);
  });
});
