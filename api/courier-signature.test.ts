import { createHmac } from 'node:crypto';
import { verifyCourierSignature } from './courier-signature.ts';

const timestamp = '2015-11-03T02:00:00.000Z';
const now = new Date(timestamp);
const later = (ms: number) => new Date(now.getTime() + ms);
const rawBody = new TextEncoder().encode('{"report":"delivered"}');
const signature = createHmac('sha256', 'secret').update(`${timestamp}.`).update(rawBody).digest('hex');
const genuine = { secret: 'secret', timestamp, rawBody, signature, now };

test('the courier’s own and recent', () => {
  expect(verifyCourierSignature(genuine)).toBe(true);
  expect(verifyCourierSignature({ ...genuine, now: later(300_000) })).toBe(true);
  expect(verifyCourierSignature({ ...genuine, now: later(-300_000) })).toBe(true);
});

test.each([
  ['another secret', { secret: 'guess' }],
  ['another body', { rawBody: new TextEncoder().encode('{"report":"lost"}') }],
  ['another time', { timestamp: '2015-11-03T02:00:01.000Z' }],
  ['too late', { now: later(300_001) }],
  ['too early', { now: later(-300_001) }],
  ['a shortened signature', { signature: signature.slice(0, 62) }],
  ['no signature', { signature: '' }],
  ['no signature at all', { signature: undefined }],
  ['no hex', { signature: 'z'.repeat(64) }],
  ['no time', { timestamp: '' }],
  ['no time at all', { timestamp: undefined }],
  ['a time without meaning', { timestamp: 'soon' }],
])('%s is refused', (_, change) => {
  expect(verifyCourierSignature({ ...genuine, ...change })).toBe(false);
});
