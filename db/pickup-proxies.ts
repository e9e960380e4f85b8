// Who collects in an applicant's place, sealed. Named and taken back under the case's lock, so that no hand-over comes between.
import type { Application } from '../domain/application/application.ts';
import { type Instant, toInstant } from '../domain/calendar/local-date.ts';
import type { IdDocKind } from '../domain/identity/identity-document.ts';
import type { PickupProxy } from '../domain/pickup/proxy.ts';
import { stateOf } from './applications.ts';
import type { Database, Transaction } from './client.ts';
import { CaseNotFound } from './decision.ts';
import type { FollowUp } from './follow-up.ts';
import { stored } from './json.ts';

export interface NamedProxy extends PickupProxy {
  readonly namedAt: Instant;
}

/** Whom the applicant of a case has named; undefined when nobody. */
export async function findProxy(
  db: Database | Transaction,
  applicationId: string,
): Promise<NamedProxy | undefined> {
  const row = await db.pickupProxy.findUnique({ where: { applicationId } });
  if (row === null) return undefined;
  return {
    name: db.vault.open(row.nameSealed),
    idDocKind: stored<IdDocKind>(row.idDocKind),
    idDocNo: db.vault.open(row.idDocNoSealed),
    namedAt: toInstant(row.namedAt),
  };
}

export interface OwnCase {
  readonly application: Application;
  /** Of the applicant; null of somebody the register does not know. */
  readonly idDocNo: string | null;
}

/** Locks an applicant's own case. @throws CaseNotFound where there is none of theirs */
export async function lockOwnCase(tx: Transaction, id: string, applicantId: string): Promise<OwnCase> {
  await tx.$queryRaw`SELECT 1 FROM application WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.application.findFirst({
    where: { id, applicantId },
    select: { snapshot: true, applicant: { select: { person: true } } },
  });
  if (row === null) throw new CaseNotFound(id);
  return {
    application: stateOf(row),
    idDocNo: row.applicant.person?.idDocNo ?? null,
  };
}

/** Names somebody, in place of whoever was named before. */
export async function saveProxy(tx: Transaction, applicationId: string, proxy: NamedProxy): Promise<void> {
  const { name, idDocKind, idDocNo, namedAt } = proxy;
  const row = {
    nameSealed: tx.vault.seal(name),
    idDocKind,
    idDocNoSealed: tx.vault.seal(idDocNo),
    namedAt,
  };
  await tx.pickupProxy.upsert({
    where: { applicationId },
    create: { applicationId, ...row },
    update: row,
  });
}

/** Takes back whoever was named: nothing of them stays. */
export async function deleteProxy(tx: Transaction, applicationId: string): Promise<void> {
  await tx.pickupProxy.delete({ where: { applicationId } });
}

/** What is posted after all is collected by nobody. */
export const endProxy: FollowUp = async (tx, { id, events }) => {
  const isPosted = events.some(
    (event) => event.type === 'delivery-changed' && event.delivery.mode === 'post',
  );
  if (isPosted) await tx.pickupProxy.deleteMany({ where: { applicationId: id } });
  return null;
};
