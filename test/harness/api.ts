// The API alone on a database of its own: nothing is carried, everything is decided.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type ComposeOptions, composeApi } from '../../api/compose.ts';
import type { Database } from '../../db/client.ts';
import { applyPendingEffect } from '../../db/register.ts';
import { noBanks } from '../../gateway/no-banks.ts';
import type { Gateways } from '../../gateway/port.ts';
import { inProcessLog } from '../../sandbox/in-process-log.ts';
import { type TestClock, testClock } from './clock.ts';
import { createTestDatabase } from './database.ts';
import { askMetrics } from './keepsakes.ts';
import { testPayloadCodec } from './payloads.ts';
import { testVault } from './vault.ts';

export const COURIER_SECRET = 'test-courier-secret';

export interface TestApi {
  readonly url: string;
  readonly db: Database;
  readonly clock: TestClock;
  readonly databaseUrl: string;
  readonly ownerUrl: string;
  /** What the register's activity does once an application is approved. */
  recordRegister(applicationId: string): Promise<void>;
  /** Makes it not ready. */
  drain(): void;
  stop(): Promise<void>;
}

type Options = Partial<ComposeOptions> & {
  readonly clock?: TestClock;
  /** Banks that have to be told where the API listens. */
  readonly gatewaysAt?: (apiUrl: string) => Promise<Gateways>;
};

/** Builds the API on a database that exists and listens on a free port. */
export async function listenOn(
  databaseUrl: string,
  { clock = testClock(), gatewaysAt, ...options }: Options = {},
) {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  const url = `http://127.0.0.1:${address.port}`;
  const api = composeApi({
    databaseUrl,
    vault: testVault,
    payloadCodec: testPayloadCodec,
    databasePool: 10,
    sessionSecret: 'test-session-secret',
    trackingSecret: 'test-tracking-secret',
    courierSecret: COURIER_SECRET,
    gateways: gatewaysAt ? await gatewaysAt(url) : noBanks,
    publicUrl: undefined,
    temporalUiOrigin: undefined,
    fees: 'off',
    logger: inProcessLog(),
    now: clock.now,
    limitFactor: 1_000,
    // Tests share two cores; that answers come in time is tested where it is asked for.
    patienceMs: 20_000,
    // Nothing is carried here: waiting for an end would be in vain.
    atOnceMs: 0,
    ...options,
  });
  server.on('request', api.app);
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    await api.close();
  };
  const recordRegister = async (applicationId: string) => {
    await applyPendingEffect(api.deciding, applicationId);
  };
  return {
    recordRegister,
    url,
    db: api.db,
    drain: api.drain,
    clock,
    databaseUrl,
    stop,
  };
}

/** The API on a new test database, which goes with it. */
export async function startApi(options: Options = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const api = await listenOn(database.url, options);
  const stop = async () => {
    await askMetrics(api.url);
    await api.stop();
    await database.drop();
  };
  return { ...api, ownerUrl: database.ownerUrl, stop };
}
