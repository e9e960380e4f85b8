import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSms } from './sms.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startSms(dataDir: string | null) {
  const sms = createSms({ dataDir });
  const server = await sms.listen(0);
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await server.close();
    isClosed = true;
  };
  closing.push(close);
  const send = (body: unknown) =>
    fetch(`${server.url}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { ...sms, url: server.url, close, send };
}

const MESSAGE = { to: '13839612345', template: 'accepted', params: { number: '1' }, key: 'notice-1' };

test('a key is sent once, whatever happens to the answer', async () => {
  const { send, messages } = await startSms(null);
  const first = await send(MESSAGE);
  const again = await send(MESSAGE);
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(await again.json()).toEqual(await first.json());
  expect(messages()).toMatchObject([{ ...MESSAGE }]);
});

test('shows what it was given, by number too', async () => {
  const { send, url } = await startSms(null);
  await send(MESSAGE);
  await send({ ...MESSAGE, to: '13939600000', key: 'notice-2' });
  const all = await (await fetch(`${url}/messages`)).json();
  const one = await (await fetch(`${url}/messages?to=13939600000`)).json();
  expect(all).toMatchObject({ messages: [{ key: 'notice-1' }, { key: 'notice-2' }] });
  expect(one).toMatchObject({ messages: [{ key: 'notice-2' }] });
});

test('refuses what is not a message', async () => {
  const { send } = await startSms(null);
  expect((await send({ ...MESSAGE, to: '12' })).status).toBe(400);
});

test('remembers after a restart, a line cut short left aside', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sms-'));
  closing.push(() => rm(dataDir, { recursive: true }));
  const before = await startSms(dataDir);
  await before.send(MESSAGE);
  await before.close();
  const file = join(dataDir, 'sms', 'ledger.jsonl');
  await appendFile(file, '{"to":"138');
  const after = await startSms(dataDir);
  expect(after.messages()).toMatchObject([{ key: 'notice-1' }]);
  await after.send({ ...MESSAGE, key: 'notice-2' });
  expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(2);
});
