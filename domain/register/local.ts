// What is administered here: 驻马店 (豫Q, issuing office 411700).

export const LOCAL_PLATE_PREFIX = '豫Q';
export const LOCAL_ISSUING_OFFICE = '411700';

/** Whether a plate number belongs to this office (G-6). */
export function isLocalPlate(plateNumber: string): boolean {
  return plateNumber.startsWith(LOCAL_PLATE_PREFIX);
}
