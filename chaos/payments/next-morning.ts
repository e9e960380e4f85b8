// The banks' day ends, and what only their statements know comes to light.

import type { World } from '../../bench/rig/world.ts';
import { readConfig } from '../../config.ts';
import { deciding } from '../../db/deciding.ts';
import { importStatement } from '../../db/statements/import.ts';
import { matchStatement } from '../../db/statements/match.ts';
import { settleStatement } from '../../db/statements/settle.ts';
import { tellOrders } from '../../db/statements/tell-orders.ts';
import { toInstant } from '../../domain/calendar/local-date.ts';
import { FEES_OFF } from '../../domain/fees.ts';
import { PAYMENT_CHANNELS } from '../../domain/payments/payment-order.ts';
import { createGateways } from '../../gateway/gateways.ts';
import { readGatewaySettings } from '../../gateway/settings.ts';

const DAY_MINUTES = 24 * 60;

/** Goes through the statements of the day, as it will be done on the next; how many lines they have. */
export async function goThroughStatements(world: World): Promise<number> {
  await world.kill('gateway');
  await world.start('gateway', { GATEWAY_AHEAD_MINUTES: String(DAY_MINUTES) });
  const now = async () => toInstant(Date.now() + DAY_MINUTES * 60_000);
  const gateways = createGateways(readGatewaySettings(readConfig(world.env), now));
  const deps = deciding({ db: world.db, now, fees: FEES_OFF, hashSecret: (secret) => secret });
  let lines = 0;
  for (const channel of PAYMENT_CHANNELS) {
    const key = { channel, on: world.today };
    const statement = await gateways[channel].statement(world.today);
    lines += statement.lines.length;
    await importStatement(world.db, key, statement, await now());
    await matchStatement(world.db, key, await now());
    await tellOrders(deps, key);
    await settleStatement(world.db, key, await now());
  }
  return lines;
}
