// A new case: drafted, judged and stored under its number, or refused with nothing but an audit row left behind.
import { randomUUID } from 'node:crypto';
import { decide, draft } from '../domain/application/decide.ts';
import type { Actor, Delivery, Place } from '../domain/application/events.ts';
import type { Told } from '../domain/application/gate.ts';
import { react } from '../domain/application/react.ts';
import { type Instant, localDateOf } from '../domain/calendar/local-date.ts';
import { buildApplicationNumber, serialOf } from '../domain/identity/application-number.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Form, Matter } from '../domain/services/define.ts';
import type { Origin } from './audit.ts';
import type { Transaction } from './client.ts';
import { decideWithin } from './decide.ts';
import { contextOf, type Deciding } from './deciding.ts';
import type { DecideRequest, Outcome } from './decision.ts';
import { attachDocuments } from './documents.ts';
import type { FollowedDecision } from './follow-up.ts';
import { followUp } from './follow-ups.ts';
import type { KeptReply } from './idempotency.ts';
import { projectionOf, record } from './record.ts';

export interface Judgement {
  readonly gate: Refusal | null;
  /** Refusal of the documents named, also for a draft. */
  readonly documents: Refusal | null;
  /** What the applicant is told besides. */
  readonly advice?: readonly Told[];
  /** The fee in fen; 0 where nothing is charged. */
  readonly fen: number;
  /** The place wanted, of a service by appointment. */
  readonly place?: (Place & { readonly isFree: boolean }) | null;
  readonly subjectKey?: string | null;
  readonly vehicleId: string | null;
  readonly licenceId: string | null;
}

export interface CaseToOpen {
  readonly matter: Matter;
  readonly actor: Actor;
  /** Whom the actor stands in for. */
  readonly forId?: string | null | undefined;
  readonly applicantId: string;
  readonly office: string;
  /** What the rules of the case look at; what is stored is in `sealed`. */
  readonly form: Form;
  readonly sealed: { readonly formSealed: string; readonly addressSealed: string | null };
  readonly documentIds: readonly string[];
  readonly delivery: Delivery | null;
  readonly trackingSecret: string;
  /** false keeps it as a draft. */
  readonly submit: boolean;
  readonly judge: (now: Instant) => Promise<Judgement>;
  /** Writes what the case refers to, once it is not refused. */
  readonly prepare?: (now: Instant) => Promise<void>;
  readonly origin?: Origin | undefined;
  /** The answer to keep under the request's key, with the case. */
  readonly reply?: ((outcome: Outcome) => KeptReply | null) | undefined;
}

/** Opens a case within a transaction. A refusal is an answer, not an error. */
export async function openCase(deps: Deciding, tx: Transaction, request: CaseToOpen): Promise<Outcome> {
  const { matter, actor, applicantId, office, form } = request;
  const id = randomUUID();
  const [row] = await tx.$queryRaw<{ calendar: number; serial: bigint }[]>`
    SELECT (SELECT max(version) FROM calendar_version) AS calendar, nextval('application_number') AS serial`;
  const calendarVersion = row?.calendar ?? 0;
  const context = await contextOf(deps, tx, { actor, office, service: matter, form, calendarVersion });
  const { now } = context;
  const drafted = draft({ service: matter.id, lifecycle: matter.lifecycle, applicantId, office }, context);
  const judgement = await request.judge(now);
  const { gate, documents, fen, place = null, advice = [] } = judgement;
  const submit = { action: 'submit', delivery: request.delivery, feeFen: fen, gate, place } as const;
  const decided = request.submit
    ? decide(drafted.application, submit, context)
    : { ...drafted, refusal: documents };
  const events = request.submit ? [...drafted.events, ...decided.events] : drafted.events;
  const number = buildApplicationNumber(localDateOf(now), serialOf(row?.serial ?? 1n));
  const { application, refusal } = decided;
  const reaction = react(application);
  const outcome: Outcome = { id, number, application, reaction, events, refusal, advice, decidedAt: now };
  if (!refusal) {
    await request.prepare?.(now);
    await insertCase(tx, request, outcome, judgement, deps.hashSecret(request.trackingSecret));
    const decideAlso = (another: DecideRequest) => decideWithin(deps, tx, another);
    await follow(tx, { deps, decideAlso, id, application, events, form, now });
  }
  await record(tx, {
    id,
    application,
    events: refusal ? [] : events,
    before: null,
    lifecycle: matter.lifecycle,
    now,
    pokes: true,
    nextAssigneeId: null,
    kept: request.reply?.(outcome) ?? null,
    audit: {
      at: now,
      actor: { ...actor, office, forId: request.forId ?? null },
      action: request.submit ? 'submit' : 'edit-draft',
      object: refusal ? `service/${matter.id}` : `application/${id}`,
      refusal: refusal?.code ?? null,
      origin: request.origin,
      after: refusal ? null : application.version,
      states: { before: null, after: refusal ? null : application },
    },
  });
  if (!refusal && request.documentIds.length > 0)
    await attachDocuments(tx, actor.id, request.documentIds, id);
  return outcome;
}

/** What was judged under its locks can be carried out: nothing is left to refuse. */
async function follow(tx: Transaction, decision: FollowedDecision): Promise<void> {
  const refusal = await followUp(tx, decision);
  if (refusal) throw new Error(`a submission that was let through was refused with ${refusal.code}`);
}

async function insertCase(
  tx: Transaction,
  { matter, sealed, office, applicantId }: CaseToOpen,
  { id, number, application, decidedAt }: Outcome,
  { vehicleId, licenceId, subjectKey = null }: Judgement,
  secretHash: string,
): Promise<void> {
  const { state, stage, open, version, snapshot } = projectionOf(application);
  const folded = JSON.stringify(snapshot);
  await tx.$executeRaw`
    INSERT INTO application (id, number, service, lifecycle, state, stage, open, version, office, applicant_id, vehicle_id,
                             licence_id, subject_key, form_sealed, address_sealed, tracking_secret_hash, snapshot, created_at)
    VALUES (${id}::uuid, ${number}, ${matter.id}, ${matter.lifecycle}, ${state}, ${stage}, ${open}, ${version}, ${office},
            ${applicantId}::uuid, ${vehicleId}::uuid, ${licenceId}::uuid, ${subjectKey}, ${sealed.formSealed}, ${sealed.addressSealed},
            ${secretHash}, ${folded}::jsonb, ${decidedAt}::timestamptz)`;
}
