// What servers within another program say: nothing, or everything into the file that LOG_FILE names.
import { type Logger, pino } from 'pino';

/** Silent unless LOG_FILE is set. */
export function inProcessLog(): Logger {
  const { LOG_FILE } = process.env;
  if (LOG_FILE === undefined) return pino({ level: 'silent' });
  return pino({ level: 'trace' }, pino.destination({ dest: LOG_FILE, sync: true, append: true }));
}
