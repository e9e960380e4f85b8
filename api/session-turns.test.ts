import { turnsBySession } from './session-turns.ts';

test('three of a session at once, and another session beside them', async () => {
  const inTurn = turnsBySession();
  const began: string[] = [];
  const ends: (() => void)[] = [];
  const task = (session: string, name: string) =>
    inTurn({ session }, async () => {
      began.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
      return name;
    });
  const tasks = [...['a1', 'a2', 'a3', 'a4'].map((name) => task('a', name)), task('b', 'b1')];
  await Promise.resolve();
  expect(began).toEqual(['a1', 'a2', 'a3', 'b1']);
  ends[0]?.();
  expect(await tasks[0]).toBe('a1');
  await Promise.resolve();
  expect(began).toEqual(['a1', 'a2', 'a3', 'b1', 'a4']);
  for (const end of ends) end();
  expect(await Promise.all(tasks)).toEqual(['a1', 'a2', 'a3', 'a4', 'b1']);
});

test('one that fails gives its turn on, and a line that is over is forgotten', async () => {
  const inTurn = turnsBySession();
  const failing = inTurn({ session: 'a' }, () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  expect(await inTurn({ session: 'a' }, () => Promise.resolve('done'))).toBe('done');
});

test('what names no session waits for nobody', async () => {
  const inTurn = turnsBySession();
  const never = () => new Promise<never>(() => undefined);
  for (let n = 0; n < 4; n += 1) void inTurn({}, never);
  expect(await inTurn({}, () => Promise.resolve('done'))).toBe('done');
});
