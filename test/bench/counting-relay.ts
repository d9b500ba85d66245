import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What has gone through the relay. */
export interface Carried {
  /** Statements that the client has sent, BEGIN and COMMIT included. */
  readonly statements: number;
  /** Packets in which it has sent them: those sent without waiting for a reply share one. */
  readonly packets: number;
  readonly sent: number;
  readonly received: number;
}

/** A TCP relay before a PostgreSQL server that counts what a client sends and gets. */
export class CountingRelay {
  private readonly sockets = new Set<Socket>();
  private readonly counted = { statements: 0, packets: 0, sent: 0, received: 0 };

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async open(databaseUrl: string): Promise<CountingRelay> {
    const server = createServer();
    const relay = new CountingRelay(server, new URL(databaseUrl));
    server.on('connection', (client) => relay.carry(client));
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

  get carried(): Carried {
    return { ...this.counted };
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private carry(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    const messages = new Messages();
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
    client.on('data', (chunk) => {
      const statements = messages.statementsOf(chunk);
      this.counted.statements += statements;
      this.counted.packets += statements > 0 ? 1 : 0;
      this.counted.sent += chunk.length;
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      this.counted.received += chunk.length;
      client.write(chunk);
    });
  }
}

/** Reads the messages of one client: a type of one byte, but for the first, and a length that counts itself. */
class Messages {
  private isFirst = true;
  private head: number[] = [];
  private left = 0;

  /** Statements whose message begins in the chunk: a query, or the values of a prepared one. */
  statementsOf(chunk: Buffer): number {
    let statements = 0;
    for (let at = 0; at < chunk.length;) {
      if (this.left > 0) {
        const passed = Math.min(this.left, chunk.length - at);
        this.left -= passed;
        at += passed;
        continue;
      }
      this.head.push(chunk.readUInt8(at));
      at += 1;
      if (this.head.length < (this.isFirst ? 4 : 5)) continue;
      const type = this.isFirst ? '' : String.fromCharCode(this.head[0] ?? 0);
      if (type === 'Q' || type === 'B') statements += 1;
      this.left = Buffer.from(this.head).readUInt32BE(this.head.length - 4) - 4;
      this.head = [];
      this.isFirst = false;
    }
    return statements;
  }
}
