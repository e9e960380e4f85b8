// Fines to pay: a driver with decisions on records of their own car, and the order that pays them.
import { randomInt, randomUUID } from 'node:crypto';
import type { Deciding } from '../../db/deciding.ts';
import type { Outcome } from '../../db/decision.ts';
import { findNewestOrderNo, findOrder } from '../../db/payments/orders.ts';
import { createCase } from '../../db/submission.ts';
import { savePenaltyDecision } from '../../db/violations/decisions.ts';
import { addDays, type Instant, localDateOf } from '../../domain/calendar/local-date.ts';
import { getService } from '../../domain/services/index.ts';
import { createApplicantFor } from '../../prisma/seed/applicants.ts';
import { OFFICE } from '../../prisma/seed/register.ts';
import type { ViolationKindName } from '../../prisma/seed/violation-kinds.ts';
import { saveRecords } from '../../prisma/seed/violations.ts';
import { type Car, newCar } from './violations.ts';

export interface Payer {
  readonly accountId: string;
  readonly login: string;
  readonly personId: string;
  readonly licenceId: string;
  readonly car: Car;
}

let payers = 0;

/** Somebody with a licence and a car. */
export async function newPayer({ db, now }: Pick<Deciding, 'db' | 'now'>): Promise<Payer> {
  const today = localDateOf(await now());
  payers += 1;
  const applicant = await createApplicantFor(db, 'licence-renewal', { today, n: 5_000 + payers });
  const { accountId, login, licenceId } = applicant;
  const { personId } = await db.account.findUniqueOrThrow({ where: { id: accountId } });
  if (personId === null || licenceId === null) throw new Error('a payer is a driver');
  return { accountId, login, personId, licenceId, car: await newCar(db, personId) };
}

export interface Fined {
  readonly kind?: ViolationKindName;
  readonly decidedAt?: Instant;
}

/** A decision at a window on a record of the payer's car; its number. */
export async function newFine(
  { db, now }: Pick<Deciding, 'db' | 'now'>,
  { car, licenceId }: Payer,
  { kind = 'parking', decidedAt }: Fined = {},
): Promise<string> {
  const at = decidedAt ?? (await now());
  const recordNo = `4117021${String(randomInt(10 ** 9)).padStart(9, '0')}`;
  await saveRecords(db, [{ recordNo, kind, vehicle: car, occurredOn: addDays(localDateOf(at), -21) }]);
  const saved = await db.$transaction((tx) =>
    savePenaltyDecision(tx, {
      ...{ recordNo, licenceId, applicationId: null, channel: 'platform', decidedAt: at },
    }),
  );
  if ('code' in saved) throw new Error(`no decision was made: ${saved.code}`);
  return saved.decisionNo;
}

/** Hands in a 罚款缴纳 over decisions, refused or not. */
export async function askToPay(
  deciding: Deciding,
  { accountId }: Payer,
  decisionNos: readonly string[],
): Promise<Outcome> {
  return createCase(deciding, {
    submission: {
      ...{ service: getService('fine-payment'), subject: {}, form: { decisionNos }, documentIds: [] },
      ...{ delivery: null, address: null, codeIsGood: false },
    },
    actor: { id: accountId, role: 'applicant' },
    ...{ office: OFFICE, trackingSecret: randomUUID(), submit: true },
  });
}

export interface OrderedFine {
  readonly applicationId: string;
  readonly orderNo: string;
}

/** The same, and the order that was made for it. */
export async function orderFines(
  deciding: Deciding,
  payer: Payer,
  decisionNos: readonly string[],
): Promise<OrderedFine> {
  const { id: applicationId, refusal } = await askToPay(deciding, payer, decisionNos);
  if (refusal) throw new Error(`the order was refused: ${refusal.code}`);
  const orderNo = await findNewestOrderNo(deciding.db, applicationId);
  if (orderNo === undefined) throw new Error('no order was made');
  return { applicationId, orderNo };
}

/** How an order stands. @throws Error where there is none */
export async function getStored({ db }: Pick<Deciding, 'db'>, orderNo: string) {
  const found = await findOrder(db, orderNo);
  if (!found) throw new Error(`no order ${orderNo}`);
  return found;
}
