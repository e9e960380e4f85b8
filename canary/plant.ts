// Proves that a sink is read: a text is put where the sink looks, the way the platform would put it there.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Canary } from './canary.ts';
import { type Run, watched } from './run.ts';
import type { Sink } from './sinks/sink.ts';

/** A server that answers one request of its own. */
const SERVER = `
import { createServer } from 'node:http';
const [path, answer] = process.argv.slice(1);
const server = createServer((_request, response) => response.end(answer)).listen(0, '127.0.0.1', async () => {
  await (await fetch('http://127.0.0.1:' + server.address().port + path)).text();
  server.closeAllConnections();
  server.close();
});`;

/** Lets a watched server be asked for a path, and answer. */
export async function askOnce(
  run: Run,
  { path, answer }: { readonly path: string; readonly answer: string },
): Promise<void> {
  const args = ['--input-type=module', '--eval', SERVER, '--', path, answer];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...watched(run) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the planted server ended with ${code}`);
}

/** A canary of its own for each sink. */
export function plantedIn(sinks: readonly Sink[]): ReadonlyMap<Sink, Canary> {
  return new Map(
    sinks.map((sink, index) => [
      sink,
      {
        kind: 'planted',
        value: `planted-canary-${String(index).padStart(2, '0')}-金丝雀`,
        owners: new Set(),
      },
    ]),
  );
}
