// Loaded before anything else in every process of a run: notes what its servers are asked and answer, which addresses
// it asks for itself, and what it prints.
import { subscribe } from 'node:diagnostics_channel';
import fs, { mkdirSync, openSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const folder = process.env.CANARY_DIR;
const { writeSync } = fs;
const [, entry = 'node'] = process.argv;
const isTestRunner = /node_modules[/\\]jest/.test(entry);

if (folder) {
  watchServers(appender(join(folder, 'told', `${process.pid}.ndjson`)));
  // What tests print of a failure is nobody's log.
  if (!isTestRunner) keepOutput(appender(join(folder, 'logs', `${basename(entry)}-${process.pid}.log`)));
}

/** A file made at the first line. */
function appender(path) {
  let file;
  return (content) => {
    if (file === undefined) {
      mkdirSync(dirname(path), { recursive: true });
      file = openSync(path, 'a');
    }
    writeSync(file, content);
  };
}

function watchServers(append) {
  const note = (line) => append(`${JSON.stringify(line)}\n`);
  subscribe('http.server.request.start', ({ request, response }) => noteAnswer(note, request, response));
  subscribe('undici:request:create', ({ request }) => note({ url: `${request.origin}${request.path}` }));
  subscribe('http.client.request.start', ({ request }) => note({ url: `${request.host}${request.path}` }));
}

/** A key's own id in what a unit's system shows. */
const SHOWN_KEY = /^Bearer +yz_([0-9a-f-]{36})/i;

function noteAnswer(note, request, response) {
  const parts = [];
  const { write, end } = response;
  const { url } = request;
  let [, asker] = SHOWN_KEY.exec(request.headers.authorization ?? '') ?? [];
  const keep = (chunk, encoding) => {
    if (typeof chunk === 'string')
      parts.push(Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8'));
    else if (chunk instanceof Uint8Array) parts.push(Buffer.from(chunk));
    asker = request.session?.accountId ?? asker;
  };
  response.write = function (chunk, encoding, ...rest) {
    keep(chunk, encoding);
    return write.call(this, chunk, encoding, ...rest);
  };
  response.end = function (chunk, encoding, ...rest) {
    keep(chunk, encoding);
    return end.call(this, chunk, encoding, ...rest);
  };
  response.once('close', () =>
    note({
      url,
      method: request.method,
      status: response.statusCode,
      location: response.getHeader('location'),
      operation: response.locals?.operation,
      asker,
      body: Buffer.concat(parts).toString('base64'),
    }),
  );
}

/** Copies what goes to the standard streams, whichever way it is written. */
function keepOutput(append) {
  const isOutput = (file) => file === 1 || file === 2;
  const { write } = fs;
  fs.write = (file, ...rest) => {
    if (isOutput(file)) append(rest[0]);
    return write(file, ...rest);
  };
  fs.writeSync = (file, ...rest) => {
    if (isOutput(file)) append(rest[0]);
    return writeSync(file, ...rest);
  };
  for (const stream of [process.stdout, process.stderr]) {
    const print = stream.write;
    stream.write = function (chunk, ...rest) {
      append(chunk);
      return print.call(this, chunk, ...rest);
    };
  }
}
