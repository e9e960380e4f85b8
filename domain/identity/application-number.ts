// The number of an application as it is printed, read out and typed again: `ZMD-20151101-000001-C`.

import type { LocalDate } from '../calendar/local-date.ts';
import { isLocalDate } from '../calendar/local-date.ts';
import { IdentityError } from './identity-error.ts';
import { checkDigitOf } from './mod-11-10.ts';

export interface ApplicationNumber {
  readonly prefix: string;
  readonly submittedOn: LocalDate;
  readonly serial: number;
}

const FORM = /^([A-Z]{2,4})-(\d{4})(\d{2})(\d{2})-(\d{6})-(\d)$/;

/** The number of the `serial`-th application of a day, 1 … 999 999. @throws IdentityError */
export function buildApplicationNumber(submittedOn: LocalDate, serial: number, prefix = 'ZMD'): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > 999_999)
    throw new IdentityError(`serial ${serial}`);
  if (!/^[A-Z]{2,4}$/.test(prefix)) throw new IdentityError(`prefix ${prefix}`);
  const date = submittedOn.replaceAll('-', '');
  const digits = String(serial).padStart(6, '0');
  return `${prefix}-${date}-${digits}-${checkDigitOf(date + digits)}`;
}

/** The serial of a number drawn from a sequence: 1 … 999 999, and again from 1; the date keeps the whole unique. */
export function serialOf(drawn: bigint): number {
  return Number((drawn - 1n) % 999_999n) + 1;
}

/** The parts of a number as typed, letters small or capital; undefined when it is none. */
export function findApplicationNumber(text: string): ApplicationNumber | undefined {
  const match = FORM.exec(text.trim().toUpperCase());
  if (match === null) return undefined;
  const [, prefix = '', year = '', month = '', day = '', serial = '', check = ''] = match;
  const submittedOn = `${year}-${month}-${day}`;
  if (
    !isLocalDate(submittedOn) ||
    checkDigitOf(year + month + day + serial) !== check ||
    Number(serial) === 0
  )
    return undefined;
  return { prefix, submittedOn, serial: Number(serial) };
}

/** Whether the text is an application number with the right check digit. */
export function isApplicationNumber(text: string): boolean {
  return findApplicationNumber(text) !== undefined;
}
