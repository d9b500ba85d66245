import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request a fake provider received. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as text; empty for a GET. */
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * An object is sent as JSON, text and bytes as they are; `hang` never answers, `drop` closes the connection, `cut` in
   * the middle of the body.
   */
  readonly body?: object | string | Uint8Array;
  readonly behaviour?: 'hang' | 'drop' | 'cut';
}

/** A provider on this machine: answers as the given function says and remembers what it was asked. */
export class ProviderServer {
  private constructor(
    private readonly server: Server,
    readonly base: string,
    /** Every request so far, in order. */
    readonly received: readonly Received[],
  ) {}

  static async start(answer: (request: Received, count: number) => Reply | Promise<Reply>): Promise<ProviderServer> {
    const received: Received[] = [];
    const server = createServer((incoming, outgoing) => {
      void (async () => {
        const url = new URL(incoming.url ?? '/', 'http://provider');
        const request = {
          method: incoming.method ?? '',
          path: url.pathname,
          query: url.searchParams,
          headers: incoming.headers,
          body: await text(incoming),
        };
        received.push(request);
        const reply = await answer(request, received.length);
        if (reply.behaviour === 'hang') return;
        if (reply.behaviour === 'drop') {
          incoming.socket.destroy();
          return;
        }
        const { body = {} } = reply;
        const sent = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
        const length = reply.behaviour === 'cut' ? { 'content-length': String(Buffer.byteLength(sent) + 100) } : {};
        outgoing.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...length, ...reply.headers });
        if (reply.behaviour === 'cut') outgoing.write(sent, () => incoming.socket.destroy());
        else outgoing.end(sent);
      })().catch((error: unknown) => outgoing.destroy(error instanceof Error ? error : undefined));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new ProviderServer(server, `http://127.0.0.1:${port}`, received);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
