// Puts an application on a port and takes it off again.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens on a port, 0 for a free one. @throws the system's error when the port is taken */
export async function listen(app: Express, port: number, host = '127.0.0.1'): Promise<Listening> {
  const server = createServer(app);
  server.listen(port, host);
  await once(server, 'listening');
  return {
    url: `http://${host}:${portOf(server.address())}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}
