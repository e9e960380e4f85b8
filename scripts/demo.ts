// npm run demo [-- --all] [-- --json]: real applications of every service and way, in virtual time, with their promised and real dates.
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { payloadCodecOf } from '../db/payload-codec.ts';
import { vaultOf } from '../db/vault.ts';
import { jsonLine } from '../demo/json-line.ts';
import { play } from '../demo/play.ts';
import { summary, timelines, verdictLines } from '../demo/programme.ts';
import { type Surroundings, setUp } from '../demo/set-up.ts';
import { listStories } from '../demo/stories.ts';
import { createPaint } from '../demo/terminal.ts';
import { type Told, tellAll } from '../demo/told.ts';
import { type Check, judge } from '../demo/verdict.ts';
import { timeText } from '../demo/words.ts';
import type { Instant } from '../domain/calendar/local-date.ts';

const USAGE = `npm run demo [-- --all] [-- --json]

Files applications for all ten services through the API, by post within the city, within the province and
between provinces, and for pickup, on a server whose time is skipped; adds what can go wrong, and checks itself.

  --all    the services beyond these ten as well: on the spot, at once, by appointment, for new vehicles
  --json   one JSON line per application on stdout and nothing else
  --help   this text

Ends with 0 when every promise was kept or its breach recorded, every workflow ended and nothing is left to tell.`;

const began = Date.now();
const seconds = () => (Date.now() - began) / 1000;
const note = (line: string) => console.error(`[demo ${seconds().toFixed(1).padStart(4)} s] ${line}`);

interface Performance {
  readonly stories: readonly Told[];
  readonly checks: readonly Check[];
  readonly from: Instant;
  readonly until: Instant;
}

async function perform(surroundings: Surroundings, signal: AbortSignal): Promise<Performance> {
  note('a database, the register and the platform in virtual time');
  const stage = await setUp(surroundings);
  try {
    note(`${stage.parts.length} applicants`);
    const onAppointment = (at: Instant, acts: number) =>
      note(`${timeText(at)}  ${acts} ${acts === 1 ? 'act' : 'acts'}`);
    const { roles, from, until } = await play(stage, { onAppointment, signal });
    const stories = await tellAll(stage.platform.db, roles);
    return { stories, checks: await judge(stage.platform, stories), from, until };
  } finally {
    await stage.close();
  }
}

function surroundingsOf(env: NodeJS.ProcessEnv): Omit<Surroundings, 'stories'> {
  const { DATABASE_URL: databaseUrl, TEMPORAL_TEST_SERVER: testServerPath } = env;
  if (databaseUrl && testServerPath) {
    const config = readConfig(env);
    return { databaseUrl, vault: vaultOf(config), payloadCodec: payloadCodecOf(config), testServerPath };
  }
  throw new Error('Start it with `npm run demo`: it needs PostgreSQL and the time-skipping server.');
}

function show({ stories, checks, from, until }: Performance): void {
  const paint = createPaint(process.stdout.isTTY && !process.env.NO_COLOR);
  const lines = [
    ...timelines(stories, paint),
    ...summary(stories, { from, until, seconds: seconds() }, paint),
    ...verdictLines(checks, paint),
  ];
  console.log(lines.join('\n'));
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      all: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const interrupted = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => interrupted.abort(new Error(name)));
  const stories = listStories({ all: values.all });
  const performance = await perform({ ...surroundingsOf(process.env), stories }, interrupted.signal);
  if (values.json) for (const told of performance.stories) console.log(jsonLine(told));
  else show(performance);
  const failed = performance.checks.filter(({ problems }) => problems.length > 0);
  for (const { en, problems } of failed) console.error(`not so: ${en}\n  ${problems.join('\n  ')}`);
  return failed.length > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`The demo failed: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});
