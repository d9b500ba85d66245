import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { eventually } from '../../../test/support/eventually.js';
import { createClient } from './client.js';
import { hasCode, TimeoutError } from './errors.js';
import type { ClientOptions } from './options.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

const CSV = { format: 'csv' } as const;

describe('Requests whose body or answer takes long', () => {
  let answer: Answer;
  let requests: number;
  // A connection that rests for five seconds, as on a busy machine, would be closed while its next request is under
  // way.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    requests += 1;
    // A request that its sender gives up is read to no end.
    Promise.resolve(answer(request, response)).catch(() => response.destroy());
  });

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  beforeEach(() => void (requests = 0));
  afterAll(() => server.close());

  const clientOf = (options: Partial<ClientOptions> = {}) =>
    createClient({
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      apiKey: 'the-key',
      retries: 1,
      ...options,
    });

  const json = (response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void =>
    void response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));

  const busy: Answer = async (request, response) => {
    await buffer(request);
    json(response, 429, { error_code: 'RATE_LIMITED', message: 'Too many.' }, { 'Retry-After': '0' });
  };

  const streamOf = (...pieces: readonly string[]): ReadableStream<Uint8Array> =>
    new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
        controller.close();
      },
    });

  it('are sent once when their stream can be read once only, and tell what the service said', async () => {
    answer = busy;
    const error: unknown = await clientOf()
      .batches.import('contact_analysis', streamOf('id\n', '1\n'), CSV)
      .catch((fault: unknown) => fault);
    expect(hasCode(error, 'RATE_LIMITED') && error.retryAfterMs).toBe(0);
    expect(requests).toBe(1);
  });

  it('are sent again when a function opens the stream anew', async () => {
    answer = busy;
    const open = jest.fn(() => streamOf('id\n', '1\n'));
    await expect(clientOf().batches.import('contact_analysis', open, CSV)).rejects.toMatchObject({ status: 429 });
    expect([requests, open.mock.calls.length]).toEqual([2, 2]);
  });

  it('repeat mended rows of a file only when the service did not begin', async () => {
    answer = busy;
    await expect(clientOf().batches.importFixed('7', 'id\n1\n', CSV)).rejects.toMatchObject({ status: 429 });
    expect(requests).toBe(2);
    answer = (request) => void request.socket.destroy();
    await expect(clientOf().batches.importFixed('7', 'id\n1\n', CSV)).rejects.toMatchObject({
      name: 'ConnectionError',
    });
    expect(requests).toBe(3);
  });

  it('have the whole of timeoutMs for the answer, from the last piece of the file on', async () => {
    answer = async (request, response) => {
      await buffer(request);
      json(response, 201, { id: '7', import: {} });
    };
    let sent = 0;
    // The pieces alone take longer than the service may take to answer.
    const slow = (): ReadableStream<Uint8Array> =>
      new ReadableStream({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 60));
          controller.enqueue(new TextEncoder().encode(`${sent}\n`));
          if ((sent += 1) >= 30) controller.close();
        },
      });
    const client = clientOf({ timeoutMs: 1000, retries: 0 });
    // One import in time is enough: a busy machine may be silent for a second, and a wrong count fails every time.
    const imported = await eventually('an import is answered in time', () => {
      sent = 0;
      return client.batches.import('contact_analysis', slow, CSV);
    });
    expect(imported).toMatchObject({ id: '7' });
  });

  it('take as long as the call itself says', async () => {
    answer = (_, response) => void setTimeout(() => json(response, 200, { id: '7' }), 300);
    const client = clientOf({ timeoutMs: 50, retries: 0 });
    await expect(client.batches.get('7')).rejects.toThrow(TimeoutError);
    await expect(client.batches.get('7', { timeoutMs: 100_000 })).resolves.toMatchObject({ id: '7' });
    await expect(client.keys.list({}, { timeoutMs: 100_000 })).resolves.toMatchObject({ id: '7' });
    await expect(client.request('GET', '/api/v1/search', { timeoutMs: 100_000 })).resolves.toMatchObject({ id: '7' });
    const items = [{ id: 'c', data: {} }];
    await expect(
      client.batches.submit({ kind: 'contact_analysis', items }, { timeoutMs: 100_000 }),
    ).resolves.toMatchObject({ id: '7' });
    await expect(client.contacts.insert({ contacts: items } as never, { timeoutMs: 100_000 })).resolves.toMatchObject({
      id: '7',
    });
    await expect(client.batches.import('x', 'id\n', { ...CSV, timeoutMs: 100_000 })).resolves.toMatchObject({
      id: '7',
    });
  });

  it('wait for a company as long as the service looks for it', async () => {
    answer = (_, response) => void setTimeout(() => json(response, 200, { success: true }), 300);
    const client = clientOf({ timeoutMs: 50, retries: 0 });
    await expect(client.companies.extract({ company_name: 'Acme', extraction_mode: 'basic' })).resolves.toMatchObject({
      success: true,
    });
    await expect(
      client.companies.extract({ company_name: 'Acme', extraction_mode: 'basic' }, { timeoutMs: 50 }),
    ).rejects.toThrow(TimeoutError);
    await expect(client.profiles.submit({} as never)).resolves.toMatchObject({ success: true });
    const passedOn = { timeoutMs: undefined };
    await expect(client.profiles.submit({} as never, passedOn)).resolves.toMatchObject({ success: true });
  });

  it('may send a large body slowly', async () => {
    answer = async (request, response) => {
      request.pause();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await buffer(request);
      json(response, 201, { id: '7' });
    };
    const client = clientOf({ timeoutMs: 50, retries: 0 });
    const bytes = new Uint8Array(16 * 1024 * 1024).fill(10);
    await expect(client.batches.import('x', bytes, CSV)).resolves.toMatchObject({ id: '7' });
    await expect(client.batches.import('x', new Blob([bytes]), CSV)).resolves.toMatchObject({ id: '7' });
  });
});
