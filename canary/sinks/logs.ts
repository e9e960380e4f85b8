// What the platform's processes and its servers logged, at the lowest level.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, readParts, type Sink } from './sink.ts';

const SERVERS = ['postgres', 'redis', 'temporal'] as const;

export const logs: Sink = {
  name: 'logs',
  plant: async ({ dir }, text) => appendFileSync(join(dir, 'logs', 'planted.log'), `{"msg":"${text}"}\n`),
  async *read({ dir, scratchDir }) {
    const ours = listFiles(join(dir, 'logs'));
    const servers = SERVERS.flatMap((name) => listFiles(join(scratchDir, name))).filter((path) =>
      path.endsWith('.log'),
    );
    for (const path of [...ours, ...servers]) yield* readParts(path);
  },
};
