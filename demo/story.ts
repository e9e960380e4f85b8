// A story as data: who applies for what, which way the result travels, and what everybody does when.
import type { PeoplesAction } from '../api/contract/actions.ts';
import type { ParcelReport } from '../domain/application/events.ts';
import type { ApplicationState } from '../domain/application/lifecycle.ts';
import { deliveryDaysOf, type Zone } from '../domain/delivery-zones.ts';
import type { PaymentChannel } from '../domain/payments/payment-order.ts';
import type { ClockKind } from '../domain/promises/policies.ts';
import { getService, type ServiceId } from '../domain/services/index.ts';
import { after, type Day, workday, workdayFrom } from './days.ts';

/** How the result reaches the applicant; `none` where nothing is delivered. */
export type Way = Zone | 'pickup' | 'print' | 'none';

export const WAYS = {
  city: { zh: '市内邮寄', en: 'post within the city' },
  province: { zh: '省内邮寄', en: 'post within the province' },
  interprovince: { zh: '省际邮寄', en: 'post between provinces' },
  pickup: { zh: '窗口自取', en: 'pickup at the counter' },
  print: { zh: '自行打印', en: 'printed by the applicant' },
  none: { zh: '无需寄送', en: 'nothing to deliver' },
} as const satisfies Record<Way, { readonly zh: string; readonly en: string }>;

export const STAFF = ['clerk1', 'clerk2', 'production1', 'dispatch1'] as const;
export type Staff = (typeof STAFF)[number];

export type Act =
  | { readonly by: 'applicant'; readonly does: 'submit' | 'resubmit' | 'withdraw' }
  /** With a bank of their choice, what is to be paid before anything else. */
  | { readonly by: 'applicant'; readonly does: 'pay'; readonly channel: PaymentChannel }
  /** 自编自选: the number that is chosen. */
  | { readonly by: 'applicant'; readonly does: 'choose-number'; readonly number: string }
  /** At the window the vehicle is registered with what the number was chosen with. */
  | { readonly by: 'clerk1'; readonly does: 'register-vehicle' }
  | { readonly by: Staff; readonly does: PeoplesAction; readonly saying?: Readonly<Record<string, unknown>> }
  | { readonly by: 'courier'; readonly does: ParcelReport; readonly handedBack?: boolean }
  /** Nobody acts; only time passes. */
  | { readonly by: 'nobody'; readonly does: 'wait' };

export interface Step {
  readonly on: Day;
  readonly at: string;
  readonly acts: readonly Act[];
}

export interface Story {
  readonly name: string;
  readonly service: ServiceId;
  readonly way: Way;
  /** The day of its session, where there is one. */
  readonly session?: Day;
  /** Working days in a row that it needs at its beginning. */
  readonly workdays: number;
  readonly steps: readonly Step[];
  readonly ends: ApplicationState;
  /** The promises it breaks on purpose. */
  readonly breaks: readonly ClockKind[];
}

export const PRODUCE: Act = { by: 'production1', does: 'complete-production' };
export const DISPATCH: Act = { by: 'dispatch1', does: 'dispatch' };
export const PICKED_UP: Act = { by: 'courier', does: 'picked-up' };

const ARRIVAL_TIMES = {
  city: '10:30',
  province: '11:30',
  interprovince: '15:00',
} as const satisfies Record<Zone, string>;

export function step(on: Day, at: string, ...acts: readonly Act[]): Step {
  return { on, at, acts };
}

/** Vehicle services come in at nine, licence services half an hour later. */
export function submission(service: ServiceId): Step {
  const at = getService(service).category === 'vehicle' ? '09:00' : '09:30';
  return step(workday(0), at, { by: 'applicant', does: 'submit' });
}

/** Accepted and approved by one clerk. */
export function acceptance(on: Day, at = '10:30'): Step {
  return step(on, at, { by: 'clerk1', does: 'accept' }, { by: 'clerk1', does: 'approve' });
}

/** Made, scanned out and taken by the postman on one working day. */
export function sending(on: Day): readonly Step[] {
  return [step(on, '14:40', PRODUCE), step(on, '16:00', DISPATCH), step(on, '17:20', PICKED_UP)];
}

/** What has to come back goes with the postman; from another province it comes by itself, some days later. */
export function arrival(
  service: ServiceId,
  zone: Zone,
  from: Day,
  days = deliveryDaysOf(zone),
): readonly Step[] {
  const on = after(days, from);
  const handedBack = zone !== 'interprovince';
  const delivered = step(on, ARRIVAL_TIMES[zone], { by: 'courier', does: 'delivered', handedBack });
  if (handedBack || !handsBack(service)) return [delivered];
  const confirmation: Act = { by: 'dispatch1', does: 'confirm-hand-back' };
  return [delivered, step(workdayFrom(after(2, on)), '10:30', confirmation)];
}

/** Whoever lost both plates has none to hand back. */
function handsBack(service: ServiceId): boolean {
  return service !== 'plate-reissue' && getService(service).handBack !== null;
}
