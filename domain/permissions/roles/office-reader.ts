// What the staff of an office see of its applications: never drafts, and personal data masked.
import type { RulesOf } from '../permission.ts';

/** A draft is its applicant's alone. */
export const SUBMITTED = { submittedAt: { not: null } } as const;

export const officeReader: RulesOf = ({ office }) => [
  { action: 'read', subject: 'Application', conditions: { office, ...SUBMITTED } },
  // Whoever works at a window has to see that something is being paid (特别提示 2).
  { action: 'read', subject: 'PaymentOrder', conditions: { office } },
];
