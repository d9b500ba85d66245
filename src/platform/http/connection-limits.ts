import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How many connections a process takes, and how long a new one may be silent. */
interface ConnectionLimits {
  readonly connections: number;
  /** Milliseconds until the first byte. */
  readonly firstByteMs: number;
}

/**
 * Bounds the connections of a server: more are closed at once, and one that sends no byte in time is closed too. What a
 * connection does after its first byte is bounded by the timeouts of its requests.
 */
export function limitConnections(server: Server, { connections, firstByteMs }: ConnectionLimits): void {
  server.maxConnections = connections;
  server.on('connection', (socket: Socket) => {
    const timer = setTimeout(() => {
      if (socket.bytesRead === 0) socket.destroy();
    }, firstByteMs).unref();
    socket.once('close', () => clearTimeout(timer));
  });
}
