import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Context } from '../../clients/command-line/src/context.js';
import { httpFetch } from '../../clients/command-line/src/http-fetch.js';
import { Output } from '../../clients/command-line/src/output.js';
import { createClient } from '../../clients/typescript/src/client.js';

/** One request to the server of a test. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What the server of a test answers: a status and a JSON body, or text. */
export interface Said {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
}

/** A server that answers as a test says, for commands that are run in this process. */
export class CommandServer {
  readonly asked: Asked[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(answer: (asked: Asked) => Said): Promise<CommandServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const own = new CommandServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => {
      void buffer(request).then((body) => {
        const { method = '', url = '', headers } = request;
        const asked = { method, url: new URL(url, own.url), headers, body: body.toString() };
        own.asked.push(asked);
        const { status = 200, json, text } = answer(asked);
        response.writeHead(status, { 'Content-Type': json === undefined ? 'text/plain' : 'application/json' });
        response.end(text ?? JSON.stringify(json));
      });
    });
    return own;
  }

  /** A command's context, and what it has written; `isTerminal` as if somebody watched. */
  context<Flags extends object>(flags: Flags & { readonly json?: boolean }, isTerminal = false) {
    const [out, talk] = [stream(isTerminal), stream(isTerminal)];
    const context: Context<Flags> = {
      flags,
      client: createClient({ baseUrl: this.url, apiKey: 'a-key', fetch: httpFetch, retries: 0 }),
      out: new Output(flags.json === true, out.stream, talk.stream),
    };
    return { context, out: out.text, talk: talk.text };
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

function stream(isTTY: boolean) {
  const written = Object.assign(new PassThrough({ highWaterMark: 1024 * 1024 }), { isTTY, columns: 100 });
  let text = '';
  written.on('data', (bytes: Buffer) => (text += bytes.toString()));
  return { stream: written as unknown as NodeJS.WriteStream, text: () => text };
}
