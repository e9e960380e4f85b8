// The checker: every invariant over what a scenario has left behind.
import { setTimeout as pause } from 'node:timers/promises';
import { createHttpClient } from '../bench/rig/http.ts';
import type { TemporalView } from '../bench/rig/temporal.ts';
import type { World } from '../bench/rig/world.ts';
import type { Finding } from './finding.ts';
import * as cases from './invariants/cases.ts';
import { courierAgrees } from './invariants/courier.ts';
import { idempotent, nothingLostOrInvented } from './invariants/idempotency.ts';
import * as records from './invariants/records.ts';
import { temporalAgrees } from './invariants/temporal.ts';
import type { Journal } from './journal.ts';

const PATIENCE_MS = 90_000;

/** Waits until nothing waits and Temporal has caught up; says so when it does not. */
export async function settled({ db }: World, temporal: TemporalView): Promise<Finding> {
  const limit = Date.now() + PATIENCE_MS;
  for (;;) {
    const drained = await records.drained(db);
    const finding = drained.holds ? await temporalAgrees(db, temporal) : drained;
    if (finding.holds || Date.now() > limit) return finding;
    await pause(250);
  }
}

/** Everything, once all cases have ended. */
export async function checkAll(
  world: World,
  temporal: TemporalView,
  journal: Journal,
): Promise<readonly Finding[]> {
  const { db } = world;
  const http = createHttpClient(world.apiUrl);
  try {
    const agreed = await settled(world, temporal);
    const logs = await cases.readCaseLogs(db);
    return [
      cases.allEnded(logs),
      cases.endedOnce(logs),
      await nothingLostOrInvented(db, journal.entries()),
      await idempotent(http, db, journal.entries()),
      cases.legalMoves(logs),
      cases.projectionIsFold(logs),
      agreed,
      await records.audited(db),
      await records.tasksFit(db),
      await records.rungsOnce(db),
      await records.drained(db),
      await records.oneCertificateEach(db),
      await courierAgrees(db, world.folder),
    ];
  } finally {
    http.close();
  }
}
