// How every process logs. A net under the rule that nothing personal is logged: only known members stand in a line, an error
// is its kind and where it happened, never its message, and numbers, addresses and Chinese text are struck out of words.
import { types } from 'node:util';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

/** Members a line may have: counts, and names of our own. */
const MEMBERS: readonly string[] = [
  ...['kind', 'code', 'stack', 'cause', 'port', 'pokes', 'count', 'rule', 'position', 'at', 'attempt'],
  ...['activityType', 'workflowType', 'taskQueue', 'sdkComponent'],
];

/** Ids and digests, in which a row of digits may come about by chance. */
const OPAQUE: readonly string[] = ['requestId', 'workflowId', 'runId', 'digest'];

/** Eleven digits are a mobile, fifteen or eighteen an identity number. Our own sentences are English. */
const PERSONAL = /\d{11,}[\dXx]?|[^\s@]+@[^\s@]+\.[^\s@]+|\p{Script=Han}+/gu;

/** Words without what could be somebody's number or e-mail address, or Chinese text. */
export function withoutNumbers(words: string): string {
  return words.replace(PERSONAL, '…');
}

/** What may be told of an error: its class, its code, its frames, and the same of its cause. Messages quote values. */
export function aboutError(error: unknown): Readonly<Record<string, unknown>> {
  if (!types.isNativeError(error)) return { kind: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return {
    kind: withoutNumbers(error.name),
    ...(/^[A-Z0-9_]{1,40}$/.test(code) ? { code } : {}),
    stack: framesOf(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: kindOf(error.cause) }),
  };
}

const kindOf = (error: unknown) => (types.isNativeError(error) ? withoutNumbers(error.name) : typeof error);

/** An error for others to keep: the same kind and frames, without its words. */
export function wordless(error: unknown): Error {
  const { kind, stack = '' } = aboutError(error);
  const bare = new Error(String(kind));
  bare.stack = `${String(kind)}\n${String(stack)}`;
  return bare;
}

/** A message of several lines may itself look like a frame: only frames with a place count. */
function framesOf(stack: string): string {
  const frames = stack.split('\n').filter((line) => /^\s+at .*[:(/].*:\d+\)?$/.test(line));
  return frames.map(withoutNumbers).join('\n');
}

const OPTIONS = {
  formatters: { log: knownMembers },
  serializers: { err: aboutError },
  hooks: {
    logMethod(args, method) {
      const [first, second]: readonly unknown[] = args;
      const words = typeof second === 'string' ? withoutNumbers(second) : undefined;
      if (typeof first === 'string') method.call(this, withoutNumbers(first));
      else if (types.isNativeError(first)) method.call(this, aboutError(first), words ?? 'error');
      else method.call(this, Object(first), words);
    },
  },
} as const satisfies LoggerOptions;

function knownMembers(line: Record<string, unknown>): Record<string, unknown> {
  const { err, ...rest } = line;
  const told = Object.entries(err === undefined ? rest : { ...rest, ...aboutError(err) });
  const known = told.flatMap(([name, value]) => {
    if (typeof value === 'object' || typeof value === 'function') return [];
    if (OPAQUE.includes(name)) return [[name, value]];
    return MEMBERS.includes(name) ? [[name, typeof value === 'string' ? withoutNumbers(value) : value]] : [];
  });
  const leftOut = told.length - known.length;
  return { ...Object.fromEntries(known), ...(leftOut === 0 ? {} : { leftOut }) };
}

/** The log of a process, to standard output unless told otherwise. */
export function createLog(name: string, level: string, destination?: DestinationStream): Logger {
  const options = { ...OPTIONS, name, level };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Last words of a process that breaks: without this, Node prints the error's message. */
export function logCrashes(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.fatal(aboutError(error), 'the process breaks off');
    process.exit(1);
  });
}
