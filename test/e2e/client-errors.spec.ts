import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { answerClientError } from '../../src/platform/http/client-error.js';

describe('answerClientError', () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer({
      headersTimeout: 50,
      requestTimeout: 50,
      connectionsCheckingInterval: 20,
      maxHeaderSize: 1024,
    });
    server.on('clientError', (error, socket) => answerClientError(error, socket as Socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());

  const send = async (bytes: string): Promise<string> => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', () => undefined);
    socket.write(bytes);
    await once(socket, 'close');
    return text;
  };

  it.each([
    ['a request that does not end in time', 'GET / HTTP/1.1\r\nHost: x\r\n', 408, 'REQUEST_TIMEOUT'],
    ['headers that are too large', `GET / HTTP/1.1\r\nX-A: ${'a'.repeat(2000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
    ['what is no HTTP', 'hello\r\n\r\n', 400, 'MALFORMED_REQUEST'],
  ])('answers %s in the body of every error', async (_, bytes, status, code) => {
    const [head = '', body = ''] = (await send(bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toContain('X-Content-Type-Options: nosniff');
    const parsed = JSON.parse(body) as Record<string, unknown>;
    expect(parsed).toMatchObject({ error_code: code, details: {} });
    expect(head).toContain(`X-Trace-Id: ${String(parsed['trace_id'])}`);
  });

  it('closes a connection without a byte and without an answer', async () => {
    expect(await send('')).toBe('');
  });
});
