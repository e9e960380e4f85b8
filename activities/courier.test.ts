// The courier's port against the stand-in over loopback, and its callbacks into a small receiver.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { verifyCourierSignature } from '../api/courier-signature.ts';
import { toInstant } from '../domain/calendar/local-date.ts';
import { isTrackingNumber } from '../domain/identity/tracking-number.ts';
import { type CourierOptions, createCourier } from '../sandbox/courier/courier.ts';
import {
  type CourierMovement,
  CourierRefused,
  CourierUnavailable,
  createCourierPort,
  type ParcelOrder,
} from './courier.ts';

type CourierCallback = CourierMovement & { readonly trackingNumber: string };

const SECRET = 'signing-secret';
const KEY = 'customer-key';

const ORDER: ParcelOrder = {
  reference: 'case-1/1',
  recipient: '李明',
  mobile: '13839612345',
  division: '411702',
  address: '驿城区解放路1号',
  postcode: '463000',
};

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startCourier(options: Partial<CourierOptions> = {}) {
  const courier = createCourier({
    secret: SECRET,
    key: KEY,
    callbackUrl: 'http://127.0.0.1:9/none',
    dataDir: null,
    callbackLadderMs: [20, 20, 50],
    ...options,
  });
  const server = await courier.listen(0);
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await server.close();
    isClosed = true;
  };
  closing.push(close);
  return {
    ...courier,
    url: server.url,
    close,
    port: createCourierPort({ url: server.url, key: KEY, timeoutMs: 2_000 }),
  };
}

interface ReceiverOptions {
  readonly port?: number;
  readonly answer?: (seen: number) => number;
  readonly now?: () => Date;
}

/** Takes callbacks like the platform does: verifies, then answers 204. */
async function startReceiver({ port = 0, answer = () => 204, now = () => new Date() }: ReceiverOptions = {}) {
  const told: CourierCallback[] = [];
  let seen = 0;
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const rawBody = Buffer.concat(chunks);
    const genuine = verifyCourierSignature({
      secret: SECRET,
      rawBody,
      timestamp: request.headers['x-courier-timestamp']?.toString(),
      signature: request.headers['x-courier-signature']?.toString(),
      now: now(),
    });
    seen += 1;
    const status = genuine ? answer(seen) : 401;
    if (status < 300) told.push(JSON.parse(rawBody.toString()));
    response.writeHead(status).end();
  };
  const server = createServer((request, response) => void handle(request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    server.closeAllConnections();
    if (server.listening) await once(server.close(), 'close');
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/events`;
  return { url, told, reports: () => told.map(({ report }) => report), seen: () => seen };
}

async function until(holds: () => boolean): Promise<void> {
  for (let tried = 0; !holds(); tried += 1) {
    if (tried > 250) throw new Error('did not come about');
    await wait(20);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

async function tempDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'courier-'));
  closing.push(() => rm(dir, { recursive: true }));
  return dir;
}

const control = (url: string, trackingNumber: string, body: object) =>
  fetch(`${url}/control/parcels/${trackingNumber}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('ordering', () => {
  test('a reference has one number for ever, another reference another one', async () => {
    const { port } = await startCourier();
    const first = await port.orderParcel(ORDER);
    expect(isTrackingNumber(first.trackingNumber)).toBe(true);
    expect(await port.orderParcel(ORDER)).toEqual(first);
    expect(await port.orderParcel({ ...ORDER, reference: 'case-1/2' })).not.toEqual(first);
  });

  test('many orders at once of one reference are one parcel', async () => {
    const { port, parcels } = await startCourier();
    const all = await Promise.all(Array.from({ length: 20 }, () => port.orderParcel(ORDER)));
    expect(new Set(all.map(({ trackingNumber }) => trackingNumber)).size).toBe(1);
    expect(parcels()).toHaveLength(1);
  });

  test.each(['710000', '810000', '820000'])('%s cannot be served', async (division) => {
    const { port } = await startCourier();
    await expect(port.orderParcel({ ...ORDER, division })).rejects.toMatchObject({
      name: 'CourierRefused',
      code: 'undeliverable',
    });
  });

  test('a malformed order is refused for good, a wrong key may be put right', async () => {
    const { port, url } = await startCourier();
    await expect(port.orderParcel({ ...ORDER, postcode: '46' })).rejects.toBeInstanceOf(CourierRefused);
    const stranger = createCourierPort({ url, key: 'other', timeoutMs: 2_000 });
    await expect(stranger.orderParcel(ORDER)).rejects.toBeInstanceOf(CourierUnavailable);
  });

  test('nobody there, and somebody who does not answer, are worth another try', async () => {
    const nobody = createCourierPort({
      url: `http://127.0.0.1:${await freePort()}`,
      key: KEY,
      timeoutMs: 2_000,
    });
    await expect(nobody.orderParcel(ORDER)).rejects.toBeInstanceOf(CourierUnavailable);
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    closing.push(async () => {
      silent.closeAllConnections();
      await once(silent.close(), 'close');
    });
    const address = silent.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    await expect(
      createCourierPort({ url, key: KEY, timeoutMs: 50 }).orderParcel(ORDER),
    ).rejects.toBeInstanceOf(CourierUnavailable);
  });

  test('a restart keeps numbers and references, and gives out no number twice', async () => {
    const dataDir = await tempDir();
    const before = await startCourier({ dataDir });
    const first = await before.port.orderParcel(ORDER);
    await before.report(first.trackingNumber, { report: 'picked-up' });
    await before.close();
    const after = await startCourier({ dataDir });
    expect(await after.port.orderParcel(ORDER)).toEqual(first);
    const second = await after.port.orderParcel({ ...ORDER, reference: 'case-2/1' });
    expect(second.trackingNumber).not.toBe(first.trackingNumber);
    expect(await after.port.track(first.trackingNumber)).toMatchObject([{ report: 'picked-up' }]);
  });
});

describe('tracking', () => {
  test('tells every movement, those included whose callback was dropped', async () => {
    const { port, url } = await startCourier();
    const { trackingNumber } = await port.orderParcel(ORDER);
    expect(await port.track(trackingNumber)).toEqual([]);
    const occurredAt = '2015-11-03T10:00:00+08:00';
    await control(url, trackingNumber, {
      report: 'picked-up',
      occurredAt,
      place: '驿城区',
      deliver: { drop: true },
    });
    expect(await port.track(trackingNumber)).toEqual([
      {
        eventNo: `${trackingNumber}-1`,
        report: 'picked-up',
        occurredAt: '2015-11-03T02:00:00.000Z',
        place: '驿城区',
        handedBack: false,
      },
    ]);
  });

  test('an unknown number is refused', async () => {
    const { port } = await startCourier();
    await expect(port.track('EA000000005CN')).rejects.toMatchObject({ code: 'unknown-parcel' });
  });
});

describe('callbacks', () => {
  test('arrive signed and in turn', async () => {
    const receiver = await startReceiver();
    const { port, report } = await startCourier({ callbackUrl: receiver.url });
    const { trackingNumber } = await port.orderParcel(ORDER);
    await report(trackingNumber, { report: 'picked-up' });
    await report(trackingNumber, { report: 'in-transit' });
    await report(trackingNumber, { report: 'delivered', handedBack: true });
    await until(() => receiver.told.length === 3);
    expect(receiver.reports()).toEqual(['picked-up', 'in-transit', 'delivered']);
    expect(receiver.told[2]).toMatchObject({
      trackingNumber,
      handedBack: true,
      eventNo: `${trackingNumber}-3`,
    });
  });

  test('can come twice, late, out of order, or not at all', async () => {
    const receiver = await startReceiver();
    const { port, url } = await startCourier({ callbackUrl: receiver.url });
    const { trackingNumber } = await port.orderParcel(ORDER);
    await control(url, trackingNumber, { report: 'picked-up', deliver: { copies: 2 } });
    await until(() => receiver.told.length === 2);
    expect(new Set(receiver.told.map(({ eventNo }) => eventNo)).size).toBe(1);
    await control(url, trackingNumber, { report: 'in-transit', deliver: { order: 'after-next' } });
    await control(url, trackingNumber, { report: 'failed', deliver: { drop: true } });
    await control(url, trackingNumber, { report: 'delivered', deliver: { delayMs: 100 } });
    await until(() => receiver.told.length === 4);
    expect(receiver.reports()).toEqual(['picked-up', 'picked-up', 'in-transit', 'delivered']);
    await control(url, trackingNumber, { report: 'in-transit', deliver: { order: 'after-next' } });
    await control(url, trackingNumber, { report: 'delivered' });
    await until(() => receiver.told.length === 6);
    expect(receiver.reports().slice(4)).toEqual(['delivered', 'in-transit']);
  });

  test('are sent again while the receiver is down or says no', async () => {
    const receiverPort = await freePort();
    let tries = 0;
    const counting: typeof fetch = (...request) => {
      tries += 1;
      return fetch(...request);
    };
    const { port, report } = await startCourier({
      callbackUrl: `http://127.0.0.1:${receiverPort}/events`,
      fetch: counting,
    });
    const { trackingNumber } = await port.orderParcel(ORDER);
    await report(trackingNumber, { report: 'picked-up' });
    await report(trackingNumber, { report: 'delivered' });
    await until(() => tries >= 3);
    const receiver = await startReceiver({ port: receiverPort, answer: (seen) => (seen < 3 ? 503 : 204) });
    await until(() => receiver.told.length === 2);
    expect(receiver.reports()).toEqual(['picked-up', 'delivered']);
  });

  test('owed at a restart are sent by the next process, those taken are not', async () => {
    const dataDir = await tempDir();
    const receiver = await startReceiver({ answer: (seen) => (seen === 1 || seen > 3 ? 204 : 500) });
    const before = await startCourier({ dataDir, callbackUrl: receiver.url, callbackLadderMs: [60_000] });
    const { trackingNumber } = await before.port.orderParcel(ORDER);
    await before.report(trackingNumber, { report: 'picked-up' });
    await until(() => receiver.told.length === 1);
    await before.report(trackingNumber, { report: 'in-transit' });
    await before.report(trackingNumber, { report: 'delivered' });
    await until(() => receiver.seen() === 2);
    await before.close();
    await startCourier({ dataDir, callbackUrl: receiver.url });
    await until(() => receiver.told.length === 3);
    expect(receiver.reports()).toEqual(['picked-up', 'in-transit', 'delivered']);
  });
});

describe('a parcel left to itself', () => {
  test('moves by the courier’s own time', async () => {
    let hours = 0;
    const begin = Date.now();
    const now = () => new Date(begin + hours * 3_600_000);
    const receiver = await startReceiver({ now });
    const { port } = await startCourier({
      callbackUrl: receiver.url,
      now: async () => now(),
      auto: { pickedUpAfterMs: 3_600_000, inTransitAfterMs: 7_200_000, deliveredAfterMs: 86_400_000 },
      autoPollMs: 10,
    });
    const { trackingNumber } = await port.orderParcel(ORDER);
    expect(await port.track(trackingNumber)).toEqual([]);
    hours = 2;
    await until(() => receiver.told.length === 2);
    hours = 30;
    await until(() => receiver.told.length === 3);
    const movements = await port.track(trackingNumber);
    expect(movements.map(({ report }) => report)).toEqual(['picked-up', 'in-transit', 'delivered']);
    expect(Date.parse(movements[2]?.occurredAt ?? '') - begin).toBeGreaterThanOrEqual(86_400_000);
  });
});

describe('the page', () => {
  test('shows parcels escaped and takes reports from its buttons', async () => {
    const { port, url } = await startCourier();
    const { trackingNumber } = await port.orderParcel({ ...ORDER, recipient: '<b>李</b>' });
    const html = await (await fetch(url)).text();
    expect(html).toContain(trackingNumber);
    expect(html).toContain('&lt;b&gt;');
    const pressed = await fetch(`${url}/page/parcels/${trackingNumber}`, {
      method: 'POST',
      body: new URLSearchParams({ report: 'delivered', handedBack: 'on' }),
      redirect: 'manual',
    });
    expect(pressed.status).toBe(303);
    expect(await port.track(trackingNumber)).toMatchObject([{ report: 'delivered', handedBack: true }]);
  });
});

describe('the signature', () => {
  const now = toInstant('2015-11-03T02:00:00.000Z');
  const rawBody = '{"eventNo":"1"}';
  const timestamp = '2015-11-03T01:58:00.000Z';
  // printf '%s' "$timestamp.$rawBody" | openssl dgst -sha256 -hmac signing-secret
  const signature = '2f595e35ce5beb26036275599197e2e36b5062af61a39d15ecfe14e753b6a8dc';
  const genuine = { secret: SECRET, timestamp, signature, rawBody, now };

  test('of the courier is taken, as text and as bytes', () => {
    expect(verifyCourierSignature(genuine)).toBe(true);
    expect(verifyCourierSignature({ ...genuine, rawBody: Buffer.from(rawBody) })).toBe(true);
  });

  test.each([
    ['another secret', { secret: 'guess' }],
    ['another body', { rawBody: '{"eventNo":"2"}' }],
    ['another time', { timestamp: '2015-11-03T01:59:00.000Z' }],
    ['an old one, sent again', { now: toInstant('2015-11-03T02:03:00.001Z') }],
    ['one from the future', { now: toInstant('2015-11-03T01:52:59.999Z') }],
    ['capitals', { signature: signature.toUpperCase() }],
    ['a short one', { signature: signature.slice(0, 62) }],
    ['none', { signature: undefined }],
    ['no time', { timestamp: undefined }],
  ])('is refused for %s', (_name, change) => {
    expect(verifyCourierSignature({ ...genuine, ...change })).toBe(false);
  });
});
