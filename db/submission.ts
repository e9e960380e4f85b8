// What an applicant hands in: read with the register under one lock, judged by the gate, stored as a case.
import { type Actor, promisable, type WantedDelivery } from '../domain/application/events.ts';
import { checkGate, type GateGiven } from '../domain/application/gate.ts';
import { type Instant, localDateOf } from '../domain/calendar/local-date.ts';
import { feeFen } from '../domain/fees.ts';
import type { Refusal } from '../domain/refusals.ts';
import { isLocalPlate, LOCAL_ISSUING_OFFICE } from '../domain/register/local.ts';
import type { Form, Service } from '../domain/services/define.ts';
import { getApplicant } from './accounts.ts';
import type { Origin } from './audit.ts';
import type { Transaction } from './client.ts';
import type { Outcome } from './decide.ts';
import type { Deciding } from './deciding.ts';
import { attachDocuments, findUsableKinds } from './documents.ts';
import { findOwnLicence, findOwnVehicle, type OwnLicence, type OwnVehicle } from './facts.ts';
import type { KeptReply } from './idempotency.ts';
import { type Judgement, openCase } from './open-case.ts';
import type { PostalAddress } from './postal-address.ts';
import { transact } from './transact.ts';
import type { Vault } from './vault.ts';

export type SubjectKey =
  | { readonly plateCategory: string; readonly plateNumber: string }
  | { readonly vin: string }
  | { readonly id: string }
  | { readonly licenceNo?: string };

export interface Submission {
  readonly service: Service;
  readonly subject: SubjectKey;
  readonly form: Form;
  /** Ids of documents uploaded before. */
  readonly documentIds: readonly string[];
  readonly delivery: WantedDelivery | null;
  readonly address: PostalAddress | null;
}

interface Subject {
  readonly vehicle: OwnVehicle | undefined;
  readonly licence: OwnLicence | undefined;
}

async function findSubject(
  tx: Transaction,
  service: Service,
  personId: string | null,
  key: SubjectKey,
): Promise<Subject> {
  if (personId === null) return { vehicle: undefined, licence: undefined };
  if (service.subject === 'vehicle' && ('plateNumber' in key || 'vin' in key || 'id' in key)) {
    return { vehicle: await findOwnVehicle(tx, personId, key), licence: undefined };
  }
  if (service.subject === 'licence') {
    const licenceNo = 'licenceNo' in key ? key.licenceNo : undefined;
    return { vehicle: undefined, licence: await findOwnLicence(tx, personId, licenceNo) };
  }
  return { vehicle: undefined, licence: undefined };
}

export interface Asked extends Submission {
  readonly applicantId: string;
  /** The draft being submitted, which is not its own duplicate. */
  readonly draftId: string | null;
  readonly now: Instant;
}

/** Reads everything the gate looks at. */
async function readGate(
  tx: Transaction,
  asked: Asked,
): Promise<{ given: GateGiven; subject: Subject; documents: Refusal | null }> {
  const { service, form, delivery, now } = asked;
  const { account, personId, hasContact } = await getApplicant(tx, asked.applicantId);
  const subject = await findSubject(tx, service, personId, asked.subject);
  const subjectId = subject.vehicle?.id ?? subject.licence?.id ?? null;
  const kinds = await findUsableKinds(tx, asked.applicantId, asked.documentIds, asked.draftId);
  const given: GateGiven = {
    account: { state: account.state, kind: account.kind, unit: account.unit, hasContact },
    serviceOpen: service.phase === 'trial',
    owned: subjectId !== null,
    local: subject.vehicle
      ? isLocalPlate(subject.vehicle.facts.plateNumber)
      : subject.licence?.issuingOffice === LOCAL_ISSUING_OFFICE,
    duplicate: subjectId !== null && (await hasOpenCase(tx, service.id, subjectId, asked.draftId)),
    vehicle: subject.vehicle?.facts ?? null,
    licence: subject.licence?.facts ?? null,
    form,
    documents: kinds ?? [],
    delivery,
    today: localDateOf(now),
  };
  const documents = kinds === null ? ({ code: 'document-unknown', pointer: '/documents' } as const) : null;
  return { given, subject, documents };
}

async function hasOpenCase(
  tx: Transaction,
  service: string,
  subjectId: string,
  exceptId: string | null,
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM application
    WHERE service = ${service} AND coalesce(vehicle_id, licence_id) = ${subjectId}::uuid AND open
      AND id IS DISTINCT FROM ${exceptId}::uuid
    LIMIT 1`;
  return rows.length > 0;
}

/** Judges a submission on the facts as they are now. */
export async function judge(deps: Deciding, tx: Transaction, asked: Asked): Promise<Judgement> {
  const { given, subject, documents } = await readGate(tx, asked);
  return {
    gate: checkGate(asked.service, given) ?? documents,
    documents,
    fen: feeFen(asked.service, subject.vehicle?.facts.plateCategory ?? null, deps.fees),
    vehicleId: subject.vehicle?.id ?? null,
    licenceId: subject.licence?.id ?? null,
  };
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
}

/** Opens the case of a service, as a draft or submitted at once. A refused submission stores nothing but its audit row. */
export async function createCase(deps: Deciding, request: CreateRequest): Promise<Outcome> {
  const { submission, actor, ...rest } = request;
  const { service, form, delivery, documentIds } = submission;
  return transact(deps.db, (tx) =>
    openCase(deps, tx, {
      ...{ ...rest, actor, form, documentIds },
      matter: service,
      applicantId: actor.id,
      delivery: promisable(delivery),
      sealed: sealedSubmission(tx.vault, submission),
      judge: (now) => judge(deps, tx, { ...submission, applicantId: actor.id, draftId: null, now }),
    }),
  );
}

/** What was handed in, as it lies in its columns. */
function sealedSubmission(vault: Vault, { form, address }: Pick<Submission, 'form' | 'address'>) {
  return {
    formSealed: vault.seal(JSON.stringify(form)),
    addressSealed: address === null ? null : vault.seal(JSON.stringify(address)),
  };
}

/** Replaces what a draft or a supplement holds. */
export async function saveSubmission(
  tx: Transaction,
  applicationId: string,
  applicantId: string,
  submission: Submission,
): Promise<void> {
  const { personId } = await getApplicant(tx, applicantId);
  const subject = await findSubject(tx, submission.service, personId, submission.subject);
  await tx.application.update({
    where: { id: applicationId },
    data: {
      ...sealedSubmission(tx.vault, submission),
      vehicleId: subject.vehicle?.id ?? null,
      licenceId: subject.licence?.id ?? null,
    },
  });
  await attachDocuments(tx, applicantId, submission.documentIds, applicationId);
}
