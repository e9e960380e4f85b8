// Every way a case may go, played on a stage: tests say what must have come of it, recordings keep its history.

import type { Command } from '../../domain/application/commands.ts';
import { addMinutes } from '../../domain/calendar/local-date.ts';
import type { Zone } from '../../domain/delivery-zones.ts';
import type { ApplicantService } from '../../prisma/seed/applicant-services.ts';
import { eventually } from '../harness/eventually.ts';
import type { Stage, StagedCase } from '../harness/stage.ts';
import { APPOINTMENT_PATHS } from './appointment-paths.ts';
import { OTHER_PATHS } from './other-paths.ts';
import type { Path } from './path.ts';
import { REGISTRATION_PATHS } from './registration-paths.ts';

export type { Path };

const ACCEPT = { action: 'accept' } as const;
const APPROVE = { action: 'approve' } as const;
const PRODUCED = { action: 'complete-production' } as const;
const DISPATCH = { action: 'dispatch', trackingNumber: null } as const;
const RESUBMIT = { action: 'resubmit', gate: null } as const;
const PICKUP = { mode: 'pickup' } as const;

export const supplementing = (workdays: number): Command => ({
  action: 'request-supplement',
  reason: 'documents-illegible',
  items: [{ pointer: '/documents/0', note: '' }],
  workdays,
});

const clockOf = async (on: StagedCase, kind: 'acceptance' | 'supplement' | 'payment' | 'pickup-keep') =>
  (await on.application()).clocks[kind]?.dueAt;

/** A case that has left with the courier. */
export async function dispatched(
  stage: Stage,
  zone: Zone = 'city',
  service: ApplicantService = 'plate-replace',
): Promise<StagedCase> {
  const on = await stage.file({ zone, service });
  await stage.does(on, ACCEPT, APPROVE, PRODUCED, DISPATCH);
  return on;
}

/** A case that waits at the counter. */
export async function readyForPickup(stage: Stage): Promise<StagedCase> {
  const on = await stage.file({ delivery: PICKUP });
  await stage.does(on, ACCEPT, APPROVE, PRODUCED);
  return on;
}

export async function handOver(stage: Stage, on: StagedCase): Promise<void> {
  const { pickupCode } = await on.application();
  await stage.does(on, { action: 'hand-over', pickupCode: pickupCode ?? '', handedBack: true });
}

const posted = (zone: Zone, service?: ApplicantService): Path => ({
  play: async (stage) => {
    const on = await dispatched(stage, zone, service);
    await stage.courierReports(on, 'picked-up');
    await stage.courierReports(on, 'delivered');
    return on;
  },
});

const deferred = (service: ApplicantService): Path => ({
  play: async (stage) => {
    const on = await stage.file({ service });
    await stage.does(on, ACCEPT, APPROVE);
    return on;
  },
});

export const PATHS = {
  'posted-city': posted('city'),
  'posted-province': posted('province'),
  'posted-interprovince': posted('interprovince'),
  /** Submitted at nine, accepted at ten, posted at four, picked up at six, delivered the day after tomorrow. */
  'posted-unhurried': {
    play: async (stage) => {
      const on = await stage.file({ zone: 'province' });
      const after = async (minutes: number) => stage.passes(on, addMinutes(await stage.now(), minutes));
      await after(60);
      await stage.does(on, ACCEPT, APPROVE);
      await after(5 * 60);
      await stage.does(on, PRODUCED);
      await after(60);
      await stage.does(on, DISPATCH);
      await after(2 * 60);
      await stage.courierReports(on, 'picked-up');
      await after(40 * 60);
      await stage.courierReports(on, 'delivered');
      return on;
    },
  },
  'pickup-collected': {
    play: async (stage) => {
      const on = await readyForPickup(stage);
      await handOver(stage, on);
      return on;
    },
  },
  'pickup-uncollected': {
    play: async (stage) => {
      const on = await readyForPickup(stage);
      await stage.passes(on, await clockOf(on, 'pickup-keep'));
      return on;
    },
  },
  'delivery-changed': {
    play: async (stage) => {
      const on = await stage.file();
      await stage.does(on, ACCEPT, APPROVE, PRODUCED, { action: 'change-delivery', delivery: PICKUP });
      await stage.does(on, { action: 'change-delivery', delivery: { mode: 'post', zone: 'city' } }, DISPATCH);
      await stage.courierReports(on, 'delivered');
      return on;
    },
  },
  'supplement-answered': {
    play: async (stage) => {
      const on = await stage.file();
      await stage.does(on, supplementing(5));
      await stage.nextWorkday('10:00');
      await stage.does(on, RESUBMIT, ACCEPT, { action: 'refuse', reason: 'status-changed', note: '' });
      return on;
    },
  },
  'supplement-lapsed': {
    play: async (stage) => {
      const on = await stage.file();
      await stage.does(on, supplementing(3));
      await stage.passes(on, await clockOf(on, 'supplement'));
      return on;
    },
  },
  'accepted-late': {
    play: async (stage) => {
      const on = await stage.file();
      const dueAt = await clockOf(on, 'acceptance');
      await stage.passes(on, dueAt && addMinutes(dueAt, 3 * 24 * 60));
      await stage.does(on, ACCEPT, { action: 'refuse', reason: 'status-changed', note: '' });
      return on;
    },
  },
  'not-accepted': {
    play: async (stage) => {
      const on = await stage.file();
      await stage.does(on, { action: 'decline', reason: 'beyond-authority', note: '' });
      return on;
    },
  },
  refused: {
    play: async (stage) => {
      const on = await stage.file();
      await stage.does(on, ACCEPT, { action: 'refuse', reason: 'status-changed', note: '' });
      return on;
    },
  },
  withdrawn: {
    play: async (stage) => {
      const on = await stage.file();
      await stage.does(on, { action: 'withdraw' });
      return on;
    },
  },
  'fee-paid': {
    fees: 'on',
    play: async (stage) => {
      const on = await stage.file();
      await stage.does(on, { action: 'confirm-fee', amountFen: (await on.application()).feeFen });
      await stage.does(on, { action: 'decline', reason: 'beyond-authority', note: '' });
      return on;
    },
  },
  'fee-lapsed': {
    fees: 'on',
    play: async (stage) => {
      const on = await stage.file();
      await stage.passes(on, await clockOf(on, 'payment'));
      await eventually('the end of its order', async () => (await on.state()) === 'draft');
      await stage.ended(on);
      return on;
    },
  },
  'returned-resent': {
    play: async (stage) => {
      const on = await dispatched(stage);
      await stage.courierReports(on, 'failed');
      await stage.courierReports(on, 'returned');
      await stage.does(on, { action: 'resend' }, DISPATCH);
      await stage.courierReports(on, 'delivered');
      return on;
    },
  },
  'returned-collected': {
    play: async (stage) => {
      const on = await dispatched(stage);
      await stage.courierReports(on, 'returned');
      await stage.does(on, { action: 'offer-pickup' });
      await handOver(stage, on);
      return on;
    },
  },
  'lost-reproduced': {
    play: async (stage) => {
      const on = await dispatched(stage);
      await stage.courierReports(on, 'lost');
      await stage.does(on, { action: 'reproduce' }, PRODUCED, DISPATCH);
      await stage.courierReports(on, 'delivered');
      return on;
    },
  },
  spoilt: {
    play: async (stage) => {
      const on = await stage.file();
      await stage.does(
        on,
        ACCEPT,
        APPROVE,
        { action: 'report-spoilt', reason: 'misprint' },
        PRODUCED,
        DISPATCH,
      );
      await stage.courierReports(on, 'delivered');
      return on;
    },
  },
  'hand-back-missing': {
    play: async (stage) => {
      const on = await dispatched(stage);
      await stage.courierReports(on, 'delivered', { handedBack: false });
      await stage.does(on, { action: 'confirm-hand-back' });
      return on;
    },
  },
  'silent-courier': {
    play: async (stage) => {
      const on = await dispatched(stage);
      const trackingNumber = await on.trackingNumber();
      await stage.courier.report(trackingNumber, {
        report: 'delivered',
        handedBack: true,
        deliver: { drop: true },
      });
      await stage.passes(on, (await on.application()).parcel?.trackAt);
      return on;
    },
  },
  ...REGISTRATION_PATHS,
  ...APPOINTMENT_PATHS,
  ...OTHER_PATHS,
  'renewal-deferral': deferred('renewal-deferral'),
  'review-deferral': deferred('review-deferral'),
  'body-certificate-deferral': deferred('body-certificate-deferral'),
} as const satisfies Record<string, Path>;

export type PathName = keyof typeof PATHS;
