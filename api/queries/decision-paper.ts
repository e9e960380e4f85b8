// 处罚决定书 from what is stored of a decision, masked where it is asked for.
import { dateOf } from '../../db/calendar.ts';
import type { findDecision } from '../../db/violations/own-decisions.ts';
import { type Instant, localDateOf, toInstant } from '../../domain/calendar/local-date.ts';
import { maskIdNo, maskName } from '../../domain/identity/masking.ts';
import { PLATE_CATEGORIES } from '../../domain/register/codes.ts';
import { LOCAL_OFFICE, officeName } from '../../domain/register/local.ts';
import type { FormPaper } from '../../papers/form-paper.ts';
import { penaltyDecisionPaper } from '../../papers/penalty-decision-paper.ts';

type Decision = NonNullable<Awaited<ReturnType<typeof findDecision>>>;

/** The paper of a decision. */
export function decisionPaperOf(
  { record, licence, ...decision }: Decision,
  { masked, now }: { readonly masked: boolean; readonly now: Instant },
): FormPaper {
  const { decisionNo, recordNo, fineFen, points, channel, state } = decision;
  const { plateNumber, place, code, text } = record;
  const decidedAt = toInstant(decision.decidedAt);
  return penaltyDecisionPaper({
    ...{ decisionNo, recordNo, decidedAt, fineFen, points, plateNumber, place, code, text },
    decidedOn: localDateOf(decidedAt),
    offender: licence && offenderOf(licence, masked),
    plateCategory: categoryName(record.plateCategory),
    occurredAt: toInstant(record.occurredAt),
    payDueOn: dateOf(decision.payDueOn),
    isOnline: channel === 'platform',
    isWithdrawn: state === 'withdrawn',
    office: officeName(LOCAL_OFFICE),
    printedAt: now,
  });
}

function offenderOf({ licenceNo, holder: { name } }: NonNullable<Decision['licence']>, masked: boolean) {
  return masked ? { name: maskName(name), licenceNo: maskIdNo(licenceNo) } : { name, licenceNo };
}

function categoryName(code: string): string {
  return Object.entries(PLATE_CATEGORIES).find(([each]) => each === code)?.[1] ?? code;
}
