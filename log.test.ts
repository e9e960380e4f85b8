// Personal data is fed into the log in every way a caller could think of; none of it comes out, and what helps does.
import { Writable } from 'node:stream';
import { pinoHttp } from 'pino-http';
import { aboutError, createLog, wordless } from './log.ts';

const PERSONAL = ['13812341234', '41170219900307123X', '张三丰', '驿城区解放路1号', 'zhang@example.cn'];
const ALL = PERSONAL.join(' ');

function logged() {
  const lines: string[] = [];
  const destination = new Writable({
    write: (line, _encoding, done) => {
      lines.push(String(line));
      done();
    },
  });
  const text = () => lines.join('');
  return {
    logger: createLog('test', 'trace', destination),
    text,
    last: () => JSON.parse(lines.at(-1) ?? '{}'),
  };
}

function brokenBy(text: string): Error {
  const cause = new RangeError(`cause of ${text}`);
  const error = new TypeError(`Key (mobile)=(${text}) already exists\n    at ${text} (x)`, { cause });
  return Object.assign(error, { code: '23505', detail: text, meta: { values: [text] } });
}

const error = brokenBy(ALL);

test.each<[string, (log: ReturnType<typeof logged>['logger']) => void]>([
  ['an error alone', (log) => log.error(error)],
  ['an error with words', (log) => log.error(error, `failed for ${ALL}`)],
  ['an error as a member', (log) => log.warn({ err: error }, 'failed')],
  ['an error under another name', (log) => log.warn({ error, reason: error.message }, 'failed')],
  ['words', (log) => log.info(`looked up ${ALL}`)],
  ['words with values', (log) => log.info('looked up %s for %o', PERSONAL[0], { name: PERSONAL[2] })],
  [
    'members nobody knows',
    (log) => log.info({ mobile: PERSONAL[0], form: { address: PERSONAL[3] } }, 'saved'),
  ],
  [
    'known members with unknown content',
    (log) => log.info({ kind: ALL, stack: ALL, cause: { name: ALL } }, 'x'),
  ],
  ['a row', (log) => log.debug({ id: 1, name: PERSONAL[2], idDocNo: PERSONAL[1] })],
  ['a value instead of an object', (log) => log.info(PERSONAL as unknown as object, 'x')],
])('%s', (_, log) => {
  const { logger, text } = logged();
  log(logger);
  expect(text()).not.toBe('');
  for (const personal of PERSONAL) expect(text()).not.toContain(personal);
});

test('neither address, headers nor body of a request', () => {
  const { logger, text } = logged();
  const serializers = { req: ({ id, method }: { id: string; method: string }) => ({ id, method }) };
  const handle = pinoHttp({ logger, autoLogging: false, serializers });
  const request = { method: 'POST', url: `/x?q=${ALL}`, headers: { cookie: ALL }, body: { mobile: ALL } };
  handle(request as never, new Writable() as never, () => {});
  (request as unknown as { log: typeof logger }).log.error(error, 'failed');
  expect(text()).toContain('"method":"POST"');
  for (const personal of PERSONAL) expect(text()).not.toContain(personal);
});

test('what helps to find a fault is there', () => {
  const { logger, last } = logged();
  logger.error(
    { requestId: '0190c1a2-7d00-7000-8000-012345678901', err: error, mobile: ALL },
    'request failed',
  );
  expect(last()).toMatchObject({
    ...{ name: 'test', msg: 'request failed', requestId: '0190c1a2-7d00-7000-8000-012345678901' },
    ...{ kind: 'TypeError', code: '23505', cause: 'RangeError', leftOut: 1 },
  });
  expect(last().stack).toMatch(/brokenBy .*log\.test\.ts:\d+/);
  logger.info({ port: 3000, pokes: 2, count: 37, rule: 'drafts' }, 'listening on http://127.0.0.1:3000');
  expect(last()).toMatchObject({ port: 3000, pokes: 2, count: 37, rule: 'drafts' });
  expect(last().msg).toBe('listening on http://127.0.0.1:3000');
});

test('an error that others keep has no words', () => {
  const bare = wordless(error);
  expect(bare.message).toBe('TypeError');
  for (const personal of PERSONAL) expect(`${bare.stack} ${JSON.stringify(bare)}`).not.toContain(personal);
  expect(wordless(ALL).message).toBe('string');
  expect(aboutError(undefined)).toEqual({ kind: 'undefined' });
});
