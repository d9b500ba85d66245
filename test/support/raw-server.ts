import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Answers one request, of which it gets the header section as text. It may misbehave as it likes. */
export type RawHandler = (socket: Socket, request: string) => void;

/** A server that writes bytes as it is told, for answers that no HTTP library would write. One request a connection. */
export class RawServer {
  /** Connections that were accepted. */
  accepted = 0;
  /** Header sections that came. */
  readonly requests: string[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor(handler: RawHandler) {
    this.server = createServer((socket) => {
      this.accepted += 1;
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      let text = '';
      let answered = false;
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        if (answered || !text.includes('\r\n\r\n')) return;
        answered = true;
        this.requests.push(text);
        handler(socket, text);
      });
    });
  }

  /** Listens and answers the port. */
  async start(host = '127.0.0.1', port = 0): Promise<number> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    // Stopping twice is no fault of a test.
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** Resolves when every client has gone; the test's own time limit bounds it. */
  async idle(): Promise<void> {
    await Promise.all([...this.sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
  }
}
