// The activities of the daily statement. What they know of a statement is in PostgreSQL: killed at any point, they go on from there.
import { ApplicationFailure, Context } from '@temporalio/activity';
import type { Deciding } from '../db/deciding.ts';
import { isFetched, listUnsettled } from '../db/statements/days.ts';
import { importStatement } from '../db/statements/import.ts';
import { matchStatement } from '../db/statements/match.ts';
import { settleStatement } from '../db/statements/settle.ts';
import { NOTHING_TOLD, type ToldUpTo, tellOrders } from '../db/statements/tell-orders.ts';
import { addsUp, type StatementKey } from '../domain/statements/statement.ts';
import type { Gateways } from '../gateway/port.ts';
import type { StatementActivities } from './contract.ts';

export interface StatementActivityDeps {
  readonly deciding: Deciding;
  readonly gateways: Gateways;
}

/** The lines do not come to the bank's own sums: not the whole statement. */
class StatementIncomplete extends Error {
  override readonly name = 'StatementIncomplete';
}

/** Well within the heartbeat's time limit. */
const ALIVE_MS = 10_000;

/** Builds the activities on what they collaborate with. */
export function createStatementActivities({
  deciding,
  gateways,
}: StatementActivityDeps): StatementActivities {
  const { db, now } = deciding;

  async function fetchNew(key: StatementKey): Promise<void> {
    if (await isFetched(db, key)) return;
    const statement = await gateways[key.channel].statement(key.on);
    if (!addsUp(statement)) throw new StatementIncomplete('its lines do not come to its sums');
    await importStatement(db, key, statement, await now());
  }

  return {
    listStatements: (on) => withoutWords(async () => listUnsettled(db, await now(), on)),
    fetchStatement: (key) => alive(() => fetchNew(key)),
    matchStatement: (key) => alive(async () => matchStatement(db, key, await now())),
    tellOrders: (key) =>
      withoutWords(async () => {
        const { info, heartbeat } = Context.current();
        const from: ToldUpTo = info.heartbeatDetails ?? NOTHING_TOLD;
        await tellOrders(deciding, key, from, (upTo) => heartbeat(upTo));
      }),
    settleStatement: (key) => alive(async () => settleStatement(db, key, await now())),
  };
}

/** One long step: that it still goes on is all there is to tell. */
async function alive(work: () => Promise<void>): Promise<void> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(), ALIVE_MS);
  try {
    await withoutWords(work);
  } finally {
    clearInterval(timer);
  }
}

/** What an operator reads of a failure must hold nothing personal: its kind, not its message. */
async function withoutWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const type = error instanceof Error ? error.name : 'UnknownError';
    throw ApplicationFailure.retryable(`${type} (see the worker's log)`, type);
  }
}
