// The short-message operator as a process of its own.
import { createSms } from './sms.ts';

const { env } = process;
const sms = createSms({ dataDir: env.DATA_DIR ?? '.data' });
const server = await sms.listen(Number(env.SMS_PORT ?? 3202), env.SMS_HOST);
console.log(`sms listens on ${server.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.close());
}
