// What an applicant hands in: read with the register under one lock, judged by the gate, stored as a case.

import { type Actor, promisable, type WantedDelivery } from '../domain/application/events.ts';
import { adviceFor, checkGate, type GateGiven } from '../domain/application/gate.ts';
import type { SessionFacts } from '../domain/appointments/facts.ts';
import { type Instant, localDateOf } from '../domain/calendar/local-date.ts';
import { feeFen } from '../domain/fees.ts';
import type { Form, Service } from '../domain/services/define.ts';
import { storableForm } from '../domain/services/form.ts';
import { getApplicant } from './accounts.ts';
import type { Origin } from './audit.ts';
import type { Transaction } from './client.ts';
import type { Deciding } from './deciding.ts';
import type { Outcome } from './decision.ts';
import { attachDocuments, findUsableKinds } from './documents.ts';
import type { KeptReply } from './idempotency.ts';
import { type Judgement, openCase } from './open-case.ts';
import { readBooking } from './places.ts';
import type { PostalAddress } from './postal-address.ts';
import { isServiceOpen } from './service-switches.ts';
import { SUBJECTS } from './subjects/index.ts';
import type { SubjectKey, SubjectReading } from './subjects/subject.ts';
import { transact } from './transact.ts';
import type { Vault } from './vault.ts';

export interface Submission {
  readonly service: Service;
  readonly subject: SubjectKey;
  readonly form: Form;
  /** Ids of documents uploaded before. */
  readonly documentIds: readonly string[];
  readonly delivery: WantedDelivery | null;
  readonly address: PostalAddress | null;
  /** The code in the form was sent to the mobile in the form, or to the applicant's own, and is good. */
  readonly codeIsGood: boolean;
}

export interface Asked extends Submission {
  readonly applicantId: string;
  /** The case being submitted, which is not its own duplicate. */
  readonly draftId: string | null;
  /** Handed in before the service may have been closed; what is under way goes on. */
  readonly isUnderWay?: true;
  readonly now: Instant;
}

const NOTHING_KNOWN: SubjectReading = {
  owned: false,
  local: false,
  key: null,
  vehicleId: null,
  licenceId: null,
};

/** Reads everything the gate looks at. */
async function readGate(tx: Transaction, asked: Asked) {
  const { service, form, delivery, now, applicantId, draftId, codeIsGood } = asked;
  const { account, hasContact } = await getApplicant(tx, applicantId);
  const today = localDateOf(now);
  const about = {
    service,
    account,
    key: asked.subject,
    form,
    now,
    today,
    codeIsGood,
    applicationId: draftId,
  };
  const reading = (await SUBJECTS[service.subject](tx, about)) ?? NOTHING_KNOWN;
  const kinds = await findUsableKinds(tx, applicantId, asked.documentIds, draftId);
  const serviceOpen = asked.isUnderWay ?? (!reading.isOutOfReach && (await isServiceOpen(tx, service)));
  const duplicate = reading.key !== null && (await hasOpenCase(tx, service.id, reading.key, draftId));
  // Last, since a session is read under its lock: others wait no longer than they must.
  const booking = await readBooking(tx, { service, form, account, now });
  const given: GateGiven = {
    account: { state: account.state, kind: account.kind, unit: account.unit, hasContact },
    serviceOpen,
    owned: reading.owned,
    local: reading.local,
    duplicate,
    vehicle: reading.vehicle ?? null,
    licence: reading.licence ?? null,
    subject: reading.subject ?? {},
    booking,
    form,
    documents: kinds ?? [],
    delivery,
    today,
  };
  const documents = kinds === null ? ({ code: 'document-unknown', pointer: '/documents' } as const) : null;
  return { given, reading, documents };
}

async function hasOpenCase(
  tx: Transaction,
  service: string,
  key: string,
  exceptId: string | null,
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM application
    WHERE service = ${service} AND coalesce(subject_key, vehicle_id::text, licence_id::text) = ${key} AND open
      AND id IS DISTINCT FROM ${exceptId}::uuid
    LIMIT 1`;
  return rows.length > 0;
}

/** Judges a submission on the facts as they are now. */
export async function judge(deps: Deciding, tx: Transaction, asked: Asked): Promise<Judgement> {
  const { given, reading, documents } = await readGate(tx, asked);
  const session = given.booking?.session ?? null;
  return {
    gate: checkGate(asked.service, given) ?? documents,
    documents,
    advice: adviceFor(asked.service, given),
    fen: reading.dueFen ?? feeFen(asked.service, reading.vehicle?.plateCategory ?? null, deps.fees),
    place: session && placeIn(session),
    subjectKey: reading.key,
    vehicleId: reading.vehicleId,
    licenceId: reading.licenceId,
  };
}

function placeIn({ id: sessionId, startsAt, endsAt, booked, capacity }: SessionFacts) {
  return { sessionId, startsAt, endsAt, isFree: booked < capacity };
}

/** What would be answered to a submission now. Whatever is read under a lock is let go of; nothing is written. */
export async function checkSubmission(
  deps: Deciding,
  submission: Submission,
  applicantId: string,
): Promise<Pick<Judgement, 'gate' | 'advice' | 'fen'>> {
  const now = await deps.now();
  return transact(deps.db, (tx) => judge(deps, tx, { ...submission, applicantId, draftId: null, now }));
}

export interface CreateRequest {
  readonly submission: Submission;
  readonly actor: Actor;
  readonly office: string;
  readonly trackingSecret: string;
  /** false keeps it as a draft. */
  readonly submit: boolean;
  readonly origin?: Origin;
  /** The answer to keep under the request's key, with the case. */
  readonly reply?: (outcome: Outcome) => KeptReply | null;
  /** Uses up what the submission was proven with, once it is not refused. */
  readonly prepare?: (tx: Transaction) => Promise<void>;
}

/** Opens the case of a service, as a draft or submitted at once. A refused submission stores nothing but its audit row. */
export async function createCase(deps: Deciding, request: CreateRequest): Promise<Outcome> {
  const { submission, actor, prepare, ...rest } = request;
  const { service, form, delivery, documentIds } = submission;
  return transact(deps.db, (tx) =>
    openCase(deps, tx, {
      ...{ ...rest, actor, form, documentIds },
      matter: service,
      applicantId: actor.id,
      delivery: promisable(delivery),
      sealed: sealedSubmission(tx.vault, submission),
      judge: (now) => judge(deps, tx, { ...submission, applicantId: actor.id, draftId: null, now }),
      ...(prepare && { prepare: () => prepare(tx) }),
    }),
  );
}

/** What was handed in, as it lies in its columns. */
function sealedSubmission(
  vault: Vault,
  { service, form, address }: Pick<Submission, 'service' | 'form' | 'address'>,
) {
  return {
    formSealed: vault.seal(JSON.stringify(storableForm(service.inputs, form))),
    addressSealed: address === null ? null : vault.seal(JSON.stringify(address)),
  };
}

/** Replaces what a draft or a supplement holds. */
export async function saveSubmission(
  tx: Transaction,
  applicationId: string,
  applicantId: string,
  submission: Submission,
  now: Instant,
): Promise<void> {
  const { account } = await getApplicant(tx, applicantId);
  const { service, form, subject: key, codeIsGood } = submission;
  const about = { service, account, key, form, codeIsGood, now, today: localDateOf(now), applicationId };
  const reading = (await SUBJECTS[service.subject](tx, about)) ?? NOTHING_KNOWN;
  await tx.application.update({
    where: { id: applicationId },
    data: {
      ...sealedSubmission(tx.vault, submission),
      subjectKey: reading.key,
      vehicleId: reading.vehicleId,
      licenceId: reading.licenceId,
    },
  });
  await attachDocuments(tx, applicantId, submission.documentIds, applicationId);
}
