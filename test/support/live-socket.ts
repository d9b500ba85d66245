import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { eventually } from './eventually.js';

type Message = Readonly<Record<string, unknown>>;

/** A WebSocket of the live feed, as a client sees it. */
export class LiveSocket {
  readonly messages: Message[] = [];
  closeCode: number | undefined;
  /** HTTP status of a refused upgrade. */
  refusedWith: number | undefined;

  private connection: Socket | undefined;

  private constructor(readonly socket: WebSocket) {
    socket.on('upgrade', ({ socket: connection }) => (this.connection = connection));
    socket.on('message', (data) => this.messages.push(JSON.parse((data as Buffer).toString('utf8')) as Message));
    socket.on('close', (code) => (this.closeCode ??= code));
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_, response) => {
      this.refusedWith = response.statusCode;
      response.resume();
      socket.terminate();
    });
  }

  /** Connects and waits until the connection is open, refused or closed. */
  static async open(
    url: string,
    headers: Readonly<Record<string, string>> = {},
    protocols: readonly string[] = [],
  ): Promise<LiveSocket> {
    const live = new LiveSocket(new WebSocket(url.replace(/^http/, 'ws'), [...protocols], { headers }));
    await eventually(
      'the connection is open or refused',
      () => live.socket.readyState === WebSocket.OPEN || live.refusedWith !== undefined || live.closeCode !== undefined,
    );
    return live;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }

  /** Sends all of them in one write, so that the service reads them at once. */
  sendTogether(messages: readonly unknown[]): void {
    this.connection?.cork();
    for (const message of messages) this.send(message);
    this.connection?.uncork();
  }

  /** Waits for a message that has these fields. */
  next(fields: Message, deadlineMs = 30_000): Promise<Message> {
    return eventually(
      `${JSON.stringify(fields)}; got ${JSON.stringify(this.messages.map(({ type, event, code }) => ({ type, event, code })))}`,
      () => this.messages.find((one) => Object.entries(fields).every(([name, value]) => one[name] === value)),
      deadlineMs,
    );
  }

  closed(deadlineMs = 30_000): Promise<number> {
    return eventually('the connection is closed', () => this.closeCode, deadlineMs);
  }

  close(): void {
    this.socket.terminate();
  }
}
