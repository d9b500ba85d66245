import type { IncomingMessage, request as requestHttp } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/**
 * What the client needs of `fetch`, over node:http. The platform's own loads a library and compiles a WebAssembly
 * parser at its first use, which takes longer than all the rest of a command (measured: 280 against 10 ms of CPU on the
 * same machine).
 */
export const httpFetch = (async (input: string | URL, init: RequestInit = {}) => {
  const url = new URL(input);
  const { sent, headers } = await readBody(init);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const { method = 'GET', signal } = init;
    const request = requestOver(url.protocol)(
      url,
      { method, headers, ...(signal === null || signal === undefined ? {} : { signal }) },
      resolve,
    );
    request.on('error', reject);
    if (sent instanceof Readable) sent.on('error', (error) => request.destroy(error)).pipe(request);
    else request.end(sent);
  });
  const { statusCode = 502 } = response;
  if (init.redirect === 'error' && statusCode >= 300 && statusCode < 400) {
    response.destroy();
    throw new TypeError(`it answers with a redirect to ${response.headers.location ?? 'nowhere'}`);
  }
  return new HttpResponse(response);
}) as unknown as typeof fetch;

/** Loaded when it is needed: help and version are shown in two thirds of the time. */
const requestOver = (protocol: string): typeof requestHttp =>
  protocol === 'https:'
    ? process.getBuiltinModule('node:https').request
    : process.getBuiltinModule('node:http').request;

/** The part of a `Response` that the client reads. */
class HttpResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: { get(name: string): string | null };

  constructor(private readonly message: IncomingMessage) {
    this.status = message.statusCode ?? 502;
    this.statusText = message.statusMessage ?? '';
    this.headers = {
      get: (name) => {
        const value = message.headers[name.toLowerCase()];
        return (Array.isArray(value) ? value.join(', ') : value) ?? null;
      },
    };
    // An answer without a body has ended when it is read, which lets the connection go.
    if (this.status === 204) message.resume();
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get body(): ReadableStream<Uint8Array> | null {
    return this.status === 204 ? null : (Readable.toWeb(this.message) as ReadableStream<Uint8Array>);
  }

  text(): Promise<string> {
    return text(this.message);
  }
}

interface ReadBody {
  readonly sent: Readable | string | Uint8Array | undefined;
  readonly headers: Record<string, string>;
}

async function readBody({ body, headers: given }: RequestInit): Promise<ReadBody> {
  const headers = { ...(given as Record<string, string> | undefined) };
  if (body === null || body === undefined) return { sent: undefined, headers };
  if (typeof body === 'string' || body instanceof Uint8Array) return { sent: body, headers: withLength(headers, body) };
  if (body instanceof ReadableStream) return { sent: Readable.fromWeb(body as never), headers };
  // A form writes itself, with the boundary in its type.
  const whole = new Response(body);
  const type = whole.headers.get('content-type');
  const sent = new Uint8Array(await whole.arrayBuffer());
  return { sent, headers: withLength({ ...(type === null ? {} : { 'Content-Type': type }), ...headers }, sent) };
}

const withLength = (headers: Record<string, string>, body: string | Uint8Array): Record<string, string> => ({
  ...headers,
  'Content-Length': String(Buffer.byteLength(body)),
});
