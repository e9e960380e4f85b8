// Approved changes of the register, each exactly once an application: the effect and its record share a transaction.
import { type Instant, type LocalDate, localDateOf } from '../domain/calendar/local-date.ts';
import {
  cycleOf,
  deferralBase,
  heldClasses,
  overageTarget,
  renewalWindow,
  renewedValidity,
} from '../domain/register/licence.ts';
import type { Form, RegisterEffect } from '../domain/services/define.ts';
import type { Transaction } from './client.ts';
import { decideCase, type Outcome } from './decide.ts';
import type { Deciding } from './deciding.ts';
import { getLicenceFacts } from './facts.ts';
import type { LockedCase } from './locked-case.ts';
import { getMatterOf } from './matters.ts';
import { applyRegistration } from './registration-effects.ts';

const SYSTEM = { id: 'register', role: 'system' } as const;

/** Carries out the approved effect of a case and records it. Repeated, it is refused and changes nothing. */
export async function applyApprovedEffect(deps: Deciding, applicationId: string): Promise<Outcome> {
  return decideCase(deps, {
    applicationId,
    actor: SYSTEM,
    byWorkflow: true,
    command: async (tx, locked, now) => {
      const service = getMatterOf(locked.service);
      if (locked.application.state === 'approved') await applyEffect(tx, locked, service.effect, now);
      return { action: 'record-register', produces: service.steps.includes('produce') };
    },
  });
}

async function applyEffect(
  tx: Transaction,
  locked: LockedCase,
  effect: RegisterEffect,
  now: Instant,
): Promise<void> {
  const today = localDateOf(now);
  switch (effect.kind) {
    case 'reissue-plates':
      return reissue(tx, locked, 'plates', today);
    case 'reissue-inspection-mark':
      return reissue(tx, locked, 'inspection-mark', today);
    case 'reissue-licence':
      return reissueLicence(tx, locked, today);
    case 'renew-licence':
      await renew(tx, locked, today);
      return reissue(tx, locked, 'driving-licence', today);
    case 'exchange-overage-licence':
      await exchangeClasses(tx, locked, today);
      return reissueLicence(tx, locked, today);
    case 'defer':
      return defer(tx, locked, effect, today);
    case 'register-individual':
    case 'register-unit':
    case 'upgrade-account':
    case 'change-account':
      return applyRegistration(tx, locked, now);
    case 'none':
      return;
  }
}

/** The old piece is void, the new one is held; number and validity stay. */
async function reissue(tx: Transaction, locked: LockedCase, kind: string, today: LocalDate): Promise<void> {
  const { vehicleId, licenceId } = locked;
  const on = new Date(today);
  await tx.certificate.updateMany({
    where: { kind, vehicleId, licenceId, state: { in: ['held', 'lost', 'damaged'] } },
    data: { state: 'voided', voidedOn: on },
  });
  await tx.certificate.create({
    data: { kind, vehicleId, licenceId, state: 'held', issuedOn: on, applicationId: locked.id },
  });
}

/** Within ninety days of its end a re-issue is combined with the renewal (assumed, ADR 0002). */
async function reissueLicence(tx: Transaction, locked: LockedCase, today: LocalDate): Promise<void> {
  const licence = await getLicenceFacts(tx, licenceIdOf(locked));
  const window = renewalWindow(licence);
  if (window !== null && today >= window.opensOn) await renew(tx, locked, today);
  await reissue(tx, locked, 'driving-licence', today);
}

/** F20: a new validity from the end of the old one; 逾期 is over, the review is recorded. */
async function renew(tx: Transaction, locked: LockedCase, today: LocalDate): Promise<void> {
  const licenceId = licenceIdOf(locked);
  const licence = await getLicenceFacts(tx, licenceId);
  const renewed = renewedValidity(licence, today);
  if (renewed === null) return;
  await tx.licence.update({
    where: { id: licenceId },
    data: {
      validFrom: new Date(renewed.validFrom),
      validTo: renewed.validTo === null ? null : new Date(renewed.validTo),
      validityKind: renewed.validityKind,
      statuses: licence.statuses.filter((status) => status !== 'M'),
    },
  });
  await tx.review.create({
    data: {
      licenceId,
      on: new Date(today),
      coversThroughCycle: cycleOf(licence, today) ?? 0,
      withStudy: false,
      applicationId: locked.id,
    },
  });
  await recordBodyCertificate(tx, locked, today);
}

async function recordBodyCertificate(tx: Transaction, locked: LockedCase, today: LocalDate): Promise<void> {
  const certNo = locked.form.certNo;
  if (typeof certNo !== 'string') return;
  const licenceId = licenceIdOf(locked);
  await tx.bodyCertSubmission.upsert({
    where: { licenceId_certNo: { licenceId, certNo } },
    update: {},
    create: {
      licenceId,
      certNo,
      submittedOn: new Date(today),
      qualified: true,
      by: 'window',
      applicationId: locked.id,
    },
  });
}

/** R123 第五十条: the classes above the age limit go, what they still allow comes. */
async function exchangeClasses(tx: Transaction, locked: LockedCase, today: LocalDate): Promise<void> {
  const licenceId = licenceIdOf(locked);
  const licence = await getLicenceFacts(tx, licenceId);
  const target = overageTarget(licence, today, wantedClass(locked.form));
  if (target?.kind !== 'exchange') return;
  const held = heldClasses(licence);
  const added = target.classes.filter((cls) => !held.includes(cls));
  const on = new Date(today);
  await tx.classHolding.updateMany({
    where: { licenceId, cls: { in: [...target.dropped] }, cancelledOn: null },
    data: { cancelledOn: on, cancelReason: 'age' },
  });
  await tx.classHolding.createMany({
    data: added.map((cls) => ({ licenceId, cls, obtainedOn: on, how: 'downgrade' })),
  });
  await tx.downgradeCase.create({
    data: {
      licenceId,
      cause: 'age',
      lostClasses: [...target.dropped],
      decidedOn: on,
      exchangedOn: on,
      applicationId: locked.id,
    },
  });
  await recordBodyCertificate(tx, locked, today);
}

function wantedClass(form: Form): 'C1' | 'C2' {
  return form.targetClass === 'C2' ? 'C2' : 'C1';
}

type DeferEffect = Extract<RegisterEffect, { kind: 'defer' }>;

/** R123 第六十三条: until the new date the licence carries the deferral's status and what it suppresses is gone. */
async function defer(
  tx: Transaction,
  locked: LockedCase,
  effect: DeferEffect,
  today: LocalDate,
): Promise<void> {
  const licenceId = licenceIdOf(locked);
  const licence = await getLicenceFacts(tx, licenceId);
  const { form } = locked;
  const kept = licence.statuses.filter(
    (status) => status !== 'A' && status !== effect.status && !effect.suppresses.includes(status),
  );
  const baseOn = deferralBase(licence, effect.deferral, today);
  await tx.deferral.create({
    data: {
      licenceId,
      kind: effect.deferral,
      reason: String(form.reason),
      baseOn: new Date(baseOn ?? today),
      from: new Date(String(form.from)),
      to: new Date(String(form.to)),
      applicationId: locked.id,
    },
  });
  await tx.licence.update({ where: { id: licenceId }, data: { statuses: [...kept, effect.status] } });
}

function licenceIdOf(locked: LockedCase): string {
  if (locked.licenceId === null) throw new Error(`application ${locked.id} has no licence`);
  return locked.licenceId;
}
