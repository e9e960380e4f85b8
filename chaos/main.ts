// npm run chaos -- SCENARIO [--json] [--seed S] [--n N] [--kills K] [--plant DEFECT]
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { DEFECTS } from './defects/planted.ts';
import type { Finding } from './finding.ts';
import type { Scenario } from './scenario.ts';
import { hostileGateway } from './scenarios/hostile-gateway.ts';
import { killWorker } from './scenarios/kill-worker.ts';
import { lostTemporal } from './scenarios/lost-temporal.ts';
import { postgresRestart } from './scenarios/postgres-restart.ts';
import { temporalAway } from './scenarios/temporal-away.ts';
import { serversOfRun } from './servers.ts';

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'temporal-away': temporalAway,
  'kill-worker': killWorker,
  'lost-temporal': lostTemporal,
  'postgres-restart': postgresRestart,
  'gateway-hostile': hostileGateway,
};

const USAGE = `npm run chaos -- SCENARIO [--json] [--seed S] [--n N] [--kills K] [--plant DEFECT]
SCENARIO is one of ${[...Object.keys(SCENARIOS), 'all'].join(', ')}.
--gateway hostile --orders N is gateway-hostile --n N.
DEFECT is one of ${DEFECTS.join(', ')}, in gateway-hostile: the run has to notice it, and ends with 1.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      n: { type: 'string' },
      kills: { type: 'string' },
      gateway: { type: 'string' },
      orders: { type: 'string' },
      plant: { type: 'string' },
    },
  });
  const named = values.gateway === undefined ? positionals : [`gateway-${values.gateway}`, ...positionals];
  const wanted = named[0] === 'all' ? Object.keys(SCENARIOS) : named;
  const plant = DEFECTS.find((name) => name === values.plant) ?? null;
  const isUnknown = values.plant !== undefined && plant === null;
  if (isUnknown || wanted.length === 0 || wanted.some((name) => !SCENARIOS[name])) {
    console.error(USAGE);
    return 2;
  }
  const size = values.n ?? values.orders;
  const options = {
    seed: Number(values.seed),
    plant,
    tell: (line: string) => console.error(`  ${line}`),
    ...(size === undefined ? {} : { n: Number(size) }),
    ...(values.kills === undefined ? {} : { kills: Number(values.kills) }),
  };
  let broken = 0;
  for (const name of wanted) {
    console.error(`${name} (seed ${options.seed})`);
    const begin = performance.now();
    const findings = (await SCENARIOS[name]?.(serversOfRun(), options)) ?? [];
    for (const finding of findings) show(name, finding, values.json);
    broken += findings.filter(({ holds }) => !holds).length;
    const seconds = (performance.now() - begin) / 1000;
    if (values.json) show(name, { name: 'seconds', holds: true, detail: seconds.toFixed(1) }, true);
    else console.log(`  in ${seconds.toFixed(1)} s`);
  }
  return broken === 0 ? 0 : 1;
}

function show(scenario: string, finding: Finding, json: boolean): void {
  if (json) console.log(JSON.stringify({ chaos: scenario, ...finding, load: loadavg()[0] }));
  else console.log(`  ${finding.holds ? '✓' : '✗'} ${finding.name}: ${finding.detail}`);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    process.exit(1);
  },
);
