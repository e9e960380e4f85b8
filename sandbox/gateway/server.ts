// Both banks as a process of their own.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createPaymentGateway } from './gateway.ts';
import { keysInFolder } from './keys.ts';

const { env } = process;
const dataDir = env.DATA_DIR ?? '.data';

/** So far is its clock ahead: its day has ended, and there is a statement of it. */
const aheadMs = Number(env.GATEWAY_AHEAD_MINUTES ?? 0) * 60_000;
/** `200,500,1000`: pauses between notices in milliseconds, in place of those of the real banks. */
const ladderMs = (env.GATEWAY_LADDER_MS ?? '').split(',').filter(Boolean).map(Number);

const gateway = createPaymentGateway({
  keys: await keysInFolder(
    env.GATEWAY_KEYS_DIR ?? join(dataDir, 'gateway'),
    env.WECHAT_APIV3_KEY ?? 'local-apiv3-key-local-apiv3-key-',
  ),
  // Without a key of its own nobody steers it.
  controlKey: env.GATEWAY_CONTROL_KEY || randomUUID(),
  dataDir,
  publicUrl: env.GATEWAY_PUBLIC_URL ?? null,
  now: async () => new Date(Date.now() + aheadMs),
  ...(ladderMs.length > 0 && { callbackLadderMs: { wechat: ladderMs, alipay: ladderMs } }),
});
const server = await gateway.listen(Number(env.GATEWAY_PORT ?? 3203), env.GATEWAY_HOST);
console.log(`payment gateway listens on ${server.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.close());
}
