import { connect } from 'node:net';
import { KEYS } from '../support/accounts.js';
import { expectNoSilence } from '../support/event-loop.js';
import { eventually } from '../support/eventually.js';
import { type RawAnswer, sendRaw } from '../support/raw-http.js';
import type { Service } from '../support/service.js';
import { insertWaitingBatch, newWaitingBatch, startWith } from '../support/waiting-batches.js';

describe('A request that offers another protocol', () => {
  let service: Service;
  const batch = newWaitingBatch('ana');
  beforeAll(async () => {
    service = await startWith('postgres', [insertWaitingBatch(batch, 1)]);
  });
  afterAll(() => expectNoSilence(service));

  const request = (start: string, headers: readonly string[] = [], body = ''): string =>
    [`${start} HTTP/1.1`, 'Host: x', `X-API-Key: ${KEYS.ana}`, ...headers, '', body].join('\r\n');
  const offer = (name: string): readonly string[] => ['Connection: Upgrade', `Upgrade: ${name}`];
  const contact = (id: string): string => JSON.stringify({ items: [{ id: id, data: {} }] });
  const jsonOf = (body: string): readonly string[] => [
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ];
  const chunked = (body: string): string => `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const submit = (id: string, headers: readonly string[]): string =>
    request('POST /api/v1/batch-process', [...headers, ...jsonOf(contact(id))], contact(id));
  const bodyOf = ({ text }: RawAnswer): unknown => JSON.parse(text.slice(text.indexOf('\r\n\r\n')));

  it.each(['h2c', 'foo', 'h2c, websocket', 'TLS/1.0'])('is answered with Upgrade: %s', async (name) => {
    const health = await sendRaw(service.url, request('GET /api/v1/health', offer(name)));
    expect(health.status).toBe(200);
    expect(bodyOf(health)).toMatchObject({ status: 'ok' });
    expect((await sendRaw(service.url, request('GET /api/v1/nothing', offer(name)))).status).toBe(404);
    expect((await sendRaw(service.url, request('GET /api/v1/live-events', offer(name)))).status).toBe(404);
  });

  it('is answered when it has a body, with a length or chunked', async () => {
    const sized = await sendRaw(service.url, submit('sized', offer('foo')));
    expect(sized.status).toBe(200);
    expect(bodyOf(sized)).toMatchObject({ successful: 1 });
    const headers = [...offer('foo'), 'Content-Type: application/json', 'Transfer-Encoding: chunked'];
    const inChunks = await sendRaw(
      service.url,
      request('POST /api/v1/batch-process', headers, chunked(contact('chunked'))),
    );
    expect(inChunks.status).toBe(200);
    expect(bodyOf(inChunks)).toMatchObject({ successful: 1 });
  });

  it('is answered when its body arrives later', async () => {
    const whole = submit('later', [...offer('h2c'), 'Expect: 100-continue']);
    const cut = whole.indexOf('\r\n\r\n') + 4;
    const { socket, text } = converse(whole.slice(0, cut));
    await eventually('100 Continue is received', () => text().includes('100 Continue'));
    socket.write(whole.slice(cut));
    await eventually('the connection is closed', () => socket.closed);
    expect(text()).toMatch(/HTTP\/1\.1 200 [^]*"successful":1/);
  });

  it('is answered after earlier requests and is the last of its connection', async () => {
    const { socket, text } = converse(
      request('GET /api/v1/health') +
        request('GET /api/v1/health/live', offer('h2c')) +
        request('GET /api/v1/batches/not-an-id'),
    );
    await eventually('the connection is closed', () => socket.closed);
    expect(text().match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200']);
    expect(
      text()
        .match(/^connection: .*$/gim)
        ?.map((line) => line.trim()),
    ).toEqual(['Connection: keep-alive', 'Connection: close']);
  });

  it('prevents later bytes of its connection from being read as a request', async () => {
    const smuggled = submit('smuggled', []);
    const stream = request(`GET /api/v1/batches/${batch.id}/events`, offer('h2c'));
    const { socket, text } = converse(stream + request('POST /api/v1/batch-process', jsonOf(smuggled)));
    await eventually('the stream has begun', () => text().includes('event: snapshot'));
    socket.write(smuggled);
    await eventually('it is refused', () => service.log.find(({ code }) => code === 'MALFORMED_JSON'));
    socket.destroy();
    const again = await sendRaw(service.url, submit('smuggled', []));
    expect(bodyOf(again)).toMatchObject({ successful: 1 });
  });

  it('is refused when it is for a WebSocket at another path', async () => {
    const refused = await sendRaw(service.url, request('GET /api/v1/health', offer('WebSocket')));
    expect(refused.status).toBe(404);
    expect(bodyOf(refused)).toMatchObject({ error_code: 'NOT_FOUND' });
  });

  function converse(bytes: string): { readonly socket: ReturnType<typeof connect>; readonly text: () => string } {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    let read = '';
    socket.on('data', (chunk: Buffer) => (read += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.write(bytes);
    return { socket, text: () => read };
  }
});
