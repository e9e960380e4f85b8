// Every sink of a run.
import { answers } from './answers.ts';
import { database } from './database.ts';
import { logs } from './logs.ts';
import { metrics } from './metrics.ts';
import { redisFile, redisKeys } from './redis.ts';
import type { Sink } from './sink.ts';
import { temporalFile, temporalHistories, temporalPayloads } from './temporal.ts';
import { urls } from './urls.ts';

/** In the order in which they are read. */
export const SINKS = [
  logs,
  temporalFile,
  temporalHistories,
  temporalPayloads,
  redisKeys,
  redisFile,
  database,
  metrics,
  urls,
  answers,
] as const satisfies readonly Sink[];
