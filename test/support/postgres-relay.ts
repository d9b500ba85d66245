import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * What becomes of the server's answers after a client has sent the text `after`, and before it `marker` if there is
 * one: they never come, or another answer comes instead.
 */
export type Fault = { readonly after: string; readonly marker?: string } & (
  { readonly silence: true } | { readonly answer: Buffer }
);

/** A TCP relay before a PostgreSQL server that can fall silent, or answer in its place, at a chosen moment. */
export class PostgresRelay {
  private readonly sockets = new Set<Socket>();
  /** Acts once, on the first connection that sends the text. */
  fault: Fault | undefined;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async open(databaseUrl: string): Promise<PostgresRelay> {
    const server = createServer();
    const relay = new PostgresRelay(server, new URL(databaseUrl));
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

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private carry(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    let isSilent = false;
    let isMarked = false;
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
    client.on('data', (chunk) => {
      const { fault } = this;
      isMarked ||= fault !== undefined && (fault.marker === undefined || chunk.includes(fault.marker));
      if (fault !== undefined && isMarked && chunk.includes(fault.after)) {
        this.fault = undefined;
        isSilent = true;
        if ('answer' in fault) server.once('data', () => client.end(fault.answer));
      }
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      if (!isSilent) client.write(chunk);
    });
  }
}

/** An ErrorResponse of the server's protocol. */
export function errorResponse(severity: string, code: string, message: string): Buffer {
  const fields = Buffer.from(`S${severity}\0V${severity}\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
