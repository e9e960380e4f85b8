// Everything the rules ask of a driving licence, in one place to import from.
export {
  bodyAge,
  bodyCertBase,
  bodyCertCancelAfter,
  bodyCertDeferralIsMet,
  bodyCertDone,
  bodyCertDueOn,
  bodyCertNextDueOn,
  bodyCertOverdue,
  bodyCertRequired,
  bodyExamValidTo,
} from './body-certificate.ts';
export { deferralBase } from './deferral.ts';
export { age, heldClasses } from './held-classes.ts';
export type { DateSpan, Probation } from './points.ts';
export {
  carriedPoints,
  cycleEnd,
  cycleOf,
  cycleStart,
  FULL_SCORE,
  lastEndedCycle,
  pointsInCycle,
  pointsOn,
  probationEnd,
  probationOf,
  probationPoints,
  reached12In,
  reached12InCycle,
} from './points.ts';
export type { OverageTarget, RenewalWindow, Validity } from './renewal.ts';
export { overageTarget, prohibitedClasses, renewalWindow, renewedValidity } from './renewal.ts';
export { missedReviews, reviewBase, reviewDueOn, reviewed, reviewRequired } from './review.ts';
