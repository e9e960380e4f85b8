// A small HTTP client that keeps its connections: the driver shares the machine with what it measures.
import { randomUUID } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  readonly cookie?: string;
  /** The version that was seen, for If-Match. */
  readonly version?: number;
  /** Drawn for every call that writes when left out. */
  readonly key?: string;
  readonly timeoutMs?: number;
  readonly headers?: OutgoingHttpHeaders;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface HttpClient {
  send(call: Call): Promise<HttpAnswer>;
  close(): void;
}

/** Talks to one server on loopback. */
export function createHttpClient(url: string, connections = Number.POSITIVE_INFINITY): HttpClient {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'lifo' });
  return {
    send: (call) =>
      new Promise((resolve, reject) => {
        const body = call.body === undefined ? undefined : JSON.stringify(call.body);
        const options = { agent, hostname, port, method: call.method, path: call.path };
        const asked = request({ ...options, headers: headersOf(call, body) }, (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.once('error', reject);
          response.once('end', () => {
            const text = Buffer.concat(parts).toString('utf8');
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
          });
        });
        asked.once('error', reject);
        asked.setTimeout(call.timeoutMs ?? 30_000, () => asked.destroy(new Error('no answer in time')));
        asked.end(body);
      }),
    close: () => agent.destroy(),
  };
}

function headersOf(
  { method, cookie, version, key, headers }: Call,
  body: string | undefined,
): OutgoingHttpHeaders {
  return {
    ...(body === undefined
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
    ...(cookie === undefined ? {} : { Cookie: cookie }),
    ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
    ...(method === 'GET' ? {} : { 'Idempotency-Key': key ?? randomUUID() }),
    ...headers,
  };
}
