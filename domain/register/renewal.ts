// 期满换证 and 超龄换证 (F19–F22; R123 第四十七条, 第四十八条, 第五十条, 第六十七条).

import type { LocalDate } from '../calendar/local-date.ts';
import { addDays, addYears } from '../calendar/local-date.ts';
import type { LicenceFacts, ValidityKind } from './facts.ts';
import { age, heldClasses } from './held-classes.ts';
import type { LicenceClass } from './licence-classes.ts';
import { AB_CLASSES, closure, inClassOrder } from './licence-classes.ts';
import { cycleOf, cycleStart, reached12In } from './points.ts';

const OPENS_DAYS_BEFORE = 90;

export interface RenewalWindow {
  readonly opensOn: LocalDate;
  /** The last day in time: validTo, or the end of a deferral. */
  readonly expiresOn: LocalDate;
  readonly lateUntil: LocalDate;
  readonly cancelledFrom: LocalDate;
  /** The last day on which the cancelled licence is restored by the subject-1 examination. */
  readonly restorableUntil: LocalDate;
}

/**
 * F19: when a licence is renewed, late, cancelled; null for a 长期 one. A deferral moves the end, not the opening: who
 * comes back early need not wait.
 */
export function renewalWindow({
  validTo,
  deferrals,
}: Pick<LicenceFacts, 'validTo' | 'deferrals'>): RenewalWindow | null {
  if (validTo === null) return null;
  const expiresOn =
    deferrals.find(({ kind, baseOn }) => kind === 'renewal' && baseOn === validTo)?.to ?? validTo;
  const lateUntil = addYears(expiresOn, 1);
  return {
    opensOn: addDays(validTo, -OPENS_DAYS_BEFORE),
    expiresOn,
    lateUntil,
    cancelledFrom: addDays(lateUntil, 1),
    restorableUntil: addYears(expiresOn, 3),
  };
}

export interface Validity {
  readonly validityKind: ValidityKind;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

const LONGER = { '6y': '10y', '10y': 'long', long: 'long' } as const satisfies Readonly<
  Record<ValidityKind, ValidityKind>
>;
const YEARS = { '6y': 6, '10y': 10, long: null } as const satisfies Readonly<
  Record<ValidityKind, number | null>
>;

/**
 * F20: the validity after a renewal applied for on a day, from the old validTo: 6 → 10 years → 长期 unless the points
 * reached 12 in a cycle that touches the old validity. Null for a 长期 licence (R123 第四十七条).
 */
export function renewedValidity(licence: LicenceFacts, appliedOn: LocalDate): Validity | null {
  if (licence.validTo === null) return null;
  const firstCycle = cycleOf(licence, licence.validFrom) ?? 0;
  const clean = !reached12In(licence, { from: cycleStart(licence, firstCycle), to: appliedOn });
  const validityKind = clean ? LONGER[licence.validityKind] : licence.validityKind;
  const years = YEARS[validityKind];
  return {
    validityKind,
    validFrom: licence.validTo,
    validTo: years === null ? null : addYears(licence.validTo, years),
  };
}

const FROM_60: readonly LicenceClass[] = ['A1', 'A2', 'A3', 'B1', 'B2', 'N', 'P'];
const FROM_70: readonly LicenceClass[] = [...FROM_60, 'C3', 'C4', 'D', 'E', 'M'];

/** F21: the classes a person of that age may not drive. */
export function prohibitedClasses(ageYears: number): readonly LicenceClass[] {
  if (ageYears >= 70) return FROM_70;
  return ageYears >= 60 ? FROM_60 : [];
}

export type OverageTarget =
  | {
      readonly kind: 'exchange';
      readonly dropped: readonly LicenceClass[];
      readonly classes: readonly LicenceClass[];
    }
  | { readonly kind: 'cancellation'; readonly dropped: readonly LicenceClass[] };

/**
 * F22: what the licence is exchanged for at the age limit: C1 (or the C2 the applicant chooses) in place of A and B
 * classes, F in place of D and E. Nothing left means cancellation (R123 第六十七条); null when no limit is reached.
 */
export function overageTarget(
  licence: LicenceFacts,
  today: LocalDate,
  choice: 'C1' | 'C2' = 'C1',
): OverageTarget | null {
  const held = heldClasses(licence);
  const limit = prohibitedClasses(age(licence.holderBirthOn, today));
  const dropped = held.filter((cls) => limit.includes(cls));
  if (dropped.length === 0) return null;
  const kept = held.filter((cls) => !limit.includes(cls));
  const covered = closure(kept);
  const added = replacements(dropped, choice).filter((cls) => !covered.has(cls));
  const classes = inClassOrder([...kept, ...added]);
  return classes.length === 0 ? { kind: 'cancellation', dropped } : { kind: 'exchange', dropped, classes };
}

function replacements(dropped: readonly LicenceClass[], choice: 'C1' | 'C2'): LicenceClass[] {
  const car: LicenceClass[] = dropped.some((cls) => AB_CLASSES.has(cls)) ? [choice] : [];
  const moped: LicenceClass[] = dropped.includes('D') || dropped.includes('E') ? ['F'] : [];
  return [...car, ...moped];
}
