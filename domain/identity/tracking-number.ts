// Courier numbers of the form UPU S10: service, eight digits, check digit, country.
import { IdentityError } from './identity-error.ts';

const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7] as const;

/** Capitals without spaces. */
export function normaliseTrackingNumber(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}

/** Whether the text is a UPU S10 number with the right check digit. */
export function isTrackingNumber(text: string): boolean {
  const number = normaliseTrackingNumber(text);
  return (
    /^[A-Z]{2}\d{9}[A-Z]{2}$/.test(number) && trackingCheckDigit(number.slice(2, 10)) === number.charAt(10)
  );
}

/** The number of a parcel: `service` two letters, `serial` 0 … 99 999 999. @throws IdentityError */
export function buildTrackingNumber(service: string, serial: number, country = 'CN'): string {
  if (!/^[A-Z]{2}$/.test(service) || !/^[A-Z]{2}$/.test(country))
    throw new IdentityError(`service ${service} ${country}`);
  if (!Number.isInteger(serial) || serial < 0 || serial > 99_999_999)
    throw new IdentityError(`serial ${serial}`);
  const digits = String(serial).padStart(8, '0');
  return `${service}${digits}${trackingCheckDigit(digits)}${country}`;
}

/** The check digit for eight digits. */
export function trackingCheckDigit(digits: string): string {
  const sum = WEIGHTS.reduce<number>((total, weight, i) => total + weight * Number(digits.charAt(i)), 0);
  const check = 11 - (sum % 11);
  if (check === 10) return '0';
  return check === 11 ? '5' : String(check);
}
