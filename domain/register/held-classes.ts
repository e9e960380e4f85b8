// Age and the classes a licence holds (F1).

import type { LocalDate } from '../calendar/local-date.ts';
import { fullYearsBetween } from '../calendar/local-date.ts';
import type { LicenceFacts } from './facts.ts';
import type { LicenceClass } from './licence-classes.ts';
import { inClassOrder } from './licence-classes.ts';

/** F1: full years; the birthday itself counts as reached. */
export function age(birthOn: LocalDate, on: LocalDate): number {
  return fullYearsBetween(birthOn, on);
}

/** The classes held on a date, or those not cancelled when no date is given, in the printed order. */
export function heldClasses({ classes }: Pick<LicenceFacts, 'classes'>, on?: LocalDate): LicenceClass[] {
  return inClassOrder(
    classes
      .filter(({ obtainedOn, cancelledOn }) =>
        on === undefined
          ? cancelledOn === null
          : obtainedOn <= on && (cancelledOn === null || cancelledOn > on),
      )
      .map(({ cls }) => cls),
  );
}
