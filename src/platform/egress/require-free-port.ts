import { once } from 'node:events';
import { createServer } from 'node:net';

/** The port cannot be listened on. */
export class PortUnusableError extends Error {
  constructor(host: string, port: number, code: string) {
    super(`Cannot listen on ${host} port ${port}: ${MEANINGS[code] ?? code}. Set PORT or HOST to another one.`);
    this.name = 'PortUnusableError';
  }
}

const MEANINGS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens there',
  EACCES: 'this user may not',
  EADDRNOTAVAIL: 'this machine does not have the address',
  ENOTFOUND: 'the host name does not exist',
};

/**
 * Listens for a moment, so that a start on a port in use ends before it has built anything. Throws `PortUnusableError`.
 */
export async function requireFreePort({ host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
  } catch (error) {
    throw new PortUnusableError(host, port, String((error as { code?: unknown }).code));
  }
}
