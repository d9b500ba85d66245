import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage & { readonly body: string }, response: ServerResponse) => void;

/** Where a web server of the test listens. */
export interface WebAddress {
  readonly host: string;
  /** A free one when 0. */
  readonly port: number;
}

/** A web server of the test on a free port of the loopback address. Close it in `afterAll`/`afterEach`. */
export class LocalWeb {
  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(answer: Answer, { host, port }: WebAddress = { host: '127.0.0.1', port: 0 }): Promise<LocalWeb> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () =>
        answer(Object.assign(request, { body: Buffer.concat(chunks).toString('utf8') }), response),
      );
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    return new LocalWeb(server, `http://${host}:${(server.address() as AddressInfo).port}`);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
