import { mkdirSync } from 'node:fs';
import { connect } from 'node:http2';
import { join } from 'node:path';
import { findBinary } from './binaries.mjs';
import { freePorts } from './ports.mjs';
import { launch, waitUntilReady } from './processes.mjs';

export const searchAttributes = ['Stage=Keyword', 'Service=Keyword'];

/**
 * Starts the development server on 127.0.0.1; what it knows is kept in dataDir/temporal.db. Its pages have payloads opened
 * below `codecEndpoint`.
 */
export async function startTemporal({
  dataDir,
  port,
  uiPort,
  headless = uiPort === undefined,
  codecEndpoint,
  namespace = 'default',
  runDir,
  logFile = join(dataDir, 'temporal.log'),
}) {
  const command = await findBinary('temporal');
  mkdirSync(dataDir, { recursive: true });
  const listenPort = port ?? (await freePorts(1))[0];
  const address = `127.0.0.1:${listenPort}`;
  const args = [
    'server',
    'start-dev',
    '--db-filename',
    join(dataDir, 'temporal.db'),
    '--ip',
    '127.0.0.1',
    '--port',
    String(listenPort),
    ...(headless ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...(codecEndpoint ? ['--ui-codec-endpoint', codecEndpoint] : []),
    '--namespace',
    namespace,
    '--log-level',
    'warn',
    ...searchAttributes.flatMap((attribute) => ['--search-attribute', attribute]),
  ];
  const temporal = await launch({
    yielding: true,
    name: 'temporal',
    command,
    args,
    env: { PATH: process.env.PATH, HOME: dataDir, TZ: 'UTC' },
    cwd: dataDir,
    logFile,
    runDir,
    details: { port: listenPort, address, dataDir },
  });
  await waitUntilReady(temporal, () => answersFor(address, namespace));
  return { ...temporal, port: listenPort, address, dataDir };
}

/** Asks for the namespace by a hand-made gRPC call: no client is installed yet when the servers start. */
export function answersFor(address, namespace) {
  return new Promise((resolve) => {
    const session = connect(`http://${address}`);
    const finish = (answer) => {
      session.destroy();
      resolve(answer);
    };
    session.setTimeout(2000, () => finish(false));
    session.once('error', () => finish(false));
    const call = session.request({
      ':method': 'POST',
      ':path': '/temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    let status;
    call.on('response', (headers) => {
      status = headers['grpc-status'];
    });
    call.on('trailers', (headers) => {
      status = headers['grpc-status'];
    });
    call.once('error', () => finish(false));
    call.once('close', () => finish(status === '0'));
    call.resume();
    call.end(describeNamespace(namespace));
  });
}

// One gRPC frame: no compression, length, then protobuf field 1 (the namespace's name).
function describeNamespace(namespace) {
  const name = Buffer.from(namespace);
  const message = Buffer.concat([Buffer.from([0x0a, name.length]), name]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}
