import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP relay before PostgreSQL that can refuse and cut connections, fall silent, and lose the answer of a COMMIT. */
export class DatabaseGate {
  private server: Server | undefined;
  private port = 0;
  private readonly sockets = new Set<Socket>();
  private isSilent = false;
  private losesCommit: (() => void) | undefined;
  private statement = '';

  private constructor(private readonly target: URL) {}

  static async open(databaseUrl: string): Promise<DatabaseGate> {
    const gate = new DatabaseGate(new URL(databaseUrl));
    await gate.restore();
    return gate;
  }

  /** The database's address through the gate. */
  get url(): string {
    const url = new URL(this.target);
    url.port = String(this.port);
    return url.href;
  }

  /** From now on the database cannot be reached, and open connections are gone. */
  async cut(): Promise<void> {
    const closed = this.server === undefined ? Promise.resolve() : once(this.server, 'close');
    this.server?.close();
    this.server = undefined;
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await closed;
  }

  /** From now on nothing comes through, as from a server that stands still: connections stay, and further ones open. */
  silence(): void {
    this.isSilent = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** The database can be reached again, at the same address; what a silent one has got meanwhile is carried out. */
  async restore(): Promise<void> {
    this.isSilent = false;
    for (const socket of this.sockets) socket.resume();
    if (this.server !== undefined) return;
    this.server = createServer((client) => this.relay(client));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as { port: number }).port;
  }

  /** The next COMMIT of a transaction that ran the statement reaches the database; its answer does not come back. */
  loseCommitAfter(statement: string): Promise<void> {
    this.statement = statement;
    return new Promise((resolve) => (this.losesCommit = resolve));
  }

  private relay(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    let hasRun = false;
    let isMute = false;
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        client.destroy();
        // What was sent is carried out; a reset would lose it.
        server.end();
      });
    }
    client.on('data', (chunk: Buffer) => {
      server.write(chunk);
      if (this.losesCommit === undefined) return;
      hasRun ||= chunk.includes(this.statement);
      if (!hasRun || !chunk.includes('COMMIT')) return;
      isMute = true;
      const { losesCommit } = this;
      this.losesCommit = undefined;
      // The first answer says that the COMMIT has been carried out.
      server.once('data', () => {
        client.destroy();
        losesCommit();
      });
    });
    server.on('data', (chunk: Buffer) => {
      if (!isMute) client.write(chunk);
    });
    if (this.isSilent) for (const socket of [client, server]) socket.pause();
  }
}
