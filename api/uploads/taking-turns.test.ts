import { Refused } from '../refused.ts';
import { takingTurns } from './taking-turns.ts';

test('as many as may run at once, the others in order, and no one behind a full line', async () => {
  const inTurn = takingTurns({ atOnce: 2, inLine: 2 });
  const began: number[] = [];
  const ends: (() => void)[] = [];
  const task = (id: number) =>
    inTurn(async () => {
      began.push(id);
      await new Promise<void>((resolve) => ends.push(resolve));
      return id;
    });
  const tasks = [task(1), task(2), task(3), task(4)];
  await expect(task(5)).rejects.toThrow(Refused);
  expect(began).toEqual([1, 2]);
  ends[1]?.();
  expect(await tasks[1]).toBe(2);
  expect(began).toEqual([1, 2, 3]);
  ends[0]?.();
  expect(await tasks[0]).toBe(1);
  expect(began).toEqual([1, 2, 3, 4]);
  ends[2]?.();
  ends[3]?.();
  expect(await Promise.all(tasks)).toEqual([1, 2, 3, 4]);
});

test('a task that fails gives its turn on', async () => {
  const inTurn = takingTurns({ atOnce: 1, inLine: 1 });
  const failing = inTurn(() => Promise.reject(new Error('broken')));
  const next = inTurn(() => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
});
