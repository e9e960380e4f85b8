// Orders played command by command, for the tests of this folder.
import { trialCalendarData } from '../../calendar/fixtures/trial-calendar.ts';
import { addMinutes, type Instant, toInstant } from '../../calendar/local-date.ts';
import { officeCalendar } from '../../calendar/office-calendar.ts';
import type { OrderRequest, PaymentActor, PaymentCommand, PaymentContext } from '../commands.ts';
import { createOrder, decidePayment, type PaymentDecision, tickPayment } from '../decide.ts';
import type { PaymentEvent } from '../events.ts';
import type { Capture, PaymentOrder } from '../payment-order.ts';
import { PAYMENT_SETTINGS } from '../settings.ts';

export const AMOUNT_FEN = 20_600;
export const DECISION_NO = '4117021900000001';
/** A Tuesday morning. */
export const BEGIN = toInstant('2015-11-03T10:00:00+08:00');
export const SYSTEM: PaymentActor = { id: 'system', role: 'system' };
export const CASHIER: PaymentActor = { id: 'cashier-1', role: 'cashier' };
export const SECOND: PaymentActor = { id: 'cashier-2', role: 'cashier' };

export const REQUEST: OrderRequest = {
  orderNo: 'PAY-20151103-000001',
  payerId: 'payer',
  office: 'zmd-vmo',
  purpose: { kind: 'fines', applicationId: 'application', decisionNos: [DECISION_NO] },
  amountFen: AMOUNT_FEN,
};

/** An order with all its events, and the moment at which it stands. */
export interface PlayedOrder {
  readonly order: PaymentOrder;
  readonly events: readonly PaymentEvent[];
  readonly now: Instant;
}

export type Step = (on: PlayedOrder) => PlayedOrder;

export const contextAt = (now: Instant, actor: PaymentActor = SYSTEM): PaymentContext => ({
  ...{ now, actor, calendar: officeCalendar(trialCalendarData), settings: PAYMENT_SETTINGS },
});

export function ordered(request: OrderRequest = REQUEST): PlayedOrder {
  const { order, events, refusal } = createOrder(request, contextAt(BEGIN));
  if (refusal) throw new Error(refusal.code);
  return { order, events, now: BEGIN };
}

/** What is answered to a command. */
export function ask(on: PlayedOrder, command: PaymentCommand, actor?: PaymentActor): PaymentDecision {
  return decidePayment(on.order, command, contextAt(on.now, actor));
}

/** A command that must not be refused. */
export function does(command: PaymentCommand, actor?: PaymentActor): Step {
  return (on) => {
    const { order, events, refusal } = ask(on, command, actor);
    if (refusal) throw new Error(`${command.action}: ${refusal.code}`);
    return { order, events: [...on.events, ...events], now: on.now };
  };
}

/** Time passes, and is noticed. */
export function later(minutes: number): Step {
  return (on) => {
    const now = addMinutes(on.now, minutes);
    const { order, events } = tickPayment(on.order, contextAt(now));
    return { order, events: [...on.events, ...events], now };
  };
}

export const goOn = (on: PlayedOrder, ...steps: readonly Step[]): PlayedOrder =>
  steps.reduce((made, step) => step(made), on);

export const play = (...steps: readonly Step[]): PlayedOrder => goOn(ordered(), ...steps);

export const capture = (serial = 'B1', amountFen = AMOUNT_FEN): Capture => ({
  ...{ serial, amountFen, capturedAt: BEGIN },
});

export const captured = (serial?: string, amountFen?: number): Step =>
  does({ action: 'record-capture', capture: capture(serial, amountFen) });
export const starts = does({ action: 'start-paying', channel: 'wechat' });
export const silent = does({ action: 'record-silence' });

export const typesOf = (on: PlayedOrder): readonly string[] => on.events.map(({ type }) => type);
