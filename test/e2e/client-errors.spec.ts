import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { answerClientError } from '../../src/platform/http/client-error.js';
import { eventually } from '../support/eventually.js';

/** How long the server waits for a request, in milliseconds, unless a test ends its patience. */
const PATIENCE_MS = 60_000;

describe('answerClientError', () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer({
      headersTimeout: PATIENCE_MS,
      requestTimeout: PATIENCE_MS,
      connectionsCheckingInterval: 20,
      maxHeaderSize: 1024,
    });
    server.on('clientError', (error, socket) => answerClientError(error, socket as Socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());

  const setPatience = (ms: number): void => {
    server.headersTimeout = ms;
    server.requestTimeout = ms;
  };

  /** Sends the bytes and answers what comes back. For `slow` ones the server's patience ends once it has read them. */
  const send = async (bytes: string, pace: 'slow' | 'whole'): Promise<string> => {
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', () => undefined);
    socket.write(bytes);
    const closed = once(socket, 'close');
    const [served] = await accepted;
    if (pace === 'slow') {
      await eventually('the server has read the bytes', () => served.bytesRead === bytes.length);
      setPatience(1);
    }
    await closed;
    setPatience(PATIENCE_MS);
    return text;
  };

  it.each([
    ['a request that does not end in time', 'GET / HTTP/1.1\r\nHost: x\r\n', 'slow', 408, 'REQUEST_TIMEOUT'],
    [
      'headers that are too large',
      `GET / HTTP/1.1\r\nX-A: ${'a'.repeat(2000)}\r\n\r\n`,
      'whole',
      431,
      'HEADERS_TOO_LARGE',
    ],
    ['what is no HTTP', 'hello\r\n\r\n', 'whole', 400, 'MALFORMED_REQUEST'],
  ] as const)('answers %s in the body of every error', async (_, bytes, pace, status, code) => {
    const [head = '', body = ''] = (await send(bytes, pace)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toContain('X-Content-Type-Options: nosniff');
    const parsed = JSON.parse(body) as Record<string, unknown>;
    expect(parsed).toMatchObject({ error_code: code, details: {} });
    expect(head).toContain(`X-Trace-Id: ${String(parsed['trace_id'])}`);
  });

  it('closes a connection without a byte and without an answer', async () => {
    expect(await send('', 'slow')).toBe('');
  });
});
