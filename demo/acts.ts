// One act of one person, through the API as that person would do it.
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type PeoplesAction, UNCLAIMED_ACTIONS } from '../api/contract/actions.ts';
import type { PaymentChannel } from '../domain/payments/payment-order.ts';
import type { Answer, PersonAtApi } from '../sandbox/person.ts';
import type { Platform } from '../sandbox/platform.ts';
import { SCAN } from '../sandbox/scan.ts';
import type { Desk, Role } from './cast.ts';
import type { Act } from './story.ts';

export interface Scene {
  readonly db: Platform['db'];
  readonly desk: Desk;
  readonly courier: Platform['courier'];
  readonly gateway: Platform['gateway'];
}

/** An act that the platform did not let happen. */
export class ActFailed extends Error {
  override readonly name = 'ActFailed';
}

const Created = z.object({ id: z.string() });

const Seen = z.object({
  state: z.string(),
  version: z.number(),
  pickupCode: z.string().nullable(),
  task: z.object({ id: z.string() }).nullable(),
  parcels: z.array(z.object({ trackingNumber: z.string() })),
  timeline: z.array(z.object({ type: z.string() })),
});
type Seen = z.output<typeof Seen>;

/** The smallest file that is a picture by its first bytes. */
const VERSION_STALE = 412;
const TRIES = 3;
const CALLBACK_LIMIT_MS = 10_000;

/** Performs an act. @throws ActFailed when the platform refuses it */
export async function perform(scene: Scene, role: Role, act: Act): Promise<void> {
  switch (act.by) {
    case 'nobody':
      return;
    case 'applicant':
      return actAsApplicant(scene, role, act);
    case 'courier':
      return report(scene, role, act);
    case 'clerk1':
      if (act.does === 'register-vehicle') return registerVehicle(scene, role);
      return decide(scene.desk.clerk1, role, act);
    case 'clerk2':
    case 'production1':
    case 'dispatch1':
      return decide(scene.desk[act.by], role, act);
  }
}

async function actAsApplicant(
  scene: Scene,
  role: Role,
  act: Extract<Act, { by: 'applicant' }>,
): Promise<void> {
  switch (act.does) {
    case 'submit':
      return submit(scene, role);
    case 'resubmit':
      return resubmit(role);
    case 'withdraw':
      return withdraw(role);
    case 'choose-number':
      return chooseNumber(role, act.number);
    case 'pay':
      return pay(scene, role, act.channel);
  }
}

async function submit({ db }: Scene, role: Role): Promise<void> {
  const { service, person, player } = role;
  const submission = await player.submission({ person, db });
  const body = { service, ...submission, documents: await upload(role) };
  const answer = await person.call('POST', '/api/v1/applications', { body });
  role.applicationId = Created.parse(granted(answer, role, 'submit').body).id;
}

async function upload({ person, player }: Role): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const kind of player.documentKinds) {
    const headers = { 'Content-Type': 'image/png' };
    const answer = await person.call('POST', `/api/v1/documents/${kind}`, { body: SCAN, headers });
    ids.push(Created.parse(answer.body).id);
  }
  return ids;
}

async function chooseNumber(role: Role, number: string): Promise<void> {
  const path = `/api/v1/applications/${role.applicationId}/numbers`;
  granted(await role.person.call('POST', path, { body: { number } }), role, 'choose-number');
}

const Orders = z.object({ items: z.array(z.object({ orderNo: z.string(), state: z.string() })) });

/** Scans and pays, and waits until the bank's word has been taken and the payment entered. */
async function pay({ gateway }: Scene, role: Role, channel: PaymentChannel): Promise<void> {
  const newest = async () => {
    const path = `/api/v1/payment-orders?limit=1&applicationId=${role.applicationId}`;
    return Orders.parse(granted(await role.person.call('GET', path), role, 'pay').body).items[0];
  };
  const order = await newest();
  if (!order) throw new ActFailed(`${told(role)}: there is nothing to pay`);
  const start = `/api/v1/payment-orders/${order.orderNo}/start`;
  granted(await role.person.call('POST', start, { body: { channel } }), role, 'pay');
  await gateway.pay(order.orderNo);
  const limit = Date.now() + CALLBACK_LIMIT_MS;
  while ((await newest())?.state !== 'reconciled') {
    if (Date.now() > limit) throw new ActFailed(`${told(role)}: the payment was not reconciled`);
    await pause(10);
  }
}

const Chosen = z.object({
  form: z.object({ vin: z.string(), buyerIdNumber: z.string(), mobile: z.string() }),
});

/** What the number was chosen with is what the vehicle is registered with. */
async function registerVehicle({ desk }: Scene, role: Role): Promise<void> {
  const view = await role.person.call('GET', `/api/v1/applications/${role.applicationId}`);
  const { form } = Chosen.parse(granted(view, role, 'read').body);
  const body = { vin: form.vin, idNumber: form.buyerIdNumber, mobile: form.mobile };
  await unlessStale(
    role,
    'register-vehicle',
    ({ version }) =>
      desk.clerk1.call('POST', `/api/v1/applications/${role.applicationId}/registration`, { version, body }),
    desk.clerk1,
  );
}

async function resubmit(role: Role): Promise<void> {
  const body = { form: {}, documents: await upload(role) };
  await unlessStale(role, 'resubmit', async ({ version }) =>
    role.person.call('POST', `/api/v1/applications/${role.applicationId}/supplement`, { version, body }),
  );
}

async function withdraw(role: Role): Promise<void> {
  await unlessStale(role, 'withdraw', ({ version }) =>
    role.person.call('POST', `/api/v1/applications/${role.applicationId}/withdrawal`, { version }),
  );
}

async function decide(
  staff: PersonAtApi,
  role: Role,
  { does: action, saying }: Extract<Act, { does: PeoplesAction }>,
): Promise<void> {
  const code = action === 'hand-over' ? { pickupCode: (await see(role.person, role)).pickupCode } : {};
  const body = { action, ...saying, ...code };
  await unlessStale(
    role,
    action,
    async ({ version, task }) => {
      if (task && !UNCLAIMED_ACTIONS.includes(action)) {
        granted(await staff.call('POST', `/api/v1/tasks/${task.id}/claim`), role, 'claim');
      }
      return staff.call('POST', `/api/v1/applications/${role.applicationId}/decisions`, { version, body });
    },
    staff,
  );
}

/** Something happens to the parcel, and the courier's callback arrives. */
async function report(
  { courier }: Scene,
  role: Role,
  { does, handedBack = false }: Extract<Act, { by: 'courier' }>,
): Promise<void> {
  const { parcels, timeline } = await see(role.person, role);
  const parcel = parcels.at(-1);
  if (!parcel) throw new ActFailed(`${told(role)}: there is no parcel to report as ${does}`);
  await courier.report(parcel.trackingNumber, { report: does, handedBack });
  const limit = Date.now() + CALLBACK_LIMIT_MS;
  while (reports((await see(role.person, role)).timeline) === reports(timeline)) {
    if (Date.now() > limit) throw new ActFailed(`${told(role)}: the courier's “${does}” did not arrive`);
    await pause(10);
  }
}

function reports(timeline: Seen['timeline']): number {
  return timeline.filter(({ type }) => type === 'parcel-reported').length;
}

/** Acts on what was just read; reads again when something happened in between. */
async function unlessStale(
  role: Role,
  action: string,
  attempt: (seen: Seen) => Promise<Answer>,
  reader = role.person,
): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    const answer = await attempt(await see(reader, role));
    if (answer.status !== VERSION_STALE || tried === TRIES) return void granted(answer, role, action);
  }
}

async function see(reader: PersonAtApi, role: Role): Promise<Seen> {
  const answer = await reader.call('GET', `/api/v1/applications/${role.applicationId}`);
  return Seen.parse(granted(answer, role, 'read').body);
}

function granted(answer: Answer, role: Role, action: string): Answer {
  if (answer.status < 300) return answer;
  throw new ActFailed(`${told(role)}: “${action}” was answered ${answer.status} ${answer.text}`);
}

function told({ name, service, way }: Role): string {
  return `story “${name}” of ${service} (${way})`;
}
