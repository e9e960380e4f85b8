// The violation system as a process of its own.
import { createViolationSystem } from './violation-system.ts';

const { env } = process;

const system = createViolationSystem({
  key: env.VIOLATION_SYSTEM_KEY ?? 'local-violation-system-key',
  dataDir: env.DATA_DIR ?? '.data',
});
const server = await system.listen(Number(env.VIOLATION_SYSTEM_PORT ?? 3204), env.VIOLATION_SYSTEM_HOST);
console.log(`violation system listens on ${server.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void server.close().then(() => system.close());
  });
}
