// A bank's statement of a hundred thousand lines: taken in, held against the books, told to the orders, settled.
import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '../db/client.ts';
import { type Deciding, deciding } from '../db/deciding.ts';
import { importStatement } from '../db/statements/import.ts';
import { matchStatement } from '../db/statements/match.ts';
import { settleStatement } from '../db/statements/settle.ts';
import { tellOrders } from '../db/statements/tell-orders.ts';
import { addDays, addMinutes, type Instant, instantAt } from '../domain/calendar/local-date.ts';
import { FEES_OFF } from '../domain/fees.ts';
import { foldPayment } from '../domain/payments/evolve.ts';
import type { PaymentOrder } from '../domain/payments/payment-order.ts';
import { type BankLine, type StatementKey, sumsOf } from '../domain/statements/statement.ts';
import { OFFICE } from '../prisma/seed/register.ts';
import type { BenchOptions } from './options.ts';
import type { Report } from './report.ts';
import { givenServers } from './rig/surroundings.ts';
import { peakMemoryMib } from './rig/usage.ts';
import { createWorld, type World } from './rig/world.ts';

const LIMIT_SECONDS = 60;
const AMOUNT_FEN = 20_000;
const ORDERS_AT_ONCE = 10_000;

/** Of a thousand lines: what the day left unfinished, or what differs. The others are the same on both sides. */
const OF_A_THOUSAND = {
  /** Paid, and not confirmed by the register. */
  waiting: 5,
  /** Taken by the bank, and not told. */
  untold: 2,
  /** Taken as we know, and in no statement. */
  silent: 1,
  /** Another amount. */
  differing: 1,
  /** Of no order of ours. */
  foreign: 1,
} as const;

type Fate = keyof typeof OF_A_THOUSAND | 'plain';

/** Times every step over a day of `n` orders, each run on a day of its own. */
export async function benchStatement({ runs, n = 100_000 }: BenchOptions, report: Report): Promise<void> {
  const world = await createWorld({ ...givenServers(), wanted: [] });
  try {
    for (let run = 0; run < runs; run += 1) await timeRun(world, { run, n }, report);
  } finally {
    await world.close();
  }
}

async function timeRun(
  world: World,
  { run, n }: { readonly run: number; readonly n: number },
  report: Report,
): Promise<void> {
  const on = addDays(world.today, -30 + run);
  const key: StatementKey = { channel: run % 2 === 0 ? 'wechat' : 'alipay', on };
  const now = instantAt(addDays(on, 1), '08:00');
  report.tell(`run ${run + 1}: ${n} orders`);
  const lines = await layOutDay(world, key, n);
  const db = openDatabase({ url: world.databaseUrl, vault: world.db.vault, poolSize: 8 });
  const deps = deciding({ db, fees: FEES_OFF, hashSecret: (secret) => secret, now: async () => now });
  try {
    const begin = performance.now();
    for (const [step, work] of stepsOf(deps, key, lines, now)) {
      const from = performance.now();
      await work();
      add(report, `${step}-seconds`, (performance.now() - from) / 1_000, n);
    }
    const seconds = (performance.now() - begin) / 1_000;
    add(report, 'seconds', seconds, n, {
      against: `the limit of ${LIMIT_SECONDS} s`,
      ratio: seconds / LIMIT_SECONDS,
    });
    add(report, 'memory', peakMemoryMib(process.pid), n, {}, 'MiB');
    await checkFound(db, key, lines);
  } finally {
    await db.$disconnect();
  }
}

function stepsOf(
  deps: Deciding,
  key: StatementKey,
  lines: readonly BankLine[],
  now: Instant,
): readonly (readonly [step: string, work: () => Promise<unknown>])[] {
  const { db } = deps;
  return [
    ['import', () => importStatement(db, key, { lines, summary: sumsOf(lines) }, now)],
    ['match', () => matchStatement(db, key, now)],
    ['tell', () => tellOrders(deps, key)],
    ['settle', () => settleStatement(db, key, now)],
  ];
}

function add(report: Report, figure: string, value: number, n: number, more = {}, unit = 's'): void {
  report.add({ bench: 'statement', figure, value, unit, n, ...more });
}

interface LaidOut {
  readonly fate: Fate;
  readonly order: PaymentOrder;
  readonly line: BankLine;
}

/** Orders and captures of a day as they are left by it; answers with the bank's lines. */
async function layOutDay(world: World, key: StatementKey, n: number): Promise<readonly BankLine[]> {
  const [payer] = await world.applicants(1);
  if (!payer) throw new Error('a payer is wanted');
  const application = await newApplication(world.db, payer.accountId);
  const laidOut = Array.from({ length: n }, (_, index) =>
    layOut(key, index, { payerId: payer.accountId, ...application }),
  );
  for (let from = 0; from < n; from += ORDERS_AT_ONCE) {
    await saveOrders(world.db, key, laidOut.slice(from, from + ORDERS_AT_ONCE));
  }
  await world.db.$executeRawUnsafe('VACUUM ANALYZE payment_order, payment_capture');
  return laidOut.filter(({ fate }) => fate !== 'silent').map(({ line }) => line);
}

function layOut(
  { channel, on }: StatementKey,
  index: number,
  { payerId, office, applicationId }: { payerId: string; office: string; applicationId: string },
): LaidOut {
  const fate = fateOf(index % 1_000);
  const orderNo = `PAY-${on.replaceAll('-', '')}-${String(index).padStart(6, '0')}-0`;
  const at = addMinutes(instantAt(on, '00:10'), (index * 1_410) / 100_000);
  const capture = { serial: `${on}/${index}`, amountFen: AMOUNT_FEN, capturedAt: at };
  const isWaiting = fate === 'waiting' || fate === 'silent';
  const untold = { state: 'unreconciled', captures: [] } as const;
  const order: PaymentOrder = {
    ...foldPayment([]),
    ...{
      orderNo,
      payerId,
      office,
      channel,
      amountFen: AMOUNT_FEN,
      version: 1,
      expiresAt: addMinutes(at, 30),
    },
    purpose: { kind: 'fee', applicationId },
    ...(fate === 'untold'
      ? untold
      : { state: isWaiting ? ('paid' as const) : ('reconciled' as const), captures: [capture] }),
  };
  const amountFen = fate === 'differing' ? AMOUNT_FEN - 1 : AMOUNT_FEN;
  const told =
    fate === 'foreign'
      ? { orderNo: `X${orderNo}`, serial: `X${capture.serial}` }
      : { orderNo, serial: capture.serial };
  return { fate, order, line: { kind: 'paid', ...told, amountFen, at } };
}

function fateOf(place: number): Fate {
  let upTo = 0;
  for (const fate of ['waiting', 'untold', 'silent', 'differing', 'foreign'] as const) {
    upTo += OF_A_THOUSAND[fate];
    if (place < upTo) return fate;
  }
  return 'plain';
}

async function newApplication(db: Database, applicantId: string) {
  const id = randomUUID();
  const application = await db.application.create({
    data: {
      ...{ id, number: `BENCH-${id}`, service: 'plate-replace', lifecycle: 'L-POST', applicantId },
      ...{ office: OFFICE, state: 'done', stage: 'ended', version: 1, open: false, snapshot: {} },
      ...{ formSealed: db.vault.seal('{}'), trackingSecretHash: id, createdAt: new Date() },
    },
  });
  return { applicationId: application.id, office: application.office };
}

async function saveOrders(
  db: Database,
  { channel }: StatementKey,
  laidOut: readonly LaidOut[],
): Promise<void> {
  const rows = JSON.stringify(laidOut.map(({ order, line }) => ({ order, at: line.at })));
  await db.$executeRaw`
    INSERT INTO payment_order (order_no, payer_id, office, application_id, amount_fen, state, open, version, channel,
                               snapshot, created_at, expires_at, paid_at)
    SELECT o."orderNo", o."payerId", o.office, (o.purpose->>'applicationId')::uuid, o."amountFen", o.state,
           o.state <> 'reconciled', o.version, o.channel, r."order", r.at - interval '1 minute', o."expiresAt",
           CASE WHEN o.state <> 'unreconciled' THEN r.at END
    FROM jsonb_to_recordset(${rows}::jsonb) AS r("order" jsonb, at timestamptz),
         jsonb_to_record(r."order") AS o("orderNo" text, "payerId" uuid, office text, purpose jsonb, "amountFen" int,
                                         state text, version int, channel text, "expiresAt" timestamptz)`;
  const captures = JSON.stringify(
    laidOut.flatMap(({ order: { orderNo, captures: taken } }) => taken.map((each) => ({ orderNo, ...each }))),
  );
  await db.$executeRaw`
    INSERT INTO payment_capture (channel, serial, order_no, amount_fen, captured_at, pays)
    SELECT ${channel}, c.serial, c."orderNo", c."amountFen", c."capturedAt", true
    FROM jsonb_to_recordset(${captures}::jsonb)
      AS c(serial text, "orderNo" text, "amountFen" int, "capturedAt" timestamptz)`;
}

/** A bench of something else than what is wanted would tell nothing. @throws Error */
async function checkFound(
  db: Database,
  { channel, on }: StatementKey,
  lines: readonly BankLine[],
): Promise<void> {
  const of = { channel, on: new Date(on) };
  const [matched, differences, unresolved] = await Promise.all([
    db.statementLine.count({ where: { ...of, match: 'matched' } }),
    db.statementDifference.count({ where: of }),
    db.statementDifference.count({ where: { ...of, state: { not: 'resolved' } } }),
  ]);
  const thousands = Math.floor(lines.length / 1_000);
  const isPlausible =
    matched > 0.99 * lines.length && differences >= 4 * thousands && unresolved < differences;
  if (!isPlausible)
    throw new Error(`${matched} matched, ${differences} differences, ${unresolved} unresolved`);
}
