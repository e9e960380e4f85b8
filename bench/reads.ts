// What people read most, at two sizes of the register: tracking by number and secret, and the desk's queue.
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { seedInBulk } from '../prisma/seed/bulk-run.ts';
import type { BenchOptions } from './options.ts';
import type { Report } from './report.ts';
import { atOnce, latencies } from './rig/clients.ts';
import { createHttpClient, type HttpClient } from './rig/http.ts';
import { givenServers } from './rig/surroundings.ts';
import { createWorld, TRACKING_SECRET, type World } from './rig/world.ts';

const SIZES = [2_000, 20_000] as const;
const PEOPLE_PER_APPLICATION = 4;
const CLIENTS = [1, 16] as const;
const SECRET = 'read-by-the-bench';
const PAGE = 20;
const WARMING = 1_000;

type Read = (http: HttpClient, index: number) => Promise<void>;
type PrepareRead = (world: World) => Promise<Read>;

const Tracked = z.object({ number: z.string(), state: z.string() });

/** Tracks cases all over the register. */
const prepareTrack: PrepareRead = async ({ db }) => {
  const hash = createHmac('sha256', TRACKING_SECRET).update(SECRET).digest('hex');
  await db.application.updateMany({ data: { trackingSecretHash: hash } });
  await db.$executeRawUnsafe('VACUUM ANALYZE application');
  const cases = await db.application.findMany({
    select: { number: true, state: true },
    orderBy: { id: 'asc' },
  });
  return async (http, index) => {
    const wanted = cases[(index * 7_919) % cases.length];
    const body = { number: wanted?.number, secret: SECRET };
    const answer = await http.send({ method: 'POST', path: '/api/v1/tracking', body });
    if (answer.status !== 200) throw new Error(`tracking: ${answer.status} ${answer.text}`);
    const { number, state } = Tracked.parse(JSON.parse(answer.text));
    if (number !== wanted?.number || state !== wanted.state) throw new Error(`tracked ${number} at ${state}`);
  };
};

const Page = z.object({ items: z.array(z.object({ kind: z.string(), dueAt: z.string().nullable() })) });

/** The first page of a clerk's queue, least time left first. */
const prepareTaskList: PrepareRead = async ({ staff }) => {
  const [clerk] = staff.clerks;
  const call = {
    method: 'GET',
    path: `/api/v1/tasks?kind=accept&limit=${PAGE}`,
    cookie: clerk?.cookie ?? '',
  } as const;
  return async (http) => {
    const answer = await http.send(call);
    if (answer.status !== 200) throw new Error(`tasks: ${answer.status} ${answer.text}`);
    const { items } = Page.parse(JSON.parse(answer.text));
    const dues = items.map(({ dueAt }) => dueAt ?? '9999');
    const isSorted = dues.every((due, index) => index === 0 || due >= (dues[index - 1] ?? ''));
    const isRight = items.length === PAGE && isSorted && items.every(({ kind }) => kind === 'accept');
    if (!isRight) throw new Error(`${items.length} tasks, sorted: ${isSorted}`);
  };
};

export const benchTrack = (options: BenchOptions, report: Report) =>
  benchReads('track', prepareTrack, options, report);
export const benchTaskList = (options: BenchOptions, report: Report) =>
  benchReads('tasklist', prepareTaskList, options, report);

async function benchReads(
  bench: string,
  prepare: PrepareRead,
  { runs, n = 2_000 }: BenchOptions,
  report: Report,
): Promise<void> {
  const smaller = new Map<string, number[]>();
  for (const size of SIZES) {
    await atSize(
      size,
      prepare,
      async (http, read) => {
        for (const clients of CLIENTS) {
          await time(http, read, clients, WARMING);
          for (let run = 0; run < runs; run += 1) {
            for (const [name, value] of Object.entries(latencies(await time(http, read, clients, n)))) {
              const figure = `${name}-at-${size}-${clients}-${clients === 1 ? 'client' : 'clients'}`;
              const key = `${name}/${clients}`;
              const beside = smaller.get(key)?.[run];
              const ratio =
                size === SIZES[0] || beside === undefined
                  ? {}
                  : { against: `at ${SIZES[0]}`, ratio: value / beside };
              if (size === SIZES[0]) smaller.set(key, [...(smaller.get(key) ?? []), value]);
              report.add({ bench, figure, value, unit: 'ms', n, ...ratio });
            }
          }
        }
      },
      report,
    );
  }
}

/** A register of its own for each size, so that neither profits from the other. */
async function atSize(
  size: number,
  prepare: PrepareRead,
  work: (http: HttpClient, read: Read) => Promise<void>,
  report: Report,
): Promise<void> {
  const world = await createWorld({ ...givenServers(), wanted: ['api'] });
  const http = createHttpClient(world.apiUrl);
  try {
    report.tell(`seeding ${size} open applications`);
    const people = size * PEOPLE_PER_APPLICATION;
    const run = { people, applications: size, seed: 1, today: world.today, poke: false };
    await seedInBulk(world.db, { ...run, trackingSecret: TRACKING_SECRET, tell: () => {} });
    const read = await prepare(world);
    await world.db.$executeRawUnsafe('VACUUM ANALYZE');
    await work(http, read);
  } finally {
    http.close();
    await world.close();
  }
}

async function time(http: HttpClient, read: Read, clients: number, n: number): Promise<readonly number[]> {
  const samples: number[] = [];
  const reads = Array.from({ length: n }, (_, index) => index);
  await atOnce(reads, clients, async (index) => {
    const begin = performance.now();
    await read(http, index);
    samples.push(performance.now() - begin);
  });
  return samples;
}
