// The activities of a case. Each is idempotent by case and effect; what it learns goes back through the decider.
import { ApplicationFailure } from '@temporalio/activity';
import { findWantedParcel, type ParcelOrder, saveCourierEvents } from '../db/courier.ts';
import { decideCase, tickCase } from '../db/decide.ts';
import type { Deciding } from '../db/deciding.ts';
import { CaseNotFound } from '../db/decision.ts';
import { findNewestOrderNo } from '../db/payments/orders.ts';
import { applyPendingEffect } from '../db/register.ts';
import type { Command, ReportedMovement } from '../domain/application/commands.ts';
import type { Actor } from '../domain/application/events.ts';
import type { Reaction } from '../domain/application/react.ts';
import type { CaseActivities } from './contract.ts';
import { CourierRefused, type EmsPort } from './courier.ts';

export interface ActivityDeps {
  readonly deciding: Deciding;
  readonly ems: EmsPort;
}

/** A case that PostgreSQL does not know ends its workflow. */
const NO_SUCH_CASE: Reaction = {
  seq: Number.MAX_SAFE_INTEGER,
  state: 'withdrawn',
  stage: 'ended',
  open: false,
  effects: [],
  alarmAt: null,
};

/** Builds the activities on what they collaborate with. */
export function createCaseActivities({ deciding, ems }: ActivityDeps): CaseActivities {
  /** Records what an effect brought about. A refusal means the case has moved on, and its poke says where to. */
  async function recorded(applicationId: string, actor: Actor, command: Command): Promise<Reaction> {
    return (await decideCase(deciding, { applicationId, actor, command, byWorkflow: true })).reaction;
  }

  /** What the courier answers to an order; a refusal is an answer. */
  async function orderAt(order: ParcelOrder): Promise<{ trackingNumber: string } | { orderRefused: string }> {
    try {
      const { trackingNumber } = await ems.orderParcel(order);
      return { trackingNumber };
    } catch (error) {
      if (error instanceof CourierRefused) return { orderRefused: error.code };
      throw error;
    }
  }

  /** What the courier knows of a parcel, kept like its callbacks. A parcel it does not know has not moved. */
  async function movementsOf(trackingNumber: string): Promise<readonly ReportedMovement[]> {
    try {
      const events = await ems.track(trackingNumber);
      const receivedAt = await deciding.now();
      await saveCourierEvents(deciding.db, { trackingNumber, movements: events, receivedAt });
      return events.map(({ report, occurredAt, handedBack }) => ({ report, occurredAt, handedBack }));
    } catch (error) {
      if (error instanceof CourierRefused) return [];
      throw error;
    }
  }

  return {
    ringAlarm: (applicationId) => ofKnownCase(async () => (await tickCase(deciding, applicationId)).reaction),

    applyToRegister: (applicationId) =>
      ofKnownCase(async () => (await applyPendingEffect(deciding, applicationId)).reaction),

    requestFee: (applicationId) =>
      ofKnownCase(async () => {
        const orderNo = await findNewestOrderNo(deciding.db, applicationId);
        if (orderNo === undefined) return (await tickCase(deciding, applicationId)).reaction;
        return recorded(applicationId, PAYMENT, { action: 'record-fee-order', orderNo });
      }),

    orderParcel: (applicationId) =>
      ofKnownCase(async () => {
        const wanted = await findWantedParcel(deciding.db, applicationId);
        if (!wanted) return (await tickCase(deciding, applicationId)).reaction;
        const { attempt, order } = wanted;
        const answer = order === null ? { orderRefused: 'no-address' } : await orderAt(order);
        return recorded(applicationId, EMS, { action: 'record-parcel', attempt, ...answer });
      }),

    trackParcel: (applicationId) =>
      ofKnownCase(async () => {
        const { application } = await tickCase(deciding, applicationId);
        const trackingNumber = application.parcel?.trackingNumber ?? null;
        if (trackingNumber === null) return recorded(applicationId, EMS, { action: 'record-tracking' });
        const movements = await movementsOf(trackingNumber);
        await recorded(applicationId, EMS, { action: 'report-parcel', trackingNumber, movements });
        return recorded(applicationId, EMS, { action: 'record-tracking' });
      }),
  };
}

const EMS: Actor = { id: 'ems', role: 'system' };
const PAYMENT: Actor = { id: 'payment', role: 'system' };

async function ofKnownCase(answer: () => Promise<Reaction>): Promise<Reaction> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof CaseNotFound) return NO_SUCH_CASE;
    throw retryable(error);
  }
}

/** What an operator reads of a failure must hold nothing personal: its kind, not its message. */
function retryable(error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  const type = error instanceof Error ? error.name : 'UnknownError';
  return ApplicationFailure.retryable(`${type} (see the worker's log)`, type);
}
