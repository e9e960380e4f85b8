import { drainOrder } from './application.mjs';
import { endRecorded, readRecords } from './process-record.mjs';
import { supervise } from './processes.mjs';

/** The processes of one `npm start`: kept alive while it runs, drained in order when it stops. */
export function createPlatform({ runDir, write }) {
  const kept = new Map();
  const starting = new Set();
  let stopping;

  function report(line, details) {
    write(line);
    if (details)
      write(
        details
          .split('\n')
          .map((text) => `    ${text}`)
          .join('\n'),
      );
  }

  /** Starts a process and keeps it alive; `start` is called again whenever it ended by itself. */
  async function keep(name, start) {
    if (stopping) throw new Error('stopping');
    const begun = supervise(name, start, report);
    starting.add(begun);
    try {
      const supervised = await begun;
      kept.set(name, supervised);
      return supervised.current();
    } finally {
      starting.delete(begun);
    }
  }

  function stop() {
    stopping ??= drain();
    return stopping;
  }

  async function drain() {
    await Promise.allSettled(starting);
    for (const name of drainOrder.filter((entry) => kept.has(entry))) {
      write(`Stopping ${name}`);
      await kept.get(name).stop();
    }
  }

  /** For the impatient: no draining. PostgreSQL still ends in its own way, which loses nothing and is quick. */
  async function kill() {
    const records = readRecords(runDir).filter(({ name }) => drainOrder.includes(name));
    await Promise.all(
      records.map((record) => endRecorded(record, record.name === 'postgres' ? {} : { signal: 'SIGKILL' })),
    );
  }

  return {
    keep,
    stop,
    kill,
    current: (name) => kept.get(name)?.current(),
    isStopping: () => stopping !== undefined,
  };
}
