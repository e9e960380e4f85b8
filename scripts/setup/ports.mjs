import { connect, createServer } from 'node:net';
import { SetupProblem } from './setup-problem.mjs';

export function isPortFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Below the range from which systems take the ports of outgoing connections: what is free here stays free. */
const lowest = 20_000;
const highest = 31_998;

/** As many different free ports as asked for, all held open until the last is known. */
export async function freePorts(count) {
  const servers = [];
  while (servers.length < count) {
    const server = await listenOn(lowest + Math.floor(Math.random() * (highest - lowest)));
    if (server) servers.push(server);
  }
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** The server that listens there now; undefined when somebody else does. */
function listenOn(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server));
  });
}

/** @param {{name: string, variable: string, port: number, host?: string}[]} wanted */
export async function requireFreePorts(wanted) {
  const busy = [];
  for (const entry of wanted) {
    const twin = wanted.find((other) => other !== entry && other.port === entry.port);
    if (twin)
      throw new SetupProblem(
        `${entry.variable} and ${twin.variable} are both ${entry.port}.`,
        'Give each its own port.',
      );
    if (!(await isPortFree(entry.port, entry.host))) busy.push(entry);
  }
  if (busy.length === 0) return;
  throw new SetupProblem(
    busy.map(({ name, port }) => `Port ${port} (${name}) is in use by another program.`).join('\n  '),
    `Stop that program, or choose another port, for example:\n  ${busy.map(({ variable, port }) => `${variable}=${port + 100}`).join(' ')} npm start`,
  );
}

export function canConnect({ host, port }, timeoutMs = 3000) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => finish(false));
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}
