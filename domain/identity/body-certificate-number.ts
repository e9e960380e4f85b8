// The number of a 《机动车驾驶人身体条件证明》 that the platform gives out: `TJ-20151103-000001-7` (a form of our own, assumed).
import type { LocalDate } from '../calendar/local-date.ts';
import { isLocalDate } from '../calendar/local-date.ts';
import { IdentityError } from './identity-error.ts';
import { checkDigitOf } from './mod-11-10.ts';

export interface BodyCertificateNumber {
  readonly examinedOn: LocalDate;
  readonly serial: number;
}

const FORM = /^TJ-(\d{4})(\d{2})(\d{2})-(\d{6})-(\d)$/;

/** The number of the `serial`-th certificate of a day, 1 … 999 999. @throws IdentityError */
export function buildBodyCertificateNumber(examinedOn: LocalDate, serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > 999_999)
    throw new IdentityError(`serial ${serial}`);
  const date = examinedOn.replaceAll('-', '');
  const digits = String(serial).padStart(6, '0');
  return `TJ-${date}-${digits}-${checkDigitOf(date + digits)}`;
}

/** The parts of a number as typed, letters small or capital; undefined when the platform gave out none like it. */
export function findBodyCertificateNumber(text: string): BodyCertificateNumber | undefined {
  const match = FORM.exec(text.trim().toUpperCase());
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', serial = '', check = ''] = match;
  const examinedOn = `${year}-${month}-${day}`;
  const isRight = checkDigitOf(year + month + day + serial) === check && Number(serial) > 0;
  return isRight && isLocalDate(examinedOn) ? { examinedOn, serial: Number(serial) } : undefined;
}
