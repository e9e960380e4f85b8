// Records, pictures, decisions and withdrawals that routes name.
import type { Database } from '../../db/client.ts';
import { savePenaltyDecision } from '../../db/violations/decisions.ts';
import { proposeWithdrawal } from '../../db/violations/withdrawals.ts';
import type { TestApi } from './api.ts';
import { ELSEWHERE, HERE, missing, type Thing, thing } from './permission-thing.ts';
import { newCar, newRecord } from './violations.ts';

export type ViolationThing = 'violation' | 'evidence' | 'decision' | 'withdrawal';

interface Owners {
  readonly api: TestApi;
  readonly online: string;
  readonly window: string;
  readonly stranger: string;
  readonly colleague: string;
}

/** Of the online and the window user, of a stranger, and of another city: for a window here that is as if it were not. */
export async function violations(
  owners: Owners,
): Promise<Readonly<Record<ViolationThing, readonly Thing[]>>> {
  const { api, online, window, stranger } = owners;
  const made = [
    await newViolation(api, 'of the online user', online),
    await newViolation(api, 'of the window user', window),
    await newViolation(api, 'of a stranger', stranger),
    await newViolation(api, 'of another city', stranger, '410102'),
  ];
  return {
    violation: [...made.map(({ record }) => record), missing()],
    evidence: [...made.map(({ evidence }) => evidence), missing()],
    decision: [...made.map(({ decision }) => decision), missing()],
    withdrawal: await withdrawals(api, made[2]?.decision.id ?? '', owners.colleague),
  };
}

async function newViolation(api: TestApi, what: string, accountId: string, division = '411702') {
  const { db, clock } = api;
  const { person } = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { person: { select: { id: true, licence: { select: { id: true } } } } },
  });
  const recordNo = await newRecord(api, await newCar(db, person?.id ?? ''), { division });
  const saved = await db.$transaction((tx) =>
    savePenaltyDecision(tx, {
      ...{ recordNo, licenceId: person?.licence?.id ?? null, applicationId: null, channel: 'window' },
      decidedAt: clock.at,
    }),
  );
  if ('code' in saved) throw new Error(saved.code);
  const picture = await db.evidence.findFirstOrThrow({ where: { recordNo } });
  const whose = { ownerId: accountId, office: division.startsWith('4117') ? HERE : null };
  return {
    record: thing(what, recordNo, whose),
    evidence: thing(what, picture.id, whose),
    decision: thing(what, saved.decisionNo, whose),
  };
}

/** Proposed here by a colleague, and, as it were, in another office. */
async function withdrawals({ db, clock }: TestApi, decisionNo: string, byId: string) {
  const here = await propose(db, decisionNo, { byId, at: clock.at });
  const there = thing('of another office', await copyTo(db, here, ELSEWHERE), { office: ELSEWHERE });
  return [thing('of the office', here), there, missing()];
}

async function propose(
  db: Database,
  decisionNo: string,
  by: Pick<Parameters<typeof proposeWithdrawal>[1], 'byId' | 'at'>,
): Promise<string> {
  const proposed = await db.$transaction((tx) =>
    proposeWithdrawal(tx, {
      ...{ ...by, decisionNo, office: HERE },
      ...{ reason: 'wrong-data', outcome: 'queryable', note: '金额有误' },
    }),
  );
  if ('code' in proposed) throw new Error(proposed.code);
  return proposed.id;
}

/** One that was declined there: it is of no account what became of it. */
async function copyTo(db: Database, id: string, office: string): Promise<string> {
  const { id: _, ...row } = await db.decisionWithdrawal.findUniqueOrThrow({ where: { id } });
  const decided = { state: 'declined', decidedById: row.proposedById, decidedAt: row.proposedAt };
  return (await db.decisionWithdrawal.create({ data: { ...row, ...decided, office } })).id;
}
