// Those who want a place in the same session take turns: before its lock each of them would hold a connection, and the crowd
// of one session would keep everybody else from the database.
import { takingTurns } from './uploads/taking-turns.ts';

/** Few at once: whoever has the lock works alone anyway. The line is as long as a crowd may be (assumed). */
const TURNS = { atOnce: 3, inLine: 2_000 } as const;

/** Does a task when it is the turn of its form; one that names no session does not wait. */
export type InTurn = <Result>(
  form: { readonly session?: unknown },
  task: () => Promise<Result>,
) => Promise<Result>;

/** A line for each session, there while somebody stands in it. */
export function turnsBySession(): InTurn {
  const lines = new Map<string, { readonly take: ReturnType<typeof takingTurns>; standing: number }>();
  return async ({ session }, task) => {
    if (typeof session !== 'string') return task();
    const line = lines.get(session) ?? { take: takingTurns(TURNS), standing: 0 };
    lines.set(session, line);
    line.standing += 1;
    try {
      return await line.take(task);
    } finally {
      line.standing -= 1;
      if (line.standing === 0) lines.delete(session);
    }
  };
}
