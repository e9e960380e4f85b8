// Every refusal a person can meet: its code, the sentence shown in Chinese and English, and the HTTP status.
import { APPLICATION_REFUSALS } from './refusals/application.ts';
import { APPOINTMENT_REFUSALS } from './refusals/appointment.ts';
import { HOSPITAL_REFUSALS } from './refusals/hospital.ts';
import { KEY_REFUSALS } from './refusals/keys.ts';
import { PAPER_REFUSALS } from './refusals/papers.ts';
import { PAYMENT_REFUSALS } from './refusals/payment.ts';
import { PEOPLE_REFUSALS } from './refusals/people.ts';
import { PICKUP_REFUSALS } from './refusals/pickup.ts';
import { PLATE_REFUSALS } from './refusals/plates.ts';
import { PRIVACY_REFUSALS } from './refusals/privacy.ts';
import type { RefusalRow } from './refusals/refusal-row.ts';
import { REGISTRATION_REFUSALS } from './refusals/registration.ts';
import { REQUEST_REFUSALS } from './refusals/request.ts';
import { SERVICE_REFUSALS } from './refusals/service.ts';
import { SIGN_IN_REFUSALS } from './refusals/sign-in.ts';
import { STATEMENT_REFUSALS } from './refusals/statement.ts';
import { VIOLATION_REFUSALS } from './refusals/violation.ts';
import { WINDOW_REFUSALS } from './refusals/window.ts';

export const REFUSALS = {
  ...REQUEST_REFUSALS,
  ...PEOPLE_REFUSALS,
  ...PRIVACY_REFUSALS,
  ...KEY_REFUSALS,
  ...REGISTRATION_REFUSALS,
  ...APPLICATION_REFUSALS,
  ...SERVICE_REFUSALS,
  ...APPOINTMENT_REFUSALS,
  ...PLATE_REFUSALS,
  ...HOSPITAL_REFUSALS,
  ...VIOLATION_REFUSALS,
  ...WINDOW_REFUSALS,
  ...PAYMENT_REFUSALS,
  ...STATEMENT_REFUSALS,
  ...SIGN_IN_REFUSALS,
  ...PAPER_REFUSALS,
  ...PICKUP_REFUSALS,
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** One refusal as it happened: `slots` fill the braces of its sentences, `pointer` names the field (RFC 6901). */
export interface Refusal {
  readonly code: RefusalCode;
  readonly pointer?: string;
  readonly slots?: Readonly<Record<string, string>>;
  /** When it may be tried again, where only time is missing. */
  readonly retryAfterSeconds?: number;
}

/** The same refusal of a part, as the whole points to it; null stays null. */
export function refusalUnder(pointer: string, refusal: Refusal | null): Refusal | null {
  return refusal && { ...refusal, pointer: pointer + (refusal.pointer ?? '') };
}

/**
 * The sentence of a refusal in one language, its slots filled. English prefers a slot's `…En` twin; an unfilled slot is
 * a fault of ours and stays visible.
 */
export function refusalText({ code, slots }: Refusal, language: 'zh' | 'en'): string {
  const suffix = language === 'en' ? 'En' : '';
  return REFUSALS[code][language].replace(
    /\{([^{}]+)\}/g,
    (whole, slot: string) => slots?.[slot + suffix] ?? slots?.[slot] ?? whole,
  );
}

/** The code that is shown: the rules give some codes to several sentences, and here every sentence has a key. */
export function shownCode(code: RefusalCode): string {
  const row: RefusalRow = REFUSALS[code];
  return row.code ?? code;
}

/** The HTTP status with which the API answers a refusal. */
export function refusalStatus(code: RefusalCode): number {
  return REFUSALS[code].status;
}

/** Whether a string is the code of a known refusal. */
export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSALS, code);
}

/** Every code that is ever shown, once. */
export const SHOWN_CODES: readonly string[] = [
  ...new Set(Object.keys(REFUSALS).filter(isRefusalCode).map(shownCode)),
];
