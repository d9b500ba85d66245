import { createClient } from './client.js';
import { ApiError, ConnectionError, hasCode, TimeoutError } from './errors.js';
import type { ClientOptions } from './options.js';

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A client whose requests get these answers in turn, and what it has sent. */
function scripted(answers: readonly (() => Response | Promise<Response>)[], more: Partial<ClientOptions> = {}) {
  const sent: Sent[] = [];
  const client = createClient({
    baseUrl: 'http://service.test/api/v1/',
    apiKey: 'the-key',
    fetch: async (url, init = {}) => {
      const answer = answers[sent.length];
      sent.push({ url: String(url), method: init.method ?? '', headers: new Headers(init.headers), body: init.body });
      if (answer === undefined) throw new Error('The script has no further answer.');
      return await answer();
    },
    ...more,
  });
  return { client, sent };
}

const refusal =
  (status: number, code: string, headers: Record<string, string> = {}) =>
  () =>
    Response.json(
      { error_code: code, message: `It is ${code}.`, details: {}, trace_id: 't1', timestamp: '' },
      { status, headers },
    );
const lost = (): never => {
  throw new TypeError('fetch failed', { cause: new Error('socket hang up') });
};
const batch = () => Response.json({ id: '7', status: 'pending' }, { status: 201 });
const SUBMISSION = { kind: 'contact_analysis', items: [{ id: '1', data: {} }] } as const;

describe('Requests of the client', () => {
  it('carry the key and one idempotency key through every repetition of a submission', async () => {
    const { client, sent } = scripted([lost, refusal(503, 'OVERLOADED', { 'Retry-After': '0' }), batch]);
    await expect(client.batches.submit(SUBMISSION)).resolves.toMatchObject({ id: '7' });
    expect(sent).toHaveLength(3);
    expect(sent.map(({ url }) => url)).toEqual(Array(3).fill('http://service.test/api/v1/batches'));
    expect(sent[0]?.headers.get('x-api-key')).toBe('the-key');
    expect(new Set(sent.map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
  });

  it('are not repeated when the service may have carried them out and there is no key', async () => {
    const { client, sent } = scripted([lost]);
    await expect(client.call('issueKey', { json: { name: 'a', scopes: ['batch:read'] } })).rejects.toThrow(
      ConnectionError,
    );
    expect(sent).toHaveLength(1);
  });

  it('are repeated without a key when the service says that it did not begin', async () => {
    const { client, sent } = scripted([refusal(429, 'RATE_LIMITED', { 'Retry-After': '0' }), batch]);
    await client.call('issueKey', { json: { name: 'a', scopes: ['batch:read'] } });
    expect(sent).toHaveLength(2);
  });

  it('wait as long as Retry-After says, and not at all when that is over the budget', async () => {
    const patient = scripted([refusal(429, 'RATE_LIMITED', { 'Retry-After': '1' }), batch]);
    const began = performance.now();
    await patient.client.batches.get('7');
    expect(performance.now() - began).toBeGreaterThan(990);
    const busy = scripted([refusal(429, 'RATE_LIMITED', { 'Retry-After': '60' })], { retryBudgetMs: 2000 });
    const error: unknown = await busy.client.batches.get('7').catch((fault: unknown) => fault);
    expect(hasCode(error, 'RATE_LIMITED') && error.retryAfterMs).toBe(60_000);
    expect(busy.sent).toHaveLength(1);
  });

  it('are given up after as many repetitions as were allowed', async () => {
    const { client, sent } = scripted(Array(9).fill(refusal(503, 'DATABASE_UNAVAILABLE', { 'Retry-After': '0' })), {
      retries: 2,
    });
    await expect(client.batches.get('7')).rejects.toThrow('It is DATABASE_UNAVAILABLE.');
    expect(sent).toHaveLength(3);
  });

  it('are not repeated after a refusal that time does not change', async () => {
    const { client, sent } = scripted([refusal(422, 'VALIDATION_ERROR')]);
    await expect(client.batches.submit(SUBMISSION)).rejects.toMatchObject({
      status: 422,
      code: 'VALIDATION_ERROR',
      traceId: 't1',
    });
    expect(sent).toHaveLength(1);
  });

  it('end with the code of the service in the envelope of the company routes too', async () => {
    const metadata = { trace_id: 'batch_status_1', timestamp: '' };
    const error = { code: 'NOT_FOUND', message: 'No such batch.', details: { id: 1 } };
    const { client } = scripted([() => Response.json({ success: false, error, metadata }, { status: 404 })]);
    await expect(client.companies.status('7')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'No such batch.',
      details: { id: 1 },
      traceId: 'batch_status_1',
    });
  });

  it('end with a TimeoutError when no answer comes in time', async () => {
    const { client } = scripted([], {
      timeoutMs: 20,
      retries: 0,
      fetch: (_, init) =>
        new Promise((__, reject) =>
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error)),
        ),
    });
    await expect(client.batches.get('7')).rejects.toThrow(TimeoutError);
  });

  it('end with the reason of the caller’s signal, also while they wait for a repetition', async () => {
    const { client } = scripted([refusal(429, 'RATE_LIMITED', { 'Retry-After': '60' })]);
    const controller = new AbortController();
    const answer = client.batches.get('7', { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('Enough.')), 10);
    await expect(answer).rejects.toThrow('Enough.');
  });

  it('take a deletion as done when the answer was lost and nothing is there any more', async () => {
    await scripted([lost, refusal(404, 'NOT_FOUND')]).client.batches.delete('7');
    await expect(scripted([refusal(404, 'NOT_FOUND')]).client.batches.delete('7')).rejects.toThrow(ApiError);
  });

  it('take a deletion as done after a refusal that may have come behind its back, and not after one that did not begin it', async () => {
    const deleted = (first: () => Response) => scripted([first, refusal(404, 'NOT_FOUND')]).client.batches.delete('7');
    await deleted(() => new Response('', { status: 504, headers: { 'Retry-After': '0' } }));
    await deleted(refusal(503, 'DATABASE_UNAVAILABLE', { 'Retry-After': '0' }));
    await expect(deleted(refusal(429, 'RATE_LIMITED', { 'Retry-After': '0' }))).rejects.toThrow(ApiError);
  });

  it('give the lines of a file without their ends, whichever they have', async () => {
    const file = (): Response => new Response('a,b\r\n1,2\n\r\n3,4\r');
    const lines: string[] = [];
    for await (const line of (await scripted([file]).client.batches.export('7')).lines()) lines.push(line);
    expect(lines).toEqual(['a,b', '1,2', '', '3,4']);
  });

  it('carry the cookie and the proof of a session instead of a key', async () => {
    const { client, sent } = scripted([batch], {
      apiKey: undefined,
      session: { header: 'X-Proof', value: () => 'p1' },
    } as object);
    await client.batches.get('a/b');
    expect(sent[0]?.url).toBe('http://service.test/api/v1/batches/a%2Fb');
    expect([sent[0]?.headers.get('x-proof'), sent[0]?.headers.get('x-api-key')]).toEqual(['p1', null]);
  });

  it('are refused before they are sent when their path lacks a part', async () => {
    const { client, sent } = scripted([]);
    for (const id of [undefined, null, '', '.', '..'])
      await expect(Promise.resolve().then(() => client.batches.get(id as never))).rejects.toThrow(
        'getBatch needs id in its path',
      );
    expect(sent).toEqual([]);
  });

  it.each([
    [`attachment; filename="a.csv"; filename*=UTF-8''%C3%A4.csv`, 'ä.csv'],
    [`attachment; filename="a.csv"; filename*=UTF-8''%E4.csv`, 'a.csv'],
    [`attachment; filename*=UTF-8''%E4.csv`, 'export'],
  ])('give a file the name that can be read: %s', async (disposition, name) => {
    const file = (): Response => new Response('', { headers: { 'Content-Disposition': disposition } });
    const given = await scripted([file]).client.batches.export('7');
    expect([given.filename, await given.text()]).toEqual([name, '']);
  });

  it('are sent as lines when there are more than 10,000 items', async () => {
    const { client, sent } = scripted([batch]);
    const items = Array.from({ length: 10_001 }, (_, index) => ({ id: `c${index}`, data: {} }));
    await client.batches.submit({ kind: 'contact_analysis', items, name: 'Many' });
    expect(sent[0]?.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = String(sent[0]?.body).split('\n');
    expect(lines).toHaveLength(10_002);
    expect(JSON.parse(lines[0] ?? '')).toEqual({ kind: 'contact_analysis', name: 'Many' });
  });

  it('refuse options that cannot work', () => {
    expect(() => createClient({ baseUrl: 'http://a.test' })).toThrow('createClient needs either apiKey or session.');
    expect(() => createClient({ baseUrl: 'a.test', apiKey: 'k' })).toThrow('must begin with http:// or https://');
    expect(() => createClient({ baseUrl: 'http://a.test', apiKey: 'k', timeoutMs: NaN })).toThrow('timeoutMs');
  });
});
