// What is administered here: 驻马店 (豫Q, issuing office 411700).

export const LOCAL_PLATE_PREFIX = '豫Q';
export const LOCAL_ISSUING_OFFICE = '411700';
/** 驻马店市公安局交警支队车辆管理所, whose accounts those are that are made online. */
export const LOCAL_OFFICE = 'zmd-vmo';

/** Names of the offices that papers tell of. */
const OFFICE_NAMES: Readonly<Record<string, string>> = { [LOCAL_OFFICE]: '驻马店市车辆管理所' };

/** An office by its name; by its code where it has none. */
export function officeName(office: string): string {
  return OFFICE_NAMES[office] ?? office;
}

/** 驻马店 and its counties, by the division's code. */
export function isLocalDivision(division: string): boolean {
  return division.startsWith('4117');
}

/** Whether a plate number belongs to this office (G-6). */
export function isLocalPlate(plateNumber: string): boolean {
  return plateNumber.startsWith(LOCAL_PLATE_PREFIX);
}
