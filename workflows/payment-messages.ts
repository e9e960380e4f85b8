// Names, ids and messages of the workflow that carries a payment order.
import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { PaymentReaction } from '../domain/payments/react.ts';
import { CHANGED_SIGNAL, PROGRESS_QUERY } from './contract.ts';

/** A poke: what the order stands at, and what there is to do. The newest sequence wins. */
export type PaymentPoke = PaymentReaction;

export const paymentChanged = defineSignal<[PaymentPoke]>(CHANGED_SIGNAL);

/** What operators see of a running workflow. */
export interface PaymentProgress {
  readonly seq: number;
  readonly state: string;
  readonly alarmAt: string | null;
  readonly pendingEffects: readonly string[];
}

export const paymentProgress = defineQuery<PaymentProgress>(PROGRESS_QUERY);
