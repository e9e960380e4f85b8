// 每日对账: whatever day has no statement yet is fetched and gone through, oldest first (violations.md §4). A bank that is late
// is waited for, however long; the other bank is not kept waiting by it.
import { continueAsNew, proxyActivities, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { StatementActivities } from '../activities/contract.ts';
import type { LocalDate } from '../domain/calendar/local-date.ts';
import type { StatementKey } from '../domain/statements/statement.ts';

/** Our own database: quick, and tried until it answers. */
const { listStatements } = proxyActivities<StatementActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** A bank makes its statement in the morning, some day or other later than it says. */
const { fetchStatement } = proxyActivities<StatementActivities>({
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '1 minute', backoffCoefficient: 2, maximumInterval: '15 minutes' },
});

/** Long, but ours: a worker that has died is missed after the heartbeat. */
const { matchStatement, tellOrders, settleStatement } = proxyActivities<StatementActivities>({
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

/** Goes through every statement up to yesterday's that has not been gone through; or through those of one day. */
export async function statementWorkflow(on: LocalDate | null = null): Promise<void> {
  for (;;) {
    const waiting = await listStatements(on);
    if (waiting.length === 0) return;
    const channels = [...new Set(waiting.map(({ channel }) => channel))];
    setCurrentDetails(channels.map((channel) => `${channel}: ${countOf(waiting, channel)} days`).join('\n'));
    await Promise.all(
      channels.map((channel) => goThroughAll(waiting.filter((key) => key.channel === channel))),
    );
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof statementWorkflow>(on);
  }
}

function countOf(waiting: readonly StatementKey[], of: StatementKey['channel']): number {
  return waiting.filter(({ channel }) => channel === of).length;
}

/** Day by day: an order is in doubt until no statement is missing since it was made. */
async function goThroughAll(keys: readonly StatementKey[]): Promise<void> {
  for (const key of keys) {
    await fetchStatement(key);
    await matchStatement(key);
    await tellOrders(key);
    await settleStatement(key);
  }
}
