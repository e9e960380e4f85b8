import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

const everyMs = 300;

/** Shows on the terminal what the processes write to their logs from now on. */
export function followLogs(logDir, write = (line) => process.stdout.write(`${line}\n`)) {
  const shown = new Map(logsIn(logDir).map((name) => [name, sizeOf(logDir, name)]));
  const timer = setInterval(() => {
    for (const name of logsIn(logDir)) {
      const from = shown.get(name) ?? 0;
      const size = sizeOf(logDir, name);
      shown.set(name, size);
      if (size > from) showLines(logDir, name, from, size, write);
    }
  }, everyMs);
  timer.unref();
}

function showLines(logDir, name, from, to, write) {
  const descriptor = openSync(join(logDir, name), 'r');
  const buffer = Buffer.alloc(to - from);
  readSync(descriptor, buffer, 0, buffer.length, from);
  closeSync(descriptor);
  const label = name.replace('.log', '').padEnd(8);
  for (const line of buffer.toString('utf8').trimEnd().split('\n')) write(`${label} | ${line}`);
}

function logsIn(logDir) {
  return readdirSync(logDir).filter((name) => name.endsWith('.log'));
}

function sizeOf(logDir, name) {
  return statSync(join(logDir, name)).size;
}
