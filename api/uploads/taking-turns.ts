// A few at once, the others in line: what opens files must not fill the memory.
import { Refused } from '../refused.ts';

/** Runs `atOnce` tasks at a time; others wait in order, and one that would wait behind `inLine` is refused. */
export function takingTurns({ atOnce, inLine }: { readonly atOnce: number; readonly inLine: number }) {
  const line: (() => void)[] = [];
  let running = 0;
  return async <Result>(task: () => Promise<Result>): Promise<Result> => {
    if (running < atOnce) running += 1;
    else if (line.length >= inLine) throw new Refused({ code: 'temporarily-unavailable' });
    else await new Promise<void>((resolve) => line.push(resolve));
    try {
      return await task();
    } finally {
      const next = line.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
