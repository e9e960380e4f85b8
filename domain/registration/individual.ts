// 个人用户窗口注册: what is taken down of a person at the window, and what must be true of it (registration.md §2–§4).
import type { LocalDate } from '../calendar/local-date.ts';
import { isIdDocNo, RESIDENT_CATEGORIES, type ResidentCategory } from '../identity/identity-document.ts';
import { isMobile } from '../identity/mobile.ts';
import { type Refusal, refusalUnder } from '../refusals.ts';
import { agreesWithNumber, checkResidentPaper, type IdentityPaper } from './identity-paper.ts';

export interface IndividualRegistration {
  readonly category: ResidentCategory;
  readonly document: IdentityPaper;
  readonly name: string;
  readonly sex: 'M' | 'F';
  readonly birthOn: LocalDate;
  /** ISO 3166; asked of foreigners. */
  readonly nationality: string | null;
  /** 公安机关核发的居住、暂住证明 */
  readonly residencePermit: { readonly number: string; readonly validTo: LocalDate | null } | null;
  readonly mobile: string;
  readonly landline: string | null;
  readonly email: string | null;
  readonly division: string;
  readonly address: string;
  readonly postcode: string;
}

/** The first thing that is wrong with a registration form, or null. Pointers are relative to the form. */
export function checkIndividual(form: IndividualRegistration, today: LocalDate): Refusal | null {
  const paper = checkResidentPaper(form.category, form.document, today);
  return (
    refusalUnder('/document', paper) ??
    checkPerson(form, today) ??
    checkPermit(form, today) ??
    (isMobile(form.mobile) ? null : { code: 'mobile-invalid', pointer: '/mobile' })
  );
}

function checkPerson(form: IndividualRegistration, today: LocalDate): Refusal | null {
  const { category, document, birthOn, nationality } = form;
  if (birthOn > today || !agreesWithNumber(document, form, today))
    return { code: 'identity-differs', pointer: '/birthOn' };
  if (category === 'foreigner' && nationality === null)
    return { code: 'nationality-required', pointer: '/nationality' };
  return null;
}

/** 在暂住地居住的内地居民 bring a 居住、暂住证明 as well. */
function checkPermit(
  { category, residencePermit }: IndividualRegistration,
  today: LocalDate,
): Refusal | null {
  const also: readonly string[] = RESIDENT_CATEGORIES[category].also;
  const isAsked = also.includes('residence-permit');
  if (residencePermit === null)
    return isAsked ? { code: 'residence-permit-required', pointer: '/residencePermit' } : null;
  const { number, validTo } = residencePermit;
  if (!isIdDocNo('residence-permit', number, today))
    return { code: 'id-number-invalid', pointer: '/residencePermit/number' };
  return validTo !== null && validTo < today
    ? { code: 'identity-document-expired', pointer: '/residencePermit/validTo' }
    : null;
}
