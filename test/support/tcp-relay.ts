import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP relay before a service that loses connections, or answers in its place, at a chosen moment. */
export class TcpRelay {
  private readonly sockets = new Set<Socket>();
  private readonly answers: string[] = [];
  private bytesUntilCut = Infinity;
  private isDropping = false;
  /** Connections that clients have made. */
  connections = 0;

  private constructor(
    private readonly server: Server,
    private target: URL,
  ) {}

  static async open(targetUrl: string): Promise<TcpRelay> {
    const server = createServer();
    const relay = new TcpRelay(server, new URL(targetUrl));
    server.on('connection', (client) => relay.carry(client));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return relay;
  }

  /** The address of the service through the relay. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Carries to another address from now on; undefined refuses connections. */
  carryTo(targetUrl: string): void {
    this.target = new URL(targetUrl);
  }

  /** Ends every connection now. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Ends the connection over which the service sends the byte of this number, once. */
  cutAfter(bytes: number): void {
    this.bytesUntilCut = bytes;
  }

  /** The next answer of the service is lost with its connection. */
  dropAnswer(): void {
    this.isDropping = true;
  }

  /** The next connection gets this instead of an answer of the service. */
  answer(text: string): void {
    this.answers.push(text);
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private carry(client: Socket): void {
    this.connections += 1;
    this.keep(client);
    const answer = this.answers.shift();
    if (answer !== undefined) {
      client.once('data', () => client.end(answer));
      return;
    }
    const server = connect(Number(this.target.port), this.target.hostname);
    this.keep(server);
    client.on('close', () => server.destroy());
    server.on('close', () => client.end());
    client.on('data', (chunk) => server.write(chunk));
    server.on('data', (chunk) => this.passOn(chunk, client, server));
  }

  private passOn(chunk: Buffer, client: Socket, server: Socket): void {
    if (this.isDropping) {
      this.isDropping = false;
      client.destroy();
      server.destroy();
      return;
    }
    this.bytesUntilCut -= chunk.length;
    if (this.bytesUntilCut > 0) {
      client.write(chunk);
      return;
    }
    const passed = chunk.subarray(0, chunk.length + this.bytesUntilCut);
    this.bytesUntilCut = Infinity;
    client.write(passed, () => client.destroy());
    server.destroy();
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
  }
}
