// Payloads sealed and opened: every kind comes back as it was, keys rotate, and nothing that was touched is taken for true.
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { createPayloadCodec, findOpened, payloadCodecOf } from './payload-codec.ts';
import { SealBroken } from './vault.ts';

const key = (id: string, byte: number) => ({ id, key: Buffer.alloc(32, byte) });
const OLD = key('k1', 1);
const NEW = key('k2', 2);
const codec = createPayloadCodec([OLD]);

const payloadOf = (value: unknown): Payload => {
  const payload = defaultPayloadConverter.toPayload(value);
  if (payload === undefined) throw new Error('no payload of this value');
  return payload;
};
const readOf = (payload: Payload | undefined): unknown =>
  payload && defaultPayloadConverter.fromPayload(payload);
const sealed = async (value: unknown, by = codec): Promise<Payload> => {
  const [payload] = await by.encode([payloadOf(value)]);
  if (payload === undefined) throw new Error('nothing was sealed');
  return payload;
};
const opened = async (payload: Payload, by = codec) => readOf((await by.decode([payload]))[0]);
const metadataOf = ({ metadata }: Payload) =>
  Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
  );

test.each([
  ['a text', '澹台珂琅'],
  ['an object', { seq: 3, stage: 'acceptance', effects: [] }],
  ['nothing', undefined],
  ['null', null],
  ['bytes', new Uint8Array([0, 1, 255])],
  ['no bytes', new Uint8Array()],
])('%s comes back as it was', async (_, value) => {
  expect(await opened(await sealed(value))).toEqual(value);
});

test('several keep their order, and none stay none', async () => {
  const values = ['one', { two: 2 }, null];
  const back = await codec.decode(await codec.encode(values.map(payloadOf)));
  expect(back.map(readOf)).toEqual(values);
  expect(await codec.encode([])).toEqual([]);
});

test('nothing of the value or of its own metadata is to be seen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 6 }), async (text) => {
      const payload = await sealed(text);
      expect(metadataOf(payload)).toEqual({ encoding: 'binary/encrypted', 'encryption-key-id': 'k1' });
      expect(Buffer.from(payload.data ?? []).includes(Buffer.from(text))).toBe(false);
      expect(await opened(payload)).toBe(text);
    }),
    { numRuns: 50 },
  );
});

test('the same value is never sealed to the same bytes', async () => {
  const [one, other] = [await sealed('twice'), await sealed('twice')];
  expect(Buffer.from(one.data ?? [])).not.toEqual(Buffer.from(other.data ?? []));
});

test('what was never sealed is decoded to itself: histories older than the codec stay readable', async () => {
  const plain = payloadOf({ for: 'an old history' });
  expect(await codec.decode([plain])).toEqual([plain]);
});

describe('rotation', () => {
  const rotated = createPayloadCodec([NEW, OLD]);

  test('the newest key seals, every key opens', async () => {
    const before = await sealed('before');
    const after = await sealed('after', rotated);
    expect(metadataOf(after)['encryption-key-id']).toBe('k2');
    expect(await opened(before, rotated)).toBe('before');
    expect(await opened(after, rotated)).toBe('after');
  });

  test('under a key that is gone nothing is opened', async () => {
    const after = await sealed('after', rotated);
    await expect(codec.decode([after])).rejects.toThrow(SealBroken);
    await expect(createPayloadCodec([key('k2', 9)]).decode([after])).rejects.toThrow(SealBroken);
  });
});

test('no byte of what is sealed can be changed, nor the end be cut off', async () => {
  const payload = await sealed({ seq: 1 });
  const data = Buffer.from(payload.data ?? []);
  for (let at = 0; at < data.length; at += 1) {
    const changed = Buffer.from(data);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await expect(codec.decode([{ ...payload, data: changed }])).rejects.toThrow(SealBroken);
    await expect(codec.decode([{ ...payload, data: data.subarray(0, at) }])).rejects.toThrow(SealBroken);
  }
  await expect(codec.decode([{ metadata: payload.metadata ?? {} }])).rejects.toThrow(SealBroken);
});

describe('for operators, in base64', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const textOf = ({ metadata, data }: Payload) => ({
    metadata: Object.fromEntries(
      Object.entries(metadata ?? {}).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]),
    ),
    data: Buffer.from(data ?? []).toString('base64'),
  });

  test('a sealed payload is opened', async () => {
    expect(await findOpened(codec, textOf(await sealed('Hello')))).toEqual({
      metadata: { encoding: base64('json/plain') },
      data: base64('"Hello"'),
    });
  });

  test.each([
    ['one that is not sealed', { metadata: { encoding: base64('json/plain') }, data: base64('"Hello"') }],
    ['one under another key', { metadata: { encoding: base64('binary/encrypted') }, data: base64('?') }],
    ['one without anything', { metadata: {} }],
    ['one that is no base64', { metadata: { encoding: '%%%' }, data: '%' }],
  ])('%s is not', async (_, payload) => expect(await findOpened(codec, payload)).toBeUndefined());
});

test.each([
  ['no key', ''],
  ['a short key', 'k1:AAAA'],
  ['a key without a name', `:${Buffer.alloc(32).toString('base64url')}`],
])('%s is refused', (_, text) => expect(() => payloadCodecOf({ PAYLOAD_KEYS: text })).toThrow(/key/));
