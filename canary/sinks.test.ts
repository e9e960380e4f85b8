// Every sink is read: what is put there the way the platform would put it is found there, by real servers' means.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startThrowaway, type Throwaway } from '../scripts/setup/servers.mjs';
import type { Canary } from './canary.ts';
import { askOnce, plantedIn } from './plant.ts';
import { openRun, type Run } from './run.ts';
import { createScanner } from './scan.ts';
import { answers, mayBeTold } from './sinks/answers.ts';
import { SINKS } from './sinks/index.ts';
import { sweep } from './sweep.ts';

let servers: Throwaway;
let run: Run;

beforeAll(async () => {
  servers = await startThrowaway({ durable: true });
  run = openRun(servers.env);
}, 120_000);
afterAll(() => servers?.close());

const planted = plantedIn(SINKS);
const scanner = createScanner([...planted.values()]);

test.each([...planted].map(([sink, canary]) => [sink.name, sink, canary] as const))(
  'what is planted in %s is found there, and only once it is',
  async (_, sink, canary) => {
    expect((await sweep(run, sink, scanner, canary)).foundPlanted).toBe(false);
    await sink.plant(run, canary.value);
    const swept = await sweep(run, sink, scanner, canary);
    expect(swept).toMatchObject({ foundPlanted: true, finds: [] });
    expect(swept.bytes).toBeGreaterThan(canary.value.length);
  },
);

const NAME: Canary = { kind: 'name', value: '澹台珂琅', owners: new Set(['owner']) };

test('what somebody else is told is a find, with where it was and everything starred out', async () => {
  await askOnce(run, { path: '/api/v1/of-somebody', answer: `{"name":"${NAME.value}"}` });
  const [canary = NAME] = planted.values();
  const { finds } = await sweep(run, answers, createScanner([NAME]), canary);
  expect(finds).toEqual([
    {
      canary: NAME,
      encoding: 'as it is',
      where: 'GET elsewhere 200 to somebody not signed in',
      excerpt: '{"name":"****"}',
    },
  ]);
});

test('the owner may be told, others may not', () => {
  expect(mayBeTold({ asker: 'owner', operation: 'readApplication' }, NAME)).toBe(true);
  expect(mayBeTold({ asker: 'other', operation: 'readApplication' }, NAME)).toBe(false);
  expect(mayBeTold({ operation: 'readApplication' }, NAME)).toBe(false);
  expect(mayBeTold({ asker: 'other', operation: 'discloseApplication' }, NAME)).toBe(true);
});

test('a value across the border of two parts of a file is found once', async () => {
  const [logs] = SINKS;
  const [canary = NAME] = planted.values();
  const text = Buffer.alloc((8 << 20) + 100, '.');
  text.write(NAME.value, (8 << 20) - 5);
  writeFileSync(join(run.dir, 'logs', 'long.log'), text);
  const { finds } = await sweep(run, logs, createScanner([NAME]), canary);
  expect(finds.map(({ canary: { value } }) => value)).toEqual([NAME.value]);
});
