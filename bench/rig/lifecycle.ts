// One posted application from the applicant's request to the postman's report, step by step as people take them.
import { z } from 'zod';
import type { Eyes } from './eyes.ts';
import { createHttpClient, type HttpAnswer, type HttpClient } from './http.ts';
import type { ReadyApplicant, SignedIn, Staff } from './people.ts';
import type { World } from './world.ts';

const Receipt = z.object({
  id: z.uuid(),
  number: z.string(),
  state: z.string(),
  version: z.int(),
  trackingSecret: z.string().optional(),
});
export type Receipt = z.infer<typeof Receipt>;

export type Step = 'submit' | 'claim' | 'accept' | 'approve' | 'produce' | 'dispatch' | 'deliver';

/** Told how long each request took. */
export type Lap = (step: Step, ms: number) => void;

export interface Journey {
  readonly http: HttpClient;
  readonly courier: HttpClient;
  readonly eyes: Eyes;
  readonly staff: Staff;
}

/** Sends one request; chaos replaces it with one that journals and tries again. */
export type Send = HttpClient['send'];

/** Connects a driver to a platform. */
export function journeyIn(world: World, eyes: Eyes, send?: Send): Journey & { close(): void } {
  const http = createHttpClient(world.apiUrl);
  const courier = createHttpClient(world.courierUrl);
  return {
    http: send ? { send, close: () => {} } : http,
    courier,
    eyes,
    staff: world.staff,
    close: () => {
      http.close();
      courier.close();
    },
  };
}

/** The receipt of an answer. @throws Error when the answer is another than wanted */
export function receiptOf(answer: HttpAnswer, status: number, state: string): Receipt {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  const receipt = Receipt.parse(JSON.parse(answer.text));
  if (receipt.state !== state) throw new Error(`state ${receipt.state} instead of ${state}`);
  return receipt;
}

async function timed<T>(lap: Lap, step: Step, work: Promise<T>): Promise<T> {
  const begin = performance.now();
  const result = await work;
  lap(step, performance.now() - begin);
  return result;
}

/** Submits, by post to the applicant's address. */
export async function submit(journey: Journey, applicant: ReadyApplicant, lap: Lap): Promise<Receipt> {
  const { service, subject, form, address, cookie } = applicant;
  const body = { service, subject, form, delivery: { mode: 'post', ...address } };
  const call = { method: 'POST', path: '/api/v1/applications', body, cookie } as const;
  return receiptOf(await timed(lap, 'submit', journey.http.send(call)), 201, 'submitted');
}

interface Decision {
  readonly id: string;
  readonly version: number;
  readonly by: SignedIn;
  readonly action: 'accept' | 'approve' | 'complete-production' | 'dispatch';
  readonly step: Step;
  readonly state: string;
}

async function decide(journey: Journey, decision: Decision, lap: Lap): Promise<Receipt> {
  const { id, version, by, action, step, state } = decision;
  const path = `/api/v1/applications/${id}/decisions`;
  const call = { method: 'POST', path, version, cookie: by.cookie, body: { action } } as const;
  return receiptOf(await timed(lap, step, journey.http.send(call)), 200, state);
}

/** A clerk of the office, the same one for the same case. */
function clerkOf({ staff }: Journey, id: string): SignedIn {
  const clerk = staff.clerks[Number.parseInt(id.slice(0, 8), 16) % staff.clerks.length];
  if (!clerk) throw new Error('the office has no clerk');
  return clerk;
}

/** A clerk takes the task. */
export async function claim(journey: Journey, receipt: Receipt, lap: Lap): Promise<Receipt> {
  const { cookie } = clerkOf(journey, receipt.id);
  const { taskId } = await journey.eyes.until(receipt.id, (seen) => seen.taskId !== null);
  const call = { method: 'POST', path: `/api/v1/tasks/${taskId}/claim`, cookie } as const;
  const { status, text } = await timed(lap, 'claim', journey.http.send(call));
  if (status !== 200) throw new Error(`claim: ${status} ${text}`);
  return receipt;
}

/** The clerk who has the task accepts. */
export function acceptClaimed(journey: Journey, { id, version }: Receipt, lap: Lap): Promise<Receipt> {
  const by = clerkOf(journey, id);
  return decide(journey, { id, version, by, action: 'accept', step: 'accept', state: 'accepted' }, lap);
}

async function accept(journey: Journey, receipt: Receipt, lap: Lap): Promise<Receipt> {
  return acceptClaimed(journey, await claim(journey, receipt, lap), lap);
}

/** The same clerk approves. */
async function approve(journey: Journey, { id, version }: Receipt, lap: Lap): Promise<Receipt> {
  const by = clerkOf(journey, id);
  return decide(journey, { id, version, by, action: 'approve', step: 'approve', state: 'approved' }, lap);
}

/** Made once the register has been changed. */
async function produce(journey: Journey, { id }: Receipt, lap: Lap): Promise<Receipt> {
  const { version } = await journey.eyes.until(id, (seen) => seen.state === 'producing');
  const by = journey.staff.production;
  const decision = {
    id,
    version,
    by,
    action: 'complete-production',
    step: 'produce',
    state: 'produced',
  } as const;
  return decide(journey, decision, lap);
}

/** Scanned out once the courier has given the parcel's number. */
async function dispatch(journey: Journey, { id }: Receipt, lap: Lap): Promise<string> {
  const ready = await journey.eyes.until(id, (seen) => seen.trackingNumber !== null);
  const { version, trackingNumber } = ready;
  const by = journey.staff.dispatch;
  await decide(journey, { id, version, by, action: 'dispatch', step: 'dispatch', state: 'dispatched' }, lap);
  return trackingNumber ?? '';
}

/** The courier delivers and calls back, signed; the case is done when its report has been decided. */
async function deliver(journey: Journey, id: string, trackingNumber: string, lap: Lap): Promise<void> {
  const path = `/control/parcels/${trackingNumber}/events`;
  const call = { method: 'POST', path, body: { report: 'delivered' } } as const;
  const told = await journey.courier.send(call);
  if (told.status !== 201) throw new Error(`the courier answers ${told.status}: ${told.text}`);
  const seen = await timed(
    lap,
    'deliver',
    journey.eyes.until(id, ({ open }) => !open),
  );
  if (seen.state !== 'done') throw new Error(`case ${id} ended as ${seen.state}`);
}

/** Where a case may stand still. */
export const STOPS = ['submitted', 'accepted', 'approved', 'produced', 'dispatched'] as const;
export type Stop = (typeof STOPS)[number];

/** A case that stands somewhere, with what its next step needs. */
export interface Standing {
  readonly at: Stop;
  readonly receipt: Receipt;
  readonly trackingNumber: string;
}

type Advance = (journey: Journey, standing: Standing, lap: Lap) => Promise<Standing>;

const NEXT: Readonly<Record<Exclude<Stop, 'dispatched'>, Advance>> = {
  submitted: async (journey, { receipt, ...rest }, lap) => ({
    ...rest,
    at: 'accepted',
    receipt: await accept(journey, receipt, lap),
  }),
  accepted: async (journey, { receipt, ...rest }, lap) => ({
    ...rest,
    at: 'approved',
    receipt: await approve(journey, receipt, lap),
  }),
  approved: async (journey, { receipt, ...rest }, lap) => ({
    ...rest,
    at: 'produced',
    receipt: await produce(journey, receipt, lap),
  }),
  produced: async (journey, { receipt }, lap) => ({
    at: 'dispatched',
    receipt,
    trackingNumber: await dispatch(journey, receipt, lap),
  }),
};

const quiet: Lap = () => {};

/** From submission to where it is to stand. */
export async function liveUntil(
  journey: Journey,
  applicant: ReadyApplicant,
  stop: Stop,
  lap = quiet,
): Promise<Standing> {
  const receipt = await submit(journey, applicant, lap);
  let standing: Standing = { at: 'submitted', receipt, trackingNumber: '' };
  while (standing.at !== stop && standing.at !== 'dispatched')
    standing = await NEXT[standing.at](journey, standing, lap);
  return standing;
}

/** From where it stands to the postman's report. */
export async function finishFrom(journey: Journey, from: Standing, lap = quiet): Promise<void> {
  let standing = from;
  while (standing.at !== 'dispatched') standing = await NEXT[standing.at](journey, standing, lap);
  await deliver(journey, standing.receipt.id, standing.trackingNumber, lap);
}

/** All of it. */
export async function live(journey: Journey, applicant: ReadyApplicant, lap = quiet): Promise<Receipt> {
  const standing = await liveUntil(journey, applicant, 'dispatched', lap);
  await finishFrom(journey, standing, lap);
  return standing.receipt;
}
