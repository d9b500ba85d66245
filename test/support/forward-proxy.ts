import { createServer, request as send, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/**
 * A plain forward proxy of the test on the loopback address. It notes every target it is asked for and reaches only those
 * `allow` lets through, as the product's own loopback proxy does by its policy.
 */
export class ForwardProxy {
  readonly asked: string[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly allow: (host: string) => boolean,
  ) {}

  static async start(allow: (host: string) => boolean): Promise<ForwardProxy> {
    const server = createServer();
    const proxy = new ForwardProxy(server, allow);
    server.on('connection', (socket) => {
      proxy.sockets.add(socket);
      socket.once('close', () => proxy.sockets.delete(socket)).on('error', () => socket.destroy());
    });
    proxy.answerPlain();
    proxy.answerTunnels();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answerPlain(): void {
    this.server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', 'http://invalid');
      this.asked.push(url.host);
      if (!this.allow(url.host)) return void response.writeHead(403).end();
      const { method, headers } = request;
      const upstream = send(url, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      upstream.on('error', () => response.destroy());
      request.pipe(upstream);
    });
  }

  private answerTunnels(): void {
    this.server.on('connect', (request, client) => {
      const target = request.url ?? '';
      this.asked.push(target);
      const [host = '', port = '443'] = target.split(':');
      if (!this.allow(target)) return void client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      const upstream = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      upstream.on('error', () => client.destroy());
      client.on('error', () => upstream.destroy());
    });
  }
}
