import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A small load balancer: passes every TCP connection to the next of the targets, and to another one when that
 * refuses it. It looks at no byte, so event streams, WebSockets and uploads pass as they are.
 */
export class TcpBalancer {
  private readonly sockets = new Set<Socket>();
  private given = 0;

  private constructor(
    private readonly server: Server,
    private readonly findPorts: () => readonly number[],
  ) {}

  /** Listens on a loopback port (0 for a free one). `findPorts` returns the ports of the targets that run now. */
  static async open(findPorts: () => readonly number[], port = 0): Promise<TcpBalancer> {
    const server = createServer({ allowHalfOpen: true });
    const balancer = new TcpBalancer(server, findPorts);
    server.on('connection', (client) => balancer.carry(client));
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return balancer;
  }

  /** http://127.0.0.1:PORT */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private carry(client: Socket): void {
    this.track(client);
    this.given += 1;
    const ports = this.findPorts();
    this.tryNext(client, [...ports.slice(this.given % ports.length), ...ports.slice(0, this.given % ports.length)]);
  }

  private tryNext(client: Socket, [port, ...others]: readonly number[]): void {
    if (port === undefined || client.destroyed) return void client.destroy();
    const target = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const refused = (): void => this.tryNext(client, others);
    target.once('error', refused);
    target.once('connect', () => {
      target.off('error', refused);
      this.track(target);
      client.pipe(target).pipe(client);
      client.once('close', () => target.destroy());
      target.once('close', () => client.destroy());
    });
  }

  private track(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.sockets.delete(socket));
  }
}
