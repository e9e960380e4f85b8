// The banks' stand-in as a process that is killed: what was promised before is known after it, and told.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { type RunningProcess, startProcess } from '../../bench/rig/processes.ts';
import { toInstant } from '../../domain/calendar/local-date.ts';
import { PAYMENT_CHANNELS } from '../../domain/payments/payment-order.ts';
import { createGateways } from '../../gateway/gateways.ts';
import { type Listening, listen } from '../../sandbox/courier/listen.ts';
import { type GatewayKeys, keysInFolder, newApiKey } from '../../sandbox/gateway/keys.ts';
import type { OrderInBooks } from '../../sandbox/gateway/messages.ts';
import { settingsOf } from '../../sandbox/gateway/settings.ts';
import { freePorts } from '../../scripts/setup/servers.mjs';
import { CONTROL_KEY, until } from '../harness/banks.ts';

const told: string[] = [];
let isTaking = false;
let folder: string;
let keys: GatewayKeys;
let merchant: Listening;
let server: RunningProcess;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yizhan-gateway-'));
  keys = await keysInFolder(join(folder, 'gateway'), newApiKey());
  const [port = 0] = await freePorts(1);
  url = `http://127.0.0.1:${port}`;
  merchant = await listen(receiver(), 0);
  server = await start();
});
afterAll(async () => {
  await server.end('SIGKILL');
  await merchant.close();
  rmSync(folder, { recursive: true, force: true });
});

function receiver() {
  const app = express();
  app.use(express.text({ type: () => true }));
  app.post('/notices/:channel', (request, response) => {
    if (isTaking) told.push(String(request.body));
    response.status(isTaking ? 200 : 500).send(isTaking ? 'success' : 'fail');
  });
  return app;
}

function start(): Promise<RunningProcess> {
  return startProcess({
    ...{ name: 'gateway', entry: 'sandbox/gateway/server.ts', healthUrl: `${url}/health` },
    env: {
      ...process.env,
      ...{ DATA_DIR: folder, GATEWAY_PORT: new URL(url).port, GATEWAY_CONTROL_KEY: CONTROL_KEY },
      ...{ GATEWAY_KEYS_DIR: join(folder, 'gateway'), WECHAT_APIV3_KEY: keys.apiKey },
    },
    logFile: join(folder, 'gateway.log'),
  });
}

async function control(method: string, path: string, body?: object): Promise<string> {
  const response = await fetch(`${url}/control${path}`, {
    method,
    headers: { 'x-gateway-key': CONTROL_KEY, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return response.text();
}

async function books(): Promise<readonly OrderInBooks[]> {
  return JSON.parse(await control('GET', '/books'));
}

const outcome = (what: string) => JSON.stringify({ outcome: what });

test('after a kill everything is as it was, and what was owed is told', async () => {
  const now = async () => toInstant(Date.now());
  const gateways = createGateways(settingsOf(keys, { url, noticeUrl: `${merchant.url}/notices`, now }));
  const expiresAt = toInstant(Math.ceil(Date.now() / 1_000) * 1_000 + 600_000);
  for (const channel of PAYMENT_CHANNELS) {
    const orderNo = `K-${channel}`;
    await control('PUT', `/orders/${orderNo}/faults`, { refund: { takesMs: 5_000 } });
    await gateways[channel].open({ orderNo, amountFen: 20_600, title: '交通违法罚款', expiresAt });
    expect(await control('POST', `/orders/${orderNo}/pay`)).toBe(outcome('paid'));
    const serial = (await books()).find((order) => order.orderNo === orderNo)?.captures[0]?.serial ?? '';
    const refund = { orderNo, refundNo: `${orderNo}-R`, serial, amountFen: 600, capturedFen: 20_600 };
    expect(await gateways[channel].refund(refund)).toBe('accepted');
  }
  const before = await books();
  const ledger = join(folder, 'gateway/ledger.jsonl');
  await server.end('SIGKILL');
  const written = readFileSync(ledger, 'utf8');
  // As a machine that stops in the middle of a line leaves it.
  appendFileSync(ledger, '{"kind":"capt');

  isTaking = true;
  server = await start();
  await until(() => told.length === 4);
  expect(readFileSync(ledger, 'utf8').startsWith(written)).toBe(true);
  const after = await books();
  expect(after.map(({ captures }) => captures)).toEqual(before.map(({ captures }) => captures));
  expect(after.map(({ refunds }) => refunds[0]?.state)).toEqual(['done', 'done']);
  for (const channel of PAYMENT_CHANNELS) {
    expect(await control('POST', `/orders/K-${channel}/pay`)).toBe(outcome('already-paid'));
    expect(await gateways[channel].ask(`K-${channel}`)).toMatchObject({ outcome: 'paid' });
  }
});
