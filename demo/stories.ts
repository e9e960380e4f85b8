// The stories the demo tells: every service in every way its result can travel, and what can go wrong, once each.
import { ZONES, type Zone } from '../domain/delivery-zones.ts';
import { getService, isServiceId, listServices, type ServiceId } from '../domain/services/index.ts';
import { after, workday } from './days.ts';
import { OTHER_STORIES } from './other-stories.ts';
import {
  acceptance,
  arrival,
  DISPATCH,
  PICKED_UP,
  PRODUCE,
  type Step,
  type Story,
  sending,
  step,
  submission,
} from './story.ts';

const SERVICE_IDS = listServices().flatMap(({ id }) => (isServiceId(id) ? [id] : []));
const KEPT = { workdays: 1, ends: 'done', breaks: [] } as const;

/** The stories of the ten services of the main job in the order in which they are told; with `all`, of every service. */
export function listStories({ all = false } = {}): readonly Story[] {
  const services = SERVICE_IDS.filter(isMainJob);
  const main = [...services.flatMap(plainStories), ...TROUBLED];
  return all ? [...main, ...WINDOW_SERVICES.flatMap(plainStories), ...OTHER_STORIES] : main;
}

const WINDOW_SERVICES = ['vehicle-licence-reissue', 'vehicle-licence-replace'] as const;

function isMainJob(service: ServiceId): boolean {
  const { lifecycle } = getService(service);
  return lifecycle === 'L-POST' || lifecycle === 'L-DEFER';
}

function plainStories(service: ServiceId): readonly Story[] {
  if (!getService(service).steps.includes('deliver')) return [deferred(service)];
  return [
    ...Object.keys(ZONES)
      .filter(isZone)
      .map((zone) => posted(service, zone)),
    collected(service),
  ];
}

function isZone(text: string): text is Zone {
  return Object.hasOwn(ZONES, text);
}

function posted(service: ServiceId, zone: Zone): Story {
  const made = [submission(service), acceptance(workday(0)), ...sending(workday(0))];
  return {
    ...KEPT,
    name: 'posted',
    service,
    way: zone,
    steps: [...made, ...arrival(service, zone, workday(0))],
  };
}

function collected(service: ServiceId): Story {
  const fetched = step(workday(1), '11:00', {
    by: 'clerk2',
    does: 'hand-over',
    saying: { handedBack: true },
  });
  return { ...KEPT, name: 'collected', service, way: 'pickup', steps: [...readyAtCounter(service), fetched] };
}

function readyAtCounter(service: ServiceId): readonly Step[] {
  return [submission(service), acceptance(workday(0)), step(workday(0), '14:40', PRODUCE)];
}

/** Accepted the next day, after the reminder and before the date. */
function deferred(service: ServiceId): Story {
  const steps = [submission(service), acceptance(workday(1), '15:30')];
  return { ...KEPT, name: 'deferred', service, way: 'none', steps };
}

const TROUBLED: readonly Story[] = [
  {
    ...KEPT,
    name: 'accepted-late',
    service: 'plate-reissue',
    way: 'city',
    steps: [
      submission('plate-reissue'),
      acceptance(workday(2)),
      ...sending(workday(2)),
      ...arrival('plate-reissue', 'city', workday(2)),
    ],
    breaks: ['acceptance'],
  },
  {
    ...KEPT,
    name: 'delivered-late',
    service: 'licence-renewal',
    way: 'city',
    steps: [
      submission('licence-renewal'),
      acceptance(workday(0)),
      ...sending(workday(0)),
      ...arrival('licence-renewal', 'city', workday(0), 2),
    ],
    breaks: ['delivery'],
  },
  {
    ...KEPT,
    name: 'supplemented',
    service: 'plate-replace',
    way: 'province',
    steps: [
      submission('plate-replace'),
      step(workday(0), '10:30', {
        by: 'clerk1',
        does: 'request-supplement',
        saying: {
          reason: 'documents-illegible',
          items: [{ pointer: '/documents', note: '号牌照片不清晰,请重新拍摄' }],
        },
      }),
      step(workday(1), '09:30', { by: 'applicant', does: 'resubmit' }),
      acceptance(workday(2)),
      ...sending(workday(2)),
      ...arrival('plate-replace', 'province', workday(2)),
    ],
  },
  {
    ...KEPT,
    name: 'returned',
    service: 'licence-damaged-replace',
    way: 'interprovince',
    workdays: 3,
    steps: [
      submission('licence-damaged-replace'),
      acceptance(workday(0)),
      ...sending(workday(0)),
      step(workday(1), '15:00', { by: 'courier', does: 'failed' }),
      step(workday(2), '11:00', { by: 'courier', does: 'returned' }),
      step(workday(2), '14:40', { by: 'dispatch1', does: 'resend' }),
      step(workday(2), '16:00', DISPATCH),
      step(workday(2), '17:20', PICKED_UP),
      ...arrival('licence-damaged-replace', 'interprovince', workday(0)),
    ],
  },
  {
    ...KEPT,
    name: 'lost',
    service: 'licence-lost-reissue',
    way: 'interprovince',
    workdays: 2,
    steps: [
      submission('licence-lost-reissue'),
      acceptance(workday(0)),
      ...sending(workday(0)),
      step(workday(1), '10:30', { by: 'courier', does: 'lost' }),
      step(workday(1), '11:00', { by: 'production1', does: 'reproduce' }),
      ...sending(workday(1)),
      ...arrival('licence-lost-reissue', 'interprovince', workday(0)),
    ],
  },
  {
    ...KEPT,
    name: 'uncollected',
    service: 'inspection-mark-reissue',
    way: 'pickup',
    steps: [
      ...readyAtCounter('inspection-mark-reissue'),
      // Kept for 30 days; the day after the last one it is too late.
      step(after(31, workday(0)), '00:01', { by: 'nobody', does: 'wait' }),
    ],
    ends: 'uncollected',
  },
  {
    ...KEPT,
    name: 'withdrawn',
    service: 'licence-overage-exchange',
    way: 'province',
    steps: [
      submission('licence-overage-exchange'),
      step(workday(0), '10:30', { by: 'applicant', does: 'withdraw' }),
    ],
    ends: 'withdrawn',
  },
  {
    ...KEPT,
    name: 'refused',
    service: 'plate-replace',
    way: 'city',
    steps: [
      submission('plate-replace'),
      step(workday(0), '10:30', { by: 'clerk1', does: 'accept' }),
      step(workday(0), '14:40', {
        by: 'clerk1',
        does: 'refuse',
        saying: { reason: 'plates-lost', note: '经核实号牌已丢失,请申请补领机动车号牌' },
      }),
    ],
    ends: 'refused',
  },
];
