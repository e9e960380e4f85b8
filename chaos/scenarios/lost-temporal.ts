// Everything Temporal knew is lost while cases stand at every stage; PostgreSQL brings each open one back.
import { rmSync } from 'node:fs';
import { atOnce } from '../../bench/rig/clients.ts';
import { finishFrom, liveUntil, STOPS, type Standing, type Stop } from '../../bench/rig/lifecycle.ts';
import { checkAll, settled } from '../check.ts';
import type { Scenario } from '../scenario.ts';
import { setStage } from '../stage.ts';

const CLIENTS = 8;

export const lostTemporal: Scenario = async (servers, { n = 100, tell }) => {
  const stage = await setStage(servers);
  try {
    const { journey, world } = stage;
    const applicants = await world.applicants(n);
    const standing: Standing[] = [];
    await atOnce(applicants, CLIENTS, async (applicant, index) => {
      const stop: Stop = STOPS[index % STOPS.length] ?? 'submitted';
      standing.push(await liveUntil(journey, applicant, stop));
    });
    await world.kill('worker');
    await servers.temporal.kill();
    rmSync(servers.temporal.dataDir, { recursive: true, force: true });
    tell(`${n} cases at ${STOPS.length} stages, and Temporal's data is deleted`);
    await servers.temporal.start();
    await world.start('worker');
    const repair = await world.run('scripts/repair.ts', '--all');
    const temporal = await stage.viewTemporal();
    const back = await settled(world, temporal);
    tell(`npm run repair -- --all: ${repair.printed.trimEnd().split('\n').at(-1)}`);
    await atOnce(standing, CLIENTS, (one) => finishFrom(journey, one));
    const broughtBack = { ...back, name: 'every open case brought back' };
    const repaired = { name: 'repair says so', holds: repair.code === 0, detail: `exit code ${repair.code}` };
    return [repaired, broughtBack, ...(await checkAll(world, temporal, stage.journal))];
  } finally {
    await stage.close();
  }
};
