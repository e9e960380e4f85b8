// PostgreSQL is killed under load; clients repeat under the same key, and nothing is lost or done twice.
import { setTimeout as pause } from 'node:timers/promises';
import { atOnce } from '../../bench/rig/clients.ts';
import { live } from '../../bench/rig/lifecycle.ts';
import { createChance } from '../../prisma/seed/chance.ts';
import { checkAll } from '../check.ts';
import { type Finding, findingOf } from '../finding.ts';
import type { Failure } from '../patient-client.ts';
import type { Scenario } from '../scenario.ts';
import { setStage } from '../stage.ts';

const CLIENTS = 16;
const RECOVERY_MS = 10_000;

export const postgresRestart: Scenario = async (servers, { n = 100, kills = 3, seed, tell }) => {
  const stage = await setStage(servers);
  try {
    const { journey, world } = stage;
    const chance = createChance(seed);
    const temporal = await stage.viewTemporal();
    const applicants = await world.applicants(n);
    const returns: number[] = [];
    let ended = 0;
    const living = atOnce(applicants, CLIENTS, async (applicant) => {
      await live(journey, applicant);
      ended += 1;
    });
    living.catch(() => {});
    while (returns.length < kills && ended < n) {
      await pause(chance.int(500, 2_000));
      await servers.postgres.kill();
      await pause(chance.int(100, 1_500));
      await servers.postgres.start();
      returns.push(Date.now());
      tell(`PostgreSQL killed ${returns.length} times, ${ended} of ${n} ended`);
      await pause(RECOVERY_MS / 2);
    }
    await living;
    const findings = await checkAll(world, temporal, stage.journal);
    return [recovered(stage.client.failures, returns), ...findings];
  } finally {
    await stage.close();
  }
};

/** After each return the trouble ends soon; what failed was told honestly. */
function recovered(failures: readonly Failure[], returns: readonly number[]): Finding {
  // A key whose first try died unanswered is free again after its own lock, which is longer.
  const late = failures.filter(({ at, status }) => {
    if (status === 409) return false;
    const last = returns.findLast((back) => back <= at);
    return last !== undefined && at - last > RECOVERY_MS;
  });
  const statuses = new Map<number, number>();
  for (const { status } of failures) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const told = [...statuses]
    .map(([status, count]) => `${count} × ${status === 0 ? 'no answer' : status}`)
    .join(', ');
  const dishonest = failures.filter(({ status }) => status === 500).map(() => 'answered 500 instead of 503');
  return findingOf(
    'trouble ends within 10 s of the return',
    `${returns.length} kills, repeated: ${told || 'nothing'}`,
    [...late.map(({ status }) => `status ${status} too late`), ...dishonest],
  );
}
