// Those who pay: each with a licence, a car and fines on it, signed in already.

import { openSessions, type SignedIn } from '../../bench/rig/people.ts';
import type { Database } from '../../db/client.ts';
import { savePenaltyDecision } from '../../db/violations/decisions.ts';
import { addDays, type LocalDate, toInstant } from '../../domain/calendar/local-date.ts';
import { createApplicants } from '../../prisma/seed/applicants.ts';
import { saveRecord } from '../../prisma/seed/violations.ts';
import { newCar } from '../../test/harness/violations.ts';

export interface ReadyPayer extends SignedIn {
  readonly decisionNos: readonly string[];
}

export interface PayersWanted {
  readonly count: number;
  readonly finesEach: number;
  readonly today: LocalDate;
  readonly secret: string;
}

/** Makes payers with unpaid fines of today. */
export async function makePayers(
  db: Database,
  { count, finesEach, today, secret }: PayersWanted,
): Promise<readonly ReadyPayer[]> {
  const wanted = Array.from({ length: count }, (_, n) => ({ service: 'licence-renewal' as const, today, n }));
  const applicants = await createApplicants(db, wanted);
  const cookies = await openSessions(
    db,
    applicants.map(({ accountId }) => accountId),
    secret,
  );
  const payers: ReadyPayer[] = [];
  for (const [index, { accountId, licenceId }] of applicants.entries()) {
    const decisionNos = await fine(db, { accountId, licenceId, today, first: index * finesEach, finesEach });
    payers.push({ accountId, decisionNos, cookie: cookies[index] ?? '' });
  }
  return payers;
}

interface Finable {
  readonly accountId: string;
  readonly licenceId: string | null;
  readonly today: LocalDate;
  readonly first: number;
  readonly finesEach: number;
}

async function fine(
  db: Database,
  { accountId, licenceId, today, first, finesEach }: Finable,
): Promise<readonly string[]> {
  const { personId } = await db.account.findUniqueOrThrow({ where: { id: accountId } });
  if (personId === null) throw new Error('a payer is a person');
  const vehicle = await newCar(db, personId);
  const numbers: string[] = [];
  const decidedAt = toInstant(Date.now());
  for (let n = first; n < first + finesEach; n += 1) {
    const recordNo = `4117029${String(n).padStart(9, '0')}`;
    const saved = await db.$transaction(async (tx) => {
      await saveRecord(tx, { recordNo, kind: 'parking', vehicle, occurredOn: addDays(today, -21) });
      return savePenaltyDecision(tx, {
        ...{ recordNo, licenceId, applicationId: null, channel: 'platform', decidedAt },
      });
    });
    if ('code' in saved) throw new Error(`no decision: ${saved.code}`);
    numbers.push(saved.decisionNo);
  }
  return numbers;
}
