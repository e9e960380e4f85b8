import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { findBinary } from './binaries.mjs';
import { localPassword } from './local-password.mjs';
import { freePorts } from './ports.mjs';
import { launch, waitUntilReady } from './processes.mjs';

/** Starts Redis on 127.0.0.1 with its append-only file in dataDir. BullMQ needs `noeviction`. */
export async function startRedis({
  dataDir,
  port,
  durable = true,
  runDir,
  logFile = join(dataDir, 'redis.log'),
}) {
  const command = await findBinary('redis');
  mkdirSync(dataDir, { recursive: true });
  const password = localPassword(dataDir);
  const listenPort = port ?? (await freePorts(1))[0];
  const configuration = [
    'bind 127.0.0.1',
    `port ${listenPort}`,
    `dir "${dataDir}"`,
    `requirepass ${password}`,
    `appendonly ${durable ? 'yes' : 'no'}`,
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize no',
  ];
  const file = join(dataDir, 'redis.conf');
  writeFileSync(file, `${configuration.join('\n')}\n`, { mode: 0o600 });

  const url = `redis://:${password}@127.0.0.1:${listenPort}`;
  const redis = await launch({
    name: 'redis',
    command,
    args: [file],
    env: { PATH: process.env.PATH, TZ: 'UTC' },
    cwd: dataDir,
    logFile,
    runDir,
    details: { port: listenPort, url, dataDir },
  });
  await waitUntilReady(redis, () => answersPing(listenPort, password));
  return { ...redis, port: listenPort, url, dataDir };
}

function answersPing(port, password) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    let reply = '';
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', (chunk) => {
      reply += chunk;
      if (reply.includes('+PONG')) finish(true);
      else if (reply.includes('-LOADING')) finish(false);
    });
    socket.setTimeout(1000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
  });
}
