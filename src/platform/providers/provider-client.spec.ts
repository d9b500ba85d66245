import { z } from 'zod';
import { AppError } from '../errors/app-error.js';
import { localEgress } from '../../../test/support/local-egress.js';
import { ProviderServer, type Reply } from '../../../test/support/provider-server.js';
import { ProviderClient, type ProviderOptions } from './provider-client.js';
import { RequestPacer } from '../concurrency/request-pacer.js';

const open = new AbortController().signal;
const schema = z.object({ name: z.string() });
let server: ProviderServer | undefined;

async function client(answer: (count: number) => Reply, options: Partial<ProviderOptions> = {}) {
  server = await ProviderServer.start((_, count) => answer(count));
  return new ProviderClient(localEgress(), {
    title: 'Acme Data',
    headers: { 'user-agent': 'Batchwright/0 (me@example.org)' },
    pacer: new RequestPacer({ concurrency: 1, perSecond: Infinity }),
    ...options,
  });
}
const ask = (provider: ProviderClient, signal = open) =>
  provider.getJson(new URL(`${server?.base ?? ''}/x?secret=1`), schema, signal);

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

describe('ProviderClient', () => {
  it('returns the validated response and sends its headers', async () => {
    const provider = await client(() => ({ body: { name: 'a', more: 1 } }));
    expect(await ask(provider)).toEqual({ name: 'a' });
    expect(server?.received[0]?.headers).toMatchObject({
      'user-agent': 'Batchwright/0 (me@example.org)',
      accept: 'application/json',
    });
  });

  it('returns null for 404', async () => expect(await ask(await client(() => ({ status: 404 })))).toBeNull());

  it.each([
    [401, 'PROVIDER_AUTH', 1],
    [403, 'PROVIDER_AUTH', 1],
    [402, 'PROVIDER_RATE_LIMITED', 1],
    [429, 'PROVIDER_RATE_LIMITED', 1],
    [400, 'PROVIDER_UNAVAILABLE', 1],
    [500, 'PROVIDER_UNAVAILABLE', 2],
    [503, 'PROVIDER_UNAVAILABLE', 2],
  ])('maps %i to %s after %i requests', async (status, code, requests) => {
    const provider = await client(() => ({ status }));
    await expect(ask(provider)).rejects.toMatchObject({ code });
    expect(server?.received).toHaveLength(requests);
  });

  it.each([
    [401, 'PROVIDER_AUTH', 'Acme Data refused the request (401).'],
    [403, 'PROVIDER_AUTH', 'Acme Data refused the request (403).'],
    [402, 'PROVIDER_RATE_LIMITED', 'Acme Data asks to be paid (402).'],
  ])('names no key or account for %i where there is none', async (status, code, message) => {
    const provider = await client(() => ({ status }), { hasKey: false });
    await expect(ask(provider)).rejects.toMatchObject({ code, message });
  });

  it('repeats a request once after a short Retry-After and throws after a long one', async () => {
    const short = await client((count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': '0' } } : { body: { name: 'b' } },
    );
    expect(await ask(short)).toEqual({ name: 'b' });
    await server?.stop();
    const long = await client(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    await expect(ask(long)).rejects.toMatchObject({ code: 'PROVIDER_RATE_LIMITED', retryAfter: 3600 });
    expect(server?.received).toHaveLength(1);
  });

  it.each([
    ['no JSON', { body: '<html>' }],
    ['another shape', { body: { name: 5 } }],
    ['a list', { body: '[]' }],
  ])('fails with PROVIDER_UNAVAILABLE for %s and does not repeat the request', async (_, reply) => {
    const provider = await client(() => reply);
    await expect(ask(provider)).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      details: { unusable_reply: true },
    });
    expect(server?.received).toHaveLength(1);
  });

  it.each([
    ['more values than it may have', `[${'{},'.repeat(1_300_000)}{}]`],
    ['more wrong values than can be told', `{"name":[${'1,'.repeat(140_000)}1]}`],
  ])('fails with PROVIDER_UNAVAILABLE for a response of %s', async (_, body) => {
    const many = z.object({ name: z.array(z.string()) });
    const provider = await client(() => ({ body }));
    const asked = provider.getJson(new URL(server?.base ?? ''), many, open);
    await expect(asked).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE', details: { unusable_reply: true } });
  });

  it('limits the size and the time of a response and survives a dropped connection', async () => {
    const large = await client(() => ({ body: `"${'x'.repeat(5_000)}"` }), { maxBytes: 1_000 });
    await expect(ask(large)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    await server?.stop();
    const slow = await client(() => ({ behaviour: 'hang' }), { timeoutMs: 1_000 });
    await expect(ask(slow)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE', details: { reason: 'TIMEOUT' } });
    // None, when the machine was so busy that the time was over before the request had come.
    expect(server?.received.length).toBeLessThanOrEqual(1);
    await server?.stop();
    const dropped = await client((count) => (count === 1 ? { behaviour: 'drop' } : { body: { name: 'c' } }));
    expect(await ask(dropped)).toEqual({ name: 'c' });
  });

  it('throws the error of the signal when the time limit of the company is reached', async () => {
    const provider = await client(() => ({ behaviour: 'hang' }));
    const company = new AbortController();
    const asked = ask(provider, company.signal);
    setImmediate(() => company.abort(new AppError('TIMEOUT')));
    await expect(asked).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  it('never includes the URL in an error', async () => {
    const provider = await client(() => ({ status: 500 }));
    const error: unknown = await ask(provider).catch((thrown: unknown) => thrown);
    expect(JSON.stringify([error instanceof AppError && error.message, error])).not.toContain('secret');
  });

  it('takes the wait from a reset time when there is no Retry-After', async () => {
    const reset = String(Math.floor(Date.now() / 1_000) + 600);
    const provider = await client(() => ({ status: 429, headers: { 'x-ratelimit-reset': reset } }));
    const error: unknown = await ask(provider).catch((thrown: unknown) => thrown);
    expect((error as AppError).retryAfter).toBeGreaterThan(590);
  });

  it('posts a JSON body', async () => {
    const provider = await client(() => ({ body: { name: 'd' } }));
    expect(await provider.postJson(new URL(`${server?.base ?? ''}/x`), { question: 1 }, schema, open)).toEqual({
      name: 'd',
    });
    expect(server?.received[0]).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
  });

  it('repeats every temporary fault twice where a request is cheap, and maps statuses as the provider wants', async () => {
    const provider = await client(() => ({ body: { name: 5 } }), { repeats: 'any' });
    await expect(ask(provider)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(server?.received).toHaveLength(3);
    await server?.stop();
    const strict = await client(() => ({ status: 404 }), { statuses: { 404: 'HTTP_ERROR' }, rejected: 'HTTP_ERROR' });
    await expect(ask(strict)).rejects.toMatchObject({ code: 'HTTP_ERROR', details: { status: 404 } });
  });
});
