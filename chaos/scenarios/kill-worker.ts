// The worker, relay included, is killed again and again while applications are on their way.
import { setTimeout as pause } from 'node:timers/promises';
import { atOnce } from '../../bench/rig/clients.ts';
import { live } from '../../bench/rig/lifecycle.ts';
import { createChance } from '../../prisma/seed/chance.ts';
import { checkAll } from '../check.ts';
import { findingOf } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { setStage } from '../stage.ts';

const CLIENTS = 16;

export const killWorker: Scenario = async (servers, { n = 100, kills = 10, seed, tell }) => {
  const stage = await setStage(servers);
  try {
    const { journey, world } = stage;
    const chance = createChance(seed);
    const temporal = await stage.viewTemporal();
    const applicants = await world.applicants(n);
    let killed = 0;
    let ended = 0;
    const living = atOnce(applicants, CLIENTS, async (applicant) => {
      await live(journey, applicant);
      ended += 1;
    });
    living.catch(() => {});
    while (killed < kills && ended < n) {
      await pause(chance.int(300, 4_000));
      await world.kill('worker');
      killed += 1;
      tell(`worker killed ${killed} times, ${ended} of ${n} ended`);
      await pause(chance.int(0, 300));
      await world.start('worker');
    }
    await living;
    const all = findingOf(
      'killed while at work',
      `${killed} kills`,
      killed < kills ? [`only ${killed} of ${kills}`] : [],
    );
    return [all, ...(await checkAll(world, temporal, stage.journal))];
  } finally {
    await stage.close();
  }
};
