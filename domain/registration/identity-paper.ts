// An identity document as it is shown at a window: its kind, its number, and the time it is good for (三(二)2).
import { addMonths, type LocalDate } from '../calendar/local-date.ts';
import {
  type IdDocKind,
  isIdDocNo,
  mayIdentifyBy,
  type ResidentCategory,
} from '../identity/identity-document.ts';
import { findResidentId } from '../identity/resident-id.ts';
import type { Refusal } from '../refusals.ts';

export interface IdentityPaper {
  readonly kind: IdDocKind;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly validFrom: LocalDate;
  /** null = long term. */
  readonly validTo: LocalDate | null;
}

/** 临时居民身份证 is good for three months. */
const LONGEST_TEMPORARY_MONTHS = 3;

/** Documents that go with another one, and identify nobody by themselves. */
const COMPANIONS: readonly IdDocKind[] = ['residence-permit'];

/** Why a document does not identify its holder today, or null. Pointers are relative to the document. */
export function checkIdentityPaper(paper: IdentityPaper, today: LocalDate): Refusal | null {
  const { kind, number, issuedOn, validFrom, validTo } = paper;
  if (COMPANIONS.includes(kind)) return { code: 'document-kind-not-accepted', pointer: '/kind' };
  if (!isIdDocNo(kind, number, today)) return { code: 'id-number-invalid', pointer: '/number' };
  if (issuedOn > today) return { code: 'identity-document-dates-invalid', pointer: '/issuedOn' };
  if (validFrom > today) return { code: 'identity-document-dates-invalid', pointer: '/validFrom' };
  if (validTo !== null && validTo < validFrom)
    return { code: 'identity-document-dates-invalid', pointer: '/validTo' };
  if (kind === 'temporary-resident-id' && !isTemporary(validFrom, validTo))
    return { code: 'identity-document-dates-invalid', pointer: '/validTo' };
  return validTo !== null && validTo < today
    ? { code: 'identity-document-expired', pointer: '/validTo' }
    : null;
}

const isTemporary = (from: LocalDate, to: LocalDate | null) =>
  to !== null && to <= addMonths(from, LONGEST_TEMPORARY_MONTHS);

/** The same, for somebody who says which kind of resident they are. */
export function checkResidentPaper(
  category: ResidentCategory,
  paper: IdentityPaper,
  today: LocalDate,
): Refusal | null {
  if (!mayIdentifyBy(category, paper.kind)) return { code: 'document-kind-not-accepted', pointer: '/kind' };
  return checkIdentityPaper(paper, today);
}

/** Whether birth and sex are those that a resident's number tells; other documents tell neither. */
export function agreesWithNumber(
  { kind, number }: Pick<IdentityPaper, 'kind' | 'number'>,
  { birthOn, sex }: { readonly birthOn: LocalDate; readonly sex: 'M' | 'F' },
  today: LocalDate,
): boolean {
  if (kind !== 'resident-id' && kind !== 'temporary-resident-id') return true;
  const told = findResidentId(number, today);
  return told?.birthOn === birthOn && told.sex === sex;
}
