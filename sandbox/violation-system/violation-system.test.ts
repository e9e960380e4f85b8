// The stand-in itself: what it told before a restart it tells after it, in the same places.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createViolationSystem } from './violation-system.ts';

const KEY = 'sandbox-key';
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function ask(url: string, path: string, body?: unknown, key = KEY) {
  const answer = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-violation-system-key': key, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, text };
}

const points = (day: number) => ({
  ...({ kind: 'points', licenceNo: '412801199003071234' } as const),
  asOf: `2015-11-0${day}T00:00:00Z`,
});

test('tells the same after a restart, also what was to be overtaken', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'violations-'));
  folders.push(dataDir);
  const before = createViolationSystem({ key: KEY, dataDir });
  before.setFaults({ seed: 3, overtake: 1 });
  for (const day of [1, 2, 3]) before.note(points(day));
  before.setFaults({ seed: 3, overtake: 0 });
  before.note(points(4));
  before.setFaults({ seed: 3, overtake: 1 });
  before.note(points(5));
  before.close();
  const after = createViolationSystem({ key: KEY, dataDir });
  const server = await after.listen(0);
  const { text } = await ask(server.url, '/feed?after=0&limit=10');
  expect(JSON.parse(text)).toMatchObject({ next: 5, more: false });
  expect(after.entries()).toHaveLength(5);
  expect(after.note(points(6)).seq).toBe(6);
  await server.close();
  after.close();
});

test('control and feed want the key, and no refusal repeats what was sent', async () => {
  const system = createViolationSystem({ key: KEY, dataDir: null });
  const server = await system.listen(0);
  expect(await ask(server.url, '/feed', undefined, 'other')).toMatchObject({ status: 401 });
  expect(await ask(server.url, '/control/entries', points(1), 'other')).toMatchObject({ status: 401 });
  expect(await ask(server.url, '/control/entries', points(1))).toMatchObject({ status: 201 });
  const refused = await ask(server.url, '/control/entries', { ...points(1), asOf: 'soon' });
  expect(refused.status).toBe(400);
  expect(refused.text).not.toContain('412801199003071234');
  expect(await ask(server.url, '/feed?after=-1')).toMatchObject({ status: 400 });
  await server.close();
  system.close();
});
