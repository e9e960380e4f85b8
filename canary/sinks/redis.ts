// What Redis holds at the end, and every write it took: its append-only file keeps even what was deleted since.
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { Run } from '../run.ts';
import { listFiles, readParts, type Sink } from './sink.ts';

async function withRedis<T>({ redisUrl }: Run, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(redisUrl);
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}

/** How the content of each type is asked for, whole. */
const READ: Readonly<Record<string, (redis: Redis, key: string) => Promise<unknown>>> = {
  string: (redis, key) => redis.get(key),
  hash: (redis, key) => redis.hgetall(key),
  list: (redis, key) => redis.lrange(key, 0, -1),
  set: (redis, key) => redis.smembers(key),
  zset: (redis, key) => redis.zrange(key, '0', '-1'),
  stream: (redis, key) => redis.xrange(key, '-', '+'),
};

async function contentOf(redis: Redis, key: string): Promise<Buffer> {
  const type = await redis.type(key);
  const read = READ[type];
  if (read === undefined) throw new Error(`Redis holds a ${type}, which nobody here can read`);
  return Buffer.from(`${key}\n${textOf(await read(redis, key))}`);
}

/** Every text in an answer, a line each. */
function textOf(content: unknown): string {
  if (typeof content !== 'object' || content === null) return String(content);
  return Object.entries(content)
    .map(([name, part]) => `${name}\n${textOf(part)}`)
    .join('\n');
}

export const redisKeys: Sink = {
  name: 'Redis, keys and values',
  plant: (run, text) => withRedis(run, async (redis) => void (await redis.hset('planted', 'field', text))),
  async *read(run) {
    const redis = new Redis(run.redisUrl);
    try {
      let cursor = '0';
      do {
        const [next, keys] = await redis.scan(cursor, 'COUNT', 500);
        cursor = next;
        for (const key of keys) yield { where: key, bytes: await contentOf(redis, key) };
      } while (cursor !== '0');
    } finally {
      redis.disconnect();
    }
  },
};

export const redisFile: Sink = {
  name: 'Redis, all writes',
  plant: (run, text) =>
    withRedis(run, async (redis) => {
      await redis.set('planted-and-deleted', text);
      await redis.del('planted-and-deleted');
    }),
  async *read({ scratchDir }) {
    const files = listFiles(join(scratchDir, 'redis')).filter((path) => /\.(aof|rdb)$/.test(path));
    for (const path of files) yield* readParts(path);
  },
};
