// Many at one licence, and two channels at one record: the locks let one after the other, and the rules hold for each.
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type Database, openDatabase } from '../../../db/client.ts';
import { type Deciding, deciding } from '../../../db/deciding.ts';
import type { Outcome } from '../../../db/decision.ts';
import { getLicenceFacts } from '../../../db/facts.ts';
import { createCase } from '../../../db/submission.ts';
import { transact } from '../../../db/transact.ts';
import { savePenaltyDecision } from '../../../db/violations/decisions.ts';
import { addDays } from '../../../domain/calendar/local-date.ts';
import { FEES_OFF } from '../../../domain/fees.ts';
import { pointsOn } from '../../../domain/register/points.ts';
import { getService } from '../../../domain/services/index.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { testVault } from '../../harness/vault.ts';
import { type Driver, givePoints, moreLike, newDriver, newRecord } from '../../harness/violations.ts';

const AT_ONCE = 50;

let api: TestApi;
let db: Database;
let deps: Deciding;
beforeAll(async () => {
  api = await startApi();
  // A connection for each: they wait for one another at the locks, and not before them.
  db = openDatabase({ url: api.databaseUrl, poolSize: AT_ONCE, vault: testVault });
  deps = deciding({ db, now: api.clock.now, fees: FEES_OFF, hashSecret: (secret) => secret });
});
afterAll(async () => {
  await db?.$disconnect();
  await api?.stop();
});

/** Handles a record as the API does, the code being good: one code signs but one handling. */
async function handleSigned(by: Driver, recordNo: string): Promise<Outcome> {
  const form = { recordNo, undisputed: 'yes', ownDriving: 'yes', recentlyPenalised: 'no', code: '000000' };
  return createCase(deps, {
    submission: {
      ...{ service: getService('violation-handling'), subject: {}, form, codeIsGood: true },
      ...{ documentIds: [], delivery: null, address: null },
    },
    actor: { id: by.accountId, role: 'applicant' },
    ...{ office: 'zmd-vmo', trackingSecret: randomUUID(), submit: true },
  });
}

const refusalOf = ({ refusal }: Outcome) => refusal?.code ?? 'decided';

test(`${AT_ONCE} at once by one licence with six points never bring it above eleven`, async () => {
  const by = await newDriver(api);
  await givePoints(api.db, by.licenceId, 6, addDays(api.clock.today, -1));
  const kinds = ['lamps', 'lane', 'marking'] as const;
  const records: string[] = [];
  for (let n = 0; n < AT_ONCE; n += 1)
    records.push(await newRecord(api, by.car, { kind: kinds[n % kinds.length] ?? 'lamps' }));
  const outcomes = await Promise.all(records.map((recordNo) => handleSigned(by, recordNo)));
  expect([...new Set(outcomes.map(refusalOf))].sort()).toEqual(['decided', 'would-reach-12']);

  const facts = await api.db.$transaction((tx) => getLicenceFacts(tx, by.licenceId));
  const points = pointsOn(facts, api.clock.today);
  expect(points).toBeLessThanOrEqual(11);
  // Whoever was refused was refused rightly: the smallest record left would have made twelve.
  const left = outcomes.flatMap((outcome, n) => (outcome.refusal === null ? [] : [(n % kinds.length) + 1]));
  expect(points + Math.max(...left)).toBeGreaterThanOrEqual(12);
  const decided = await api.db.penaltyDecision.findMany({ where: { licenceId: by.licenceId } });
  const entries = await api.db.pointEntry.findMany({ where: { licenceId: by.licenceId } });
  expect(decided).toHaveLength(outcomes.filter(({ refusal }) => refusal === null).length);
  expect(decided.reduce((sum, each) => sum + each.points, 0)).toBe(points - 6);
  expect(entries).toHaveLength(decided.length + 1);
}, 120_000);

/** What a window writes, some milliseconds from now. */
async function decideAtWindow(at: Database, { licenceId }: Driver, recordNo: string, afterMs: number) {
  await setTimeout(afterMs);
  const decision = { recordNo, licenceId, applicationId: null, channel: 'window' } as const;
  return transact(at, (tx) => savePenaltyDecision(tx, { ...decision, decidedAt: api.clock.at }));
}

const ROUNDS = 500;

test(`the platform and a window after one record, ${ROUNDS} times: exactly one decides`, async () => {
  const by = await newDriver(api);
  // Connections of its own: a window is another process.
  const window = openDatabase({ url: api.databaseUrl, poolSize: 2, vault: testVault });
  const records = await moreLike(db, await newRecord(api, by.car, { kind: 'parking' }), ROUNDS);
  const won = { platform: 0, window: 0 };
  try {
    for (const [round, recordNo] of records.entries()) {
      // Later each time, up to what the platform takes to get there: each of them is the first now and then.
      const atWindow = decideAtWindow(window, by, recordNo, (round % 10) * 3);
      const [here, there] = await Promise.all([handleSigned(by, recordNo), atWindow]);
      const decisions = await api.db.penaltyDecision.findMany({ where: { recordNo } });
      expect(decisions).toHaveLength(1);
      const winner = decisions[0]?.channel === 'window' ? 'window' : 'platform';
      won[winner] += 1;
      expect([refusalOf(here), 'code' in there ? there.code : 'decided']).toEqual(
        winner === 'window' ? ['already-handled', 'decided'] : ['decided', 'already-handled'],
      );
    }
  } finally {
    await window.$disconnect();
  }
  expect(won.platform).toBeGreaterThan(0);
  expect(won.window).toBeGreaterThan(0);
}, 240_000);
