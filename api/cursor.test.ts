import { CreatedPosition, cursorOf, DuePosition, positionOf } from './cursor.ts';

const position = { createdAt: '2015-11-03T02:00:00.000Z', id: '0b5f6a52-6b1c-4f0a-9d3e-1c2b3a4d5e6f' };

test('a position comes back from its cursor; none means the first page', () => {
  expect(positionOf(CreatedPosition, cursorOf(position))).toEqual(position);
  expect(positionOf(CreatedPosition, undefined)).toBeNull();
  expect(cursorOf(position)).toMatch(/^[\w-]+$/);
});

const encoded = (text: string) => Buffer.from(text).toString('base64url');

test.each([
  '',
  'x',
  encoded('null'),
  encoded('[]'),
  encoded('{"createdAt":"yesterday","id":"1"}'),
  encoded(JSON.stringify({ ...position, id: 'x' })),
  encoded(JSON.stringify({ ...position, more: 1 })),
  encoded(JSON.stringify({ ...position, createdAt: '0001-01-01T00:00:00Z' })),
])('%j is refused', (cursor) => {
  expect(() => positionOf(CreatedPosition, cursor)).toThrow('cursor-invalid');
});

test('a cursor of one list is none of another', () => {
  expect(() => positionOf(DuePosition, cursorOf(position))).toThrow('cursor-invalid');
});
