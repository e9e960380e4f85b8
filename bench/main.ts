// npm run bench -- NAME [--json] [--runs R] [--n N] [--profile]
import { parseArgs } from 'node:util';
import { benchBurst } from './burst.ts';
import { benchLifecycle } from './lifecycle.ts';
import { benchDecide, benchSubmit } from './open-load.ts';
import type { BenchOptions } from './options.ts';
import { benchTaskList, benchTrack } from './reads.ts';
import { createReport, type Report } from './report.ts';
import { benchStatement } from './statement.ts';

type Bench = (options: BenchOptions, report: Report) => Promise<void>;

const BENCHES: Readonly<Record<string, Bench>> = {
  lifecycle: benchLifecycle,
  submit: benchSubmit,
  decide: benchDecide,
  track: benchTrack,
  tasklist: benchTaskList,
  burst: benchBurst,
  statement: benchStatement,
};

const USAGE = `npm run bench -- NAME [--json] [--runs R] [--n N] [--profile]
NAME is one of ${Object.keys(BENCHES).join(', ')}.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      runs: { type: 'string', default: '3' },
      n: { type: 'string' },
      profile: { type: 'boolean', default: false },
    },
  });
  const bench = BENCHES[positionals[0] ?? ''];
  if (!bench) {
    console.error(USAGE);
    return 2;
  }
  const report = createReport(values.json);
  const runs = wholeNumber('runs', values.runs);
  const n = values.n === undefined ? {} : { n: wholeNumber('n', values.n) };
  await bench({ runs, profile: values.profile, ...n }, report);
  report.print();
  return 0;
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${name} is “${text}”, which is no whole number above 0.`);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    process.exit(1);
  },
);
