import type { Socket } from 'node:net';

/** What an owner of connections needs to know of one. */
interface KeptConnection {
  readonly socket: Socket;
}

/** Idle connections at most: a page with resources of sixty hosts does not hold as many; the oldest makes room. */
const MOST_IDLE = 6;

/**
 * Connections and addresses that one piece of work keeps between its requests: a further request to an origin goes over
 * a connection that is idle, and a name is resolved once. Made for seconds; `close` it at the end. What comes over an
 * idle connection is no answer to anything, so it is closed.
 */
export class KeptConnections {
  private idle: readonly { readonly place: string; readonly connection: KeptConnection }[] = [];
  private readonly addresses = new Map<string, readonly string[]>();
  private isClosed = false;

  /** An idle connection, which is no longer kept; undefined when there is none. */
  take<C extends KeptConnection>(place: string): C | undefined {
    const found = this.idle.find((one) => one.place === place);
    if (found === undefined) return undefined;
    this.idle = this.idle.filter((one) => one !== found);
    const { connection } = found;
    connection.socket.off('data', destroy).off('end', destroy);
    return isUsable(connection.socket) ? (connection as C) : this.take(place);
  }

  /** Keeps a connection whose last response has been read to its end. */
  keep(place: string, connection: KeptConnection): void {
    const { socket } = connection;
    if (this.isClosed || !isUsable(socket)) return void socket.destroy();
    socket.on('data', destroy).on('end', destroy);
    const kept = [...this.idle, { place, connection }];
    for (const one of kept.slice(0, -MOST_IDLE)) one.connection.socket.destroy();
    this.idle = kept.slice(-MOST_IDLE);
  }

  /** Whether the addresses of a name are known. */
  knows(host: string): boolean {
    return this.addresses.has(host);
  }

  /** The addresses of a name, looked up at the first call; every connection checks them anew. */
  async resolve(host: string, look: () => Promise<readonly string[]>): Promise<readonly string[]> {
    const known = this.addresses.get(host);
    if (known !== undefined) return known;
    const found = await look();
    this.addresses.set(host, found);
    return found;
  }

  close(): void {
    this.isClosed = true;
    for (const { connection } of this.idle) connection.socket.destroy();
    this.idle = [];
  }
}

const isUsable = (socket: Socket): boolean =>
  !socket.destroyed && socket.readable && socket.writable && socket.readableLength === 0;

function destroy(this: Socket): void {
  this.destroy();
}
