// 决定书编号: sixteen digits – where it was decided, 1 for the simple procedure, a serial number, a check digit.

import { checkDigitOf } from '../identity/mod-11-10.ts';

/** 简易程序. */
const SIMPLE = '1';
const SERIALS = 100_000_000;
const FORM = /^(\d{15})(\d)$/;

/** The number of the `serial`-th decision; serials begin again after a hundred million. @throws RangeError */
export function buildDecisionNo(division: string, serial: bigint): string {
  if (!/^\d{6}$/.test(division) || serial < 1n) throw new RangeError(`decision ${serial} of ${division}`);
  const digits = String(serial % BigInt(SERIALS)).padStart(8, '0');
  const whole = `${division}${SIMPLE}${digits}`;
  return whole + checkDigitOf(whole);
}

/** Whether a text is a number that the platform gives out, with the right check digit. */
export function isDecisionNo(text: string): boolean {
  const [, digits = '', check] = FORM.exec(text) ?? [];
  return check !== undefined && checkDigitOf(digits) === check;
}
