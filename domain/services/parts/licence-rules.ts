// Rules of renewal, and of new documents that are a renewal at the same time.
import type { LicenceClass } from '../../register/codes.ts';
import { heldClasses, missedReviews, overageTarget, renewalWindow } from '../../register/licence.ts';
import type { LicenceGiven, Precondition } from '../define.ts';
import { textIn } from './rules.ts';

type Rule = Precondition<LicenceGiven>;

export const NO_CLASS_LEFT: Rule = {
  refusal: 'no-class-left',
  when: ({ licence, today }) => overageTarget(licence, today)?.kind === 'cancellation',
};

export const CANCELLED_ONE_YEAR: Rule = {
  refusal: 'cancelled-one-year',
  when: ({ licence, today }) => today > (renewalWindow(licence)?.lateUntil ?? today),
};

export const USE_OVERAGE_EXCHANGE: Rule = {
  refusal: 'use-overage-exchange',
  when: ({ licence, today }) => overageTarget(licence, today)?.kind === 'exchange',
};

export const REVIEW_STUDY_NEEDED: Rule = {
  refusal: 'review-study-needed',
  when: ({ licence, today }) => licence.statuses.includes('S') || missedReviews(licence, today) > 0,
};

/** `classesOf` gives the classes the certificate has to cover. */
export function needsBodyCertificate(classesOf: (given: LicenceGiven) => readonly LicenceClass[]): Rule {
  return {
    refusal: 'no-body-certificate',
    field: 'certNo',
    when: (given) => !hasBodyCertificate(given, classesOf(given)),
  };
}

/** Whether a qualified certificate of the stated number, still valid, covers the classes. */
function hasBodyCertificate(
  { licence, form, today }: LicenceGiven,
  classes: readonly LicenceClass[],
): boolean {
  const certNo = textIn(form, 'certNo');
  return licence.bodyExams.some(
    (exam) =>
      exam.certNo === certNo &&
      exam.conclusion === 'qualified' &&
      exam.validTo >= today &&
      classes.every((cls) => exam.classes.includes(cls)),
  );
}

/** Within ninety days before expiry a new document is a renewal as well, and must meet what a renewal asks. */
export const COMBINED_RENEWAL: readonly Rule[] = [
  { refusal: 'expired-use-renewal', when: isExpired },
  ...[
    NO_CLASS_LEFT,
    USE_OVERAGE_EXCHANGE,
    {
      refusal: 'violations-open',
      when: ({ licence }) => licence.statuses.some((status) => status === 'H' || status === 'I'),
    } satisfies Rule,
    REVIEW_STUDY_NEEDED,
    needsBodyCertificate(({ licence }) => heldClasses(licence)),
  ].map(whileRenewable),
];

function whileRenewable(rule: Rule): Rule {
  return { ...rule, when: (given) => isRenewable(given) && rule.when(given) };
}

function isRenewable({ licence, today }: LicenceGiven): boolean {
  const window = renewalWindow(licence);
  return window !== null && today >= window.opensOn;
}

function isExpired({ licence, today }: LicenceGiven): boolean {
  const window = renewalWindow(licence);
  return window !== null && today > window.expiresOn;
}
