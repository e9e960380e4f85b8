// What staff may decide through the API. Applicants have routes of their own; the system has none.
import type { Action } from '../../domain/application/lifecycle.ts';

export const ACTIONS_BY_PEOPLE = [
  'accept',
  'decline',
  'request-supplement',
  'approve',
  'refuse',
  'complete-production',
  'report-spoilt',
  'dispatch',
  'resend',
  'offer-pickup',
  'reproduce',
  'confirm-hand-back',
  'hand-over',
  'record-attendance',
  'record-result',
] as const satisfies readonly Action[];

export type PeoplesAction = (typeof ACTIONS_BY_PEOPLE)[number];

/** Actions that may be taken on many cases at once; refusing is always a single, reasoned act. */
export const BULK_ACTIONS = [
  'accept',
  'approve',
  'complete-production',
  'dispatch',
] as const satisfies readonly PeoplesAction[];

/** Actions for which a free task need not be claimed first: work done in batches at a machine or a counter. */
export const UNCLAIMED_ACTIONS: readonly PeoplesAction[] = [
  'complete-production',
  'report-spoilt',
  'dispatch',
  'reproduce',
  'confirm-hand-back',
  'hand-over',
  'record-attendance',
  'record-result',
];

/** How many applications one batch may file (assumed). */
export const BATCH_MAX = 100;

/** How many cases one bulk request may hold. */
export const BULK_MAX = 100;
