// Temporal is away: applications are submitted and accepted all the same, and carried on when it comes back.
import { atOnce } from '../../bench/rig/clients.ts';
import { finishFrom, liveUntil, type Standing } from '../../bench/rig/lifecycle.ts';
import { checkAll, settled } from '../check.ts';
import { findingOf } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { setStage } from '../stage.ts';

const CLIENTS = 8;

export const temporalAway: Scenario = async (servers, { n = 100, tell }) => {
  const stage = await setStage(servers);
  try {
    const { journey, world } = stage;
    const applicants = await world.applicants(n);
    await servers.temporal.stop();
    tell('Temporal is stopped');
    const accepted: Standing[] = [];
    await atOnce(applicants, CLIENTS, async (applicant) => {
      accepted.push(await liveUntil(journey, applicant, 'accepted'));
    });
    const troubled = stage.client.failures.map(({ status }) => `status ${status}`);
    const taken = findingOf(
      'submitted and accepted while Temporal was away',
      `${accepted.length} of ${n}`,
      troubled,
    );
    tell(`${accepted.length} submitted and accepted without Temporal`);
    await servers.temporal.start();
    const temporal = await stage.viewTemporal();
    const carried = await settled(world, temporal);
    tell(`carried again: ${carried.detail}`);
    await atOnce(accepted, CLIENTS, (standing) => finishFrom(journey, standing));
    const carriedOn = { ...carried, name: 'carried on after its return' };
    return [taken, carriedOn, ...(await checkAll(world, temporal, stage.journal))];
  } finally {
    await stage.close();
  }
};
