import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP relay before a PostgreSQL server. A subclass says what passes; opened by its own `open`. */
export abstract class DatabaseRelay {
  private readonly sockets = new Set<Socket>();

  constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async open<Relay extends DatabaseRelay>(
    this: new (server: Server, target: URL) => Relay,
    databaseUrl: string,
  ): Promise<Relay> {
    const server = createServer();
    const relay = new this(server, new URL(databaseUrl));
    server.on('connection', (client) => relay.join(client));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return relay;
  }

  /** The database's address through the relay. */
  get url(): string {
    const url = new URL(this.target);
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  /** Carries the data of a connection both ways. */
  protected abstract carry(client: Socket, server: Socket): void;

  /** Connects a client to the server: both end together. */
  private join(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from);
      from.setNoDelay();
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
    this.carry(client, server);
  }
}
