// The courier as a process of its own.
import { createCourier } from './courier.ts';
import type { AutoFate } from './fate.ts';

const { env } = process;
const secret = env.COURIER_SECRET ?? 'local-courier-secret';

const courier = createCourier({
  secret,
  key: env.COURIER_KEY ?? 'local-courier-key',
  callbackUrl: env.COURIER_CALLBACK_URL ?? 'http://127.0.0.1:3000/api/v1/courier/events',
  dataDir: env.DATA_DIR ?? '.data',
  auto: autoFate(env.COURIER_AUTO_SECONDS),
});
const server = await courier.listen(Number(env.COURIER_PORT ?? 3201), env.COURIER_HOST);
console.log(`courier listens on ${server.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.close());
}

/** `10,30,60`: picked up, on its way and delivered so many seconds after the order. */
function autoFate(text: string | undefined): AutoFate | null {
  const [pickedUp, inTransit, delivered] = (text ?? '')
    .split(',')
    .map((seconds) => Number.parseFloat(seconds) * 1000);
  if (pickedUp === undefined || inTransit === undefined || delivered === undefined) return null;
  return { pickedUpAfterMs: pickedUp, inTransitAfterMs: inTransit, deliveredAfterMs: delivered };
}
