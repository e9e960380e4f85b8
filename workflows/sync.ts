// 特别提示 1, 3: what windows and other platforms do becomes known here. One run, from where the last one ended.
import { proxyActivities } from '@temporalio/workflow';
import type { ViolationActivities } from '../activities/contract.ts';

/** What is left is for the next run: it begins within ten minutes. */
const MOST_PAGES = 50;

/** A page may wait for pictures; a worker that has died is missed after the heartbeat. Twelve tries take seven minutes. */
const { importViolations } = proxyActivities<ViolationActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '20 seconds',
  retry: {
    ...{ initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
    maximumAttempts: 12,
  },
});

const { settleViolations } = proxyActivities<ViolationActivities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '20 seconds',
  retry: { maximumAttempts: 5 },
});

export interface ViolationSync {
  readonly pages: number;
  readonly entries: number;
  readonly changed: number;
}

/** Takes in the feed of the violation system to its end. Fails where the system does not answer for seven minutes. */
export async function syncViolationsWorkflow(): Promise<ViolationSync> {
  const done = { pages: 0, entries: 0, changed: 0 };
  while (done.pages < MOST_PAGES) {
    const page = await importViolations();
    done.pages += 1;
    done.entries += page.entries;
    done.changed += page.changed;
    if (page.isLast) break;
  }
  await settleViolations();
  return done;
}
