// Payers, banks that lie, repeat themselves and fall silent, and processes that are killed: in the end every fen is where it belongs.

import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { atOnce } from '../../bench/rig/clients.ts';
import { type TemporalView, viewTemporal } from '../../bench/rig/temporal.ts';
import { createWorld, GATEWAY_CONTROL_KEY, SESSION_SECRET, type World } from '../../bench/rig/world.ts';
import { createChance } from '../../prisma/seed/chance.ts';
import { planted } from '../defects/planted.ts';
import { type Finding, findingOf } from '../finding.ts';
import * as payments from '../invariants/payments.ts';
import { openJournal } from '../journal.ts';
import { createPatientClient, type Failure } from '../patient-client.ts';
import { workAt } from '../payments/cash-desk.ts';
import { type BankControl, controlOf } from '../payments/control.ts';
import { goThroughStatements } from '../payments/next-morning.ts';
import { type PayingWith, payFine } from '../payments/pay.ts';
import { makePayers, type ReadyPayer } from '../payments/payers.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';

const CLIENTS = 24;
/** At most. */
const FINES_EACH = 20;
const LEAST_KILLS = 20;
const SETTLE_MS = 10 * 60_000;

/** Minutes shrink to seconds, so that every timer rings many times. */
const QUICK = {
  PAYMENT_ORDER_MINUTES: '0.5',
  PAYMENT_RECONCILE_MINUTES: '0.8',
  PAYMENT_ASK_MINUTES: '0.1',
  PAYMENT_MAX_ASK_MINUTES: '0.3',
  GATEWAY_TIMEOUT_MS: '3000',
  GATEWAY_LADDER_MS: '500,1000,2000,4000,8000,15000',
} as const;

const HOSTILE = {
  ...{ doneUnsaid: 0.1, duplicated: 0.2, repeated: 0.1, lost: 0.1, late: 0.2, lateMs: 15_000 },
  ...{ afterRefund: 0.2, chargedTwice: 0.01, wrongAmount: 0.01, forged: 0.01, replayed: 0.05 },
  ...{ unavailable: 0.05, paidAfterClose: 0.3, refundFails: 0.1, refundTakes: 0.3, refundTakesMs: 3_000 },
} as const;

export const hostileGateway: Scenario = async (servers, options) => {
  const { n = 2_000, kills = LEAST_KILLS, seed, tell, plant = null } = options;
  const { env, nodeOptions, rates, spoil } = planted(plant);
  const world = await createWorld({
    ...servers,
    wanted: ['gateway', 'api', 'worker'],
    env: { ...QUICK, LOG_LEVEL: 'silent', ...env },
    nodeOptions,
  });
  const journal = openJournal(join(world.folder, 'journal.jsonl'));
  const client = createPatientClient(world.apiUrl, journal);
  const bank = controlOf(world.gatewayUrl, GATEWAY_CONTROL_KEY);
  const closing = new AbortController();
  let temporal: TemporalView | undefined;
  try {
    temporal = await viewTemporal(servers.temporalAddress);
    await spoil(world.databaseUrl);
    await bank.setRates({ ...HOSTILE, ...rates, seed });
    const { cashier, supervisor } = world.staff;
    const desk = workAt({ client, bank, cashier, supervisor }, closing.signal);
    desk.catch(() => {});
    const paying = await payAll({ client, bank, chance: createChance(seed) }, world, options);
    tell(`${paying.paid} of ${n} paid after ${paying.orders} orders, ${paying.killed} kills`);
    await quiet(world, tell);
    // In a short run nobody may have forged anything. Counted before the banks' clock goes ahead, and makes what they repeat stale.
    const areForged = n * (rates.forged ?? HOSTILE.forged) >= 5;
    const forgeries = await payments.forgeriesNoted(world.db, areForged);
    tell(`${await goThroughStatements(world)} lines in the statements of the day`);
    await quiet(world, tell);
    closing.abort();
    const tasks = await desk;
    const killed = findingOf(
      'worker and API killed',
      `${paying.killed} kills, ${tasks} tasks at the cash desk`,
      paying.killed < kills ? [`only ${paying.killed} of ${kills}`] : [],
    );
    const allPaid = findingOf(
      'every payer came to an end',
      `${paying.paid} fines, ${paying.orders} orders; repeated: ${repeatedText(client.failures)}`,
      paying.failures,
    );
    return [killed, allPaid, forgeries, ...(await checkPayments(world, bank, temporal))];
  } finally {
    closing.abort();
    await temporal?.close();
    client.close();
    bank.close();
    journal.close();
    await world.close();
  }
};

interface Paid {
  readonly paid: number;
  readonly orders: number;
  readonly killed: number;
  readonly failures: readonly string[];
}

/** Everybody pays, while worker and API are killed at random. */
async function payAll(
  on: PayingWith,
  world: World,
  { n = 2_000, kills = LEAST_KILLS, seed, tell }: ScenarioOptions,
): Promise<Paid> {
  const count = Math.ceil(n / FINES_EACH);
  const finesEach = Math.ceil(n / count);
  const { today } = world;
  const payers = await makePayers(world.db, { count, finesEach, today, secret: SESSION_SECRET });
  tell(`${count} payers with ${finesEach} fines each`);
  const fines = payers.flatMap((payer) => payer.decisionNos.map((decisionNo) => ({ payer, decisionNo })));
  const failures: string[] = [];
  const [counts, chance] = [{ paid: 0, orders: 0, killed: 0 }, createChance(seed + 1)];
  // Neighbours in the list are one payer's: taken in turns, so that they do not wait for each other.
  const wanted = [...fines].sort((one, other) => turnOf(one) - turnOf(other));
  let over = false;
  const paying = atOnce(wanted, CLIENTS, async (fine) => {
    try {
      const orders = await payFine(on, fine.payer, fine.decisionNo);
      counts.orders += orders;
      counts.paid += 1;
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }).finally(() => {
    over = true;
  });
  while (!over) {
    await pause(chance.int(2_000, 9_000));
    if (over || counts.killed >= 2 * kills) continue;
    const name = chance.happens(0.5) ? 'worker' : 'api';
    await world.kill(name);
    await pause(chance.int(0, 1_000));
    await world.start(name);
    counts.killed += 1;
    tell(`${name} killed, ${counts.killed} kills so far; ${counts.paid} of ${n} paid`);
  }
  await paying;
  return { ...counts, failures };
}

interface FineOfPayer {
  readonly payer: ReadyPayer;
  readonly decisionNo: string;
}

const turnOf = ({ payer, decisionNo }: FineOfPayer) => payer.decisionNos.indexOf(decisionNo);

/** Waits until no order is open. */
async function quiet({ db }: World, tell: (line: string) => void): Promise<void> {
  const limit = Date.now() + SETTLE_MS;
  for (;;) {
    const open = await db.paymentOrder.count({ where: { open: true } });
    const waiting = await db.paymentPoke.count();
    if ((open === 0 && waiting === 0) || Date.now() > limit) return;
    tell(`${open} orders are open still`);
    await pause(5_000);
  }
}

/** How often which answer was not taken for one. */
function repeatedText(failures: readonly Failure[]): string {
  const counts = new Map<number, number>();
  for (const { status } of failures) counts.set(status, (counts.get(status) ?? 0) + 1);
  const told = [...counts].map(([status, count]) => `${count} × ${status === 0 ? 'no answer' : status}`);
  return told.join(', ') || 'nothing';
}

/** One line an invariant. */
async function checkPayments(
  { db }: World,
  bank: BankControl,
  temporal: TemporalView,
): Promise<readonly Finding[]> {
  const [logs, books] = [await payments.readOrderLogs(db), await bank.books()];
  return [
    await payments.paidOnce(db),
    payments.extrasWentBack(logs, books),
    payments.booksAgree(logs, books),
    payments.sumsAgree(logs, books),
    await payments.nothingStuck(logs, temporal),
    payments.ordersExplained(logs),
    payments.heldUntilAnswered(logs),
    await payments.applicationsFollow(db),
    await payments.ordersAudited(db),
    await payments.refusedByDatabase(db),
    await payments.paymentsDrained(db),
  ];
}
