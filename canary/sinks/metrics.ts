// What is measured: the API's metrics as they were asked for, and the worker's as they were kept.
import { join } from 'node:path';
import { askOnce } from '../plant.ts';
import { listFiles, readParts, type Sink } from './sink.ts';
import { readTold } from './told.ts';

/** Where a server tells what it measures. */
export const METRICS_PATH = '/metrics';

export const metrics: Sink = {
  name: 'metrics',
  plant: (run, text) => askOnce(run, { path: METRICS_PATH, answer: `a_count{of="${text}"} 1` }),
  async *read(run) {
    for await (const { url, answer } of readTold(run)) {
      if (answer && url === METRICS_PATH)
        yield { where: 'API metrics', bytes: Buffer.from(answer.body, 'base64') };
    }
    for (const path of listFiles(join(run.dir, 'metrics'))) yield* readParts(path);
  },
};
