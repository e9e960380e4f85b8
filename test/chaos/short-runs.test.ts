// Short runs of the fault scenarios against the real processes; `npm run chaos` has the long ones.
import type { Scenario, ScenarioOptions } from '../../chaos/scenario.ts';
import { hostileGateway } from '../../chaos/scenarios/hostile-gateway.ts';
import { killWorker } from '../../chaos/scenarios/kill-worker.ts';
import { lostTemporal } from '../../chaos/scenarios/lost-temporal.ts';
import { temporalAway } from '../../chaos/scenarios/temporal-away.ts';
import { type ServersUnderChaos, serversOf } from '../../chaos/servers.ts';
import { startThrowaway } from '../../scripts/setup/servers.mjs';

const LIMIT_MS = 120_000;
let servers: ServersUnderChaos;
let close: () => Promise<void>;

beforeAll(async () => {
  const started = await startThrowaway({ redis: false });
  servers = serversOf(started);
  close = started.close;
}, LIMIT_MS);

afterAll(() => close());

async function offencesIn(scenario: Scenario, options: Partial<ScenarioOptions>): Promise<readonly string[]> {
  const findings = await scenario(servers, { n: 20, seed: 1, tell: () => {}, ...options });
  return findings.filter(({ holds }) => !holds).map(({ name, detail }) => `${name}: ${detail}`);
}

test(
  'a worker killed three times among twenty lifecycles loses nothing and does nothing twice',
  async () => expect(await offencesIn(killWorker, { kills: 3 })).toEqual([]),
  LIMIT_MS,
);

test(
  'applications are submitted and accepted while Temporal is away, and carried on when it is back',
  async () => expect(await offencesIn(temporalAway, {})).toEqual([]),
  LIMIT_MS,
);

test(
  'payers, lying banks, and worker and API killed: every fen is where it belongs',
  async () => expect(await offencesIn(hostileGateway, { n: 12, kills: 1 })).toEqual([]),
  3 * LIMIT_MS,
);

test(
  'a Temporal that has lost everything is rebuilt from PostgreSQL',
  async () => expect(await offencesIn(lostTemporal, {})).toEqual([]),
  LIMIT_MS,
);
