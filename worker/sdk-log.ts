// What Temporal's SDK says of failing activities goes through the process's own log: its messages may quote what was handled.
import { DefaultLogger, type LogLevel } from '@temporalio/worker';
import type { Logger } from 'pino';

const LEVELS = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
} as const satisfies Record<LogLevel, string>;

/** The SDK's logger, from warnings on. */
export function sdkLogger(logger: Logger): DefaultLogger {
  return new DefaultLogger('WARN', ({ level, message, meta = {} }) => {
    const { error, ...rest } = meta;
    logger[LEVELS[level]](error === undefined ? rest : { ...rest, err: error }, message);
  });
}
