// npm run chaos -- SCENARIO [--json] [--seed S] [--n N] [--kills K]
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Finding } from './finding.ts';
import type { Scenario } from './scenario.ts';
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
};

const USAGE = `npm run chaos -- SCENARIO [--json] [--seed S] [--n N] [--kills K]
SCENARIO is one of ${[...Object.keys(SCENARIOS), 'all'].join(', ')}.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      n: { type: 'string' },
      kills: { type: 'string' },
    },
  });
  const wanted = positionals[0] === 'all' ? Object.keys(SCENARIOS) : positionals;
  if (wanted.length === 0 || wanted.some((name) => !SCENARIOS[name])) {
    console.error(USAGE);
    return 2;
  }
  const options = {
    seed: Number(values.seed),
    tell: (line: string) => console.error(`  ${line}`),
    ...(values.n === undefined ? {} : { n: Number(values.n) }),
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
