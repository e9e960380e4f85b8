// What an applicant hands in: read with the register under one lock, judged by the gate, stored as a case.
import { randomUUID } from 'node:crypto';
import { decide, draft } from '../domain/application/decide.ts';
import { type Actor, promisable, type WantedDelivery } from '../domain/application/events.ts';
import { checkGate, type GateGiven } from '../domain/application/gate.ts';
import { react } from '../domain/application/react.ts';
import { type Instant, localDateOf } from '../domain/calendar/local-date.ts';
import { feeFen } from '../domain/fees.ts';
import { buildApplicationNumber } from '../domain/identity/application-number.ts';
import type { Refusal } from '../domain/refusals.ts';
import { isLocalPlate, LOCAL_ISSUING_OFFICE } from '../domain/register/local.ts';
import type { Form, Service } from '../domain/services/define.ts';
import { Prisma } from '../prisma/generated/client.ts';
import { getApplicant } from './accounts.ts';
import type { Transaction } from './client.ts';
import type { Outcome } from './decide.ts';
import { contextOf, type Deciding } from './deciding.ts';
import { attachDocuments, findUsableKinds } from './documents.ts';
import { findOwnLicence, findOwnVehicle, type OwnLicence, type OwnVehicle } from './facts.ts';
import type { KeptReply } from './idempotency.ts';
import { asJson } from './json.ts';
import { projectionOf, record } from './record.ts';
import { transact } from './transact.ts';

export type SubjectKey =
  | { readonly plateCategory: string; readonly plateNumber: string }
  | { readonly vin: string }
  | { readonly id: string }
  | { readonly licenceNo?: string };

/** Recipient of a parcel. Personal: kept in its own column, never in events. */
export interface PostalAddress {
  readonly recipient: string;
  readonly mobile: string;
  readonly division: string;
  readonly address: string;
  readonly postcode: string;
}

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
    account: { state: account.state, kind: account.kind, hasContact },
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

export interface Judgement {
  readonly gate: Refusal | null;
  /** Refusal of the documents named, also for a draft. */
  readonly documents: Refusal | null;
  /** The fee in fen; 0 where nothing is charged. */
  readonly fen: number;
  readonly vehicleId: string | null;
  readonly licenceId: string | null;
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
  readonly requestId?: string;
  /** The answer to keep under the request's key, with the case. */
  readonly reply?: (outcome: Outcome) => KeptReply | null;
}

/** Opens a case, as a draft or submitted at once. A refused submission stores nothing but its audit row. */
export async function createCase(deps: Deciding, request: CreateRequest): Promise<Outcome> {
  const { submission, actor, office } = request;
  const { service, form } = submission;
  return transact(deps.db, async (tx) => {
    const id = randomUUID();
    const [row] = await tx.$queryRaw<{ calendar: number; serial: bigint }[]>`
      SELECT (SELECT max(version) FROM calendar_version) AS calendar, nextval('application_number') AS serial`;
    const context = await contextOf(deps, tx, {
      actor,
      office,
      service,
      form,
      calendarVersion: row?.calendar ?? 0,
    });
    const { now } = context;
    const asked: Asked = { ...submission, applicantId: actor.id, draftId: null, now };
    const drafted = draft(
      { service: service.id, lifecycle: service.lifecycle, applicantId: actor.id, office },
      context,
    );
    const { gate, documents, fen, vehicleId, licenceId } = await judge(deps, tx, asked);
    const submit = {
      action: 'submit',
      delivery: promisable(submission.delivery),
      feeFen: fen,
      gate,
    } as const;
    const decided = request.submit
      ? decide(drafted.application, submit, context)
      : { ...drafted, refusal: documents };
    const events = request.submit ? [...drafted.events, ...decided.events] : drafted.events;
    const number = buildApplicationNumber(localDateOf(now), serialOf(row?.serial));
    const { application, refusal } = decided;
    const outcome: Outcome = {
      id,
      number,
      application,
      reaction: react(application),
      events,
      refusal,
      decidedAt: now,
    };
    if (!refusal) {
      const secretHash = deps.hashSecret(request.trackingSecret);
      await insertCase(tx, { id, number, request, outcome, vehicleId, licenceId, now, secretHash });
    }
    await record(tx, {
      id,
      application,
      events: refusal ? [] : events,
      before: null,
      lifecycle: service.lifecycle,
      now,
      pokes: true,
      nextAssigneeId: null,
      kept: request.reply?.(outcome) ?? null,
      audit: {
        at: now,
        actor,
        action: request.submit ? 'submit' : 'edit-draft',
        object: refusal ? `service/${service.id}` : `application/${id}`,
        refusal: refusal?.code ?? null,
        requestId: request.requestId ?? null,
        after: refusal ? null : application.version,
      },
    });
    if (!refusal && submission.documentIds.length > 0) {
      await attachDocuments(tx, actor.id, submission.documentIds, id);
    }
    return outcome;
  });
}

/** Serials run from 1 to 999 999 and begin again; the date keeps the number unique. */
function serialOf(drawn: bigint | undefined): number {
  return (Number((drawn ?? 1n) - 1n) % 999_999) + 1;
}

interface NewCase {
  readonly id: string;
  readonly number: string;
  readonly request: CreateRequest;
  readonly outcome: Outcome;
  readonly vehicleId: string | null;
  readonly licenceId: string | null;
  readonly secretHash: string;
  readonly now: Instant;
}

async function insertCase(
  tx: Transaction,
  { id, number, request, outcome, vehicleId, licenceId, secretHash, now }: NewCase,
): Promise<void> {
  const { submission, office, actor } = request;
  const { state, stage, open, version, snapshot } = projectionOf(outcome.application);
  const [form, address, folded] = [submission.form, submission.address, snapshot].map((value) =>
    JSON.stringify(value),
  );
  await tx.$executeRaw`
    INSERT INTO application (id, number, service, lifecycle, state, stage, open, version, office, applicant_id, vehicle_id,
                             licence_id, form, address, tracking_secret_hash, snapshot, created_at)
    VALUES (${id}::uuid, ${number}, ${submission.service.id}, ${submission.service.lifecycle}, ${state}, ${stage}, ${open},
            ${version}, ${office}, ${actor.id}::uuid, ${vehicleId}::uuid, ${licenceId}::uuid, ${form}::jsonb,
            nullif(${address}, 'null')::jsonb, ${secretHash}, ${folded}::jsonb, ${now}::timestamptz)`;
}

/** Replaces what a draft or a supplement holds. */
export async function saveSubmission(
  tx: Transaction,
  applicationId: string,
  applicantId: string,
  submission: Submission,
): Promise<void> {
  const personal = {
    form: asJson(submission.form),
    address: submission.address ? asJson(submission.address) : Prisma.DbNull,
  };
  const { personId } = await getApplicant(tx, applicantId);
  const subject = await findSubject(tx, submission.service, personId, submission.subject);
  await tx.application.update({
    where: { id: applicationId },
    data: { ...personal, vehicleId: subject.vehicle?.id ?? null, licenceId: subject.licence?.id ?? null },
  });
  await attachDocuments(tx, applicantId, submission.documentIds, applicationId);
}
