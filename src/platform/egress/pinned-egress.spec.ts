import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createTls } from 'node:https';
import { createSecureServer as createHttp2 } from 'node:http2';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { DnsServer } from '../../../test/support/dns-server.js';
import { RawServer } from '../../../test/support/raw-server.js';
import { TEST_CERTIFICATE, TEST_KEY } from '../../../test/support/test-certificate.js';
import { TargetPolicy } from './address-policy.js';
import { AllowList } from '../addresses/allow-list.js';
import type { EgressRequest } from './egress.types.js';
import { PinnedEgress } from './pinned-egress.js';
import { definedOnly } from '../objects/defined-only.js';

const open = new TargetPolicy({ egressAllow: AllowList.parse('127.0.0.0/8') });
const egress = new PinnedEgress(open, { refusalJitterMs: 0, ca: TEST_CERTIFICATE });
const get = (url: string, more: Partial<EgressRequest> = {}) => egress.request(url, { purpose: 'target', ...more });

const started: { close(): unknown }[] = [];

async function listen(server: Server | ReturnType<typeof createTls> | ReturnType<typeof createHttp2>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  started.push(server);
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  for (const server of started.splice(0)) server.close();
});

describe('PinnedEgress, responses', () => {
  it('fetches over http with facts and timings', async () => {
    const port = await listen(
      createHttp((request, response) => {
        response.setHeader('Set-Cookie', ['a=1', 'b=2']);
        response.setHeader('X-Host', request.headers.host ?? '');
        response.setHeader('X-Agent', request.headers['user-agent'] ?? '');
        response.end(`path ${request.url ?? ''}`);
      }),
    );
    const answer = await get(`http://127.0.0.1:${String(port)}/a?b=c#frag`);
    expect(answer.status).toBe(200);
    expect(answer.body.toString()).toBe('path /a?b=c');
    expect(answer.httpVersion).toBe('1.1');
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(answer.headers['x-host']).toBe(`127.0.0.1:${String(port)}`);
    expect(answer.headers['x-agent']).toMatch(/^Batchwright\//);
    expect(answer.url).toBe(`http://127.0.0.1:${String(port)}/a?b=c`);
    expect(answer.hops).toEqual([{ url: answer.url, status: 200, location: null, ms: expect.any(Number) as number }]);
    expect(answer.tls).toBeNull();
    expect(answer.timings.dnsMs).toBeNull();
    expect(answer.timings.tlsMs).toBeNull();
    expect(answer.timings.tcpMs).toBeGreaterThanOrEqual(0);
    expect(answer.timings.totalMs).toBeGreaterThanOrEqual(answer.timings.ttfbMs);
    expect(answer.wireBytes).toBe(11);
  });

  it('sends method, body and headers, and none of the fields that belong to the connection', async () => {
    const port = await listen(
      createHttp((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const { method, headers } = request;
          response.end(JSON.stringify({ method, headers, body: Buffer.concat(chunks).toString() }));
        });
      }),
    );
    const answer = await get(`http://127.0.0.1:${String(port)}/`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Host: 'evil.example',
        'Transfer-Encoding': 'chunked',
        'X-Key': 'k',
      },
      body: '{"a":"é"}',
    });
    const seen = JSON.parse(answer.body.toString()) as {
      method: string;
      headers: Record<string, string>;
      body: string;
    };
    expect(seen.method).toBe('POST');
    expect(seen.body).toBe('{"a":"é"}');
    expect(seen.headers).toMatchObject({
      host: `127.0.0.1:${String(port)}`,
      'content-type': 'application/json',
      'content-length': '10',
      'x-key': 'k',
    });
    expect(seen.headers['transfer-encoding']).toBeUndefined();
  });

  it('returns error statuses, empty bodies and HEAD as responses', async () => {
    const port = await listen(
      createHttp((request, response) => {
        response.writeHead(request.url === '/404' ? 404 : 204, { 'content-encoding': 'gzip' }).end();
      }),
    );
    const base = `http://127.0.0.1:${String(port)}`;
    expect((await get(`${base}/404`)).status).toBe(404);
    expect((await get(`${base}/204`)).body).toHaveLength(0);
    expect((await get(`${base}/404`, { method: 'HEAD' })).status).toBe(404);
  });

  it('decodes one gzip coding and counts wire and decoded bytes', async () => {
    const page = 'hello '.repeat(2000);
    const zipped = gzipSync(page);
    const port = await listen(createHttp((_, response) => response.setHeader('Content-Encoding', 'gzip').end(zipped)));
    const answer = await get(`http://127.0.0.1:${String(port)}/`);
    expect(answer.body.toString()).toBe(page);
    expect(answer.contentEncoding).toBe('gzip');
    expect(answer.wireBytes).toBe(zipped.length);
  });

  it('truncates a body over its limits with truncate set', async () => {
    const port = await listen(
      createHttp((request, response) => {
        const body = Buffer.alloc(300_000, 'abcdefghij');
        if (request.url === '/plain') response.end(body);
        else response.setHeader('Content-Encoding', 'gzip').end(gzipSync(body, { level: 0 }));
      }),
    );
    const base = `http://127.0.0.1:${String(port)}`;
    const plain = await get(`${base}/plain`, { limits: { truncate: true, wireBytes: 1000 } });
    expect([plain.truncated, plain.body.length, plain.wireBytes]).toEqual([true, 1000, 1000]);
    const zipped = await get(`${base}/zip`, { limits: { truncate: true, wireBytes: 100_000 } });
    expect(zipped.truncated).toBe(true);
    expect(zipped.wireBytes).toBe(100_000);
    expect(zipped.body.length).toBeGreaterThan(60_000);
    expect(zipped.body.subarray(0, 10).toString()).toBe('abcdefghij');
    const decoded = await get(`${base}/zip`, { limits: { truncate: true, decodedBytes: 1234 } });
    expect([decoded.truncated, decoded.body.length]).toEqual([true, 1234]);
  });
});

describe('PinnedEgress, TLS', () => {
  const options = { key: TEST_KEY, cert: TEST_CERTIFICATE };

  it('verifies the certificate and reports it', async () => {
    const port = await listen(createTls(options, (_, response) => response.end('secure')));
    const answer = await get(`https://127.0.0.1:${String(port)}/`);
    expect(answer.body.toString()).toBe('secure');
    expect(answer.tls).toMatchObject({
      protocol: 'TLSv1.3',
      issuer: 'Batchwright tests',
      subjectAltNames: ['site.test', 'www.site.test', '127.0.0.1'],
      alpn: 'http/1.1',
    });
    expect(Date.parse(answer.tls?.validTo ?? '')).toBeGreaterThan(Date.now());
    expect(answer.timings.tlsMs).toBeGreaterThan(0);
  });

  it('rejects a certificate for another name, and an unknown authority', async () => {
    const port = await listen(createTls(options, (_, response) => response.end('secure')));
    await expect(get(`https://127.0.0.2:${String(port)}/`)).rejects.toMatchObject({ code: 'CONNECT_FAILED' });
    const strict = new PinnedEgress(open, { refusalJitterMs: 0 });
    await expect(strict.request(`https://127.0.0.1:${String(port)}/`, { purpose: 'target' })).rejects.toMatchObject({
      code: 'TLS_ERROR',
    });
  });

  it('verifies and sends the host name although it connects to an address', async () => {
    const dns = new DnsServer((name) => (name.endsWith('.test') ? { a: ['127.0.0.1'] } : null));
    const named = new PinnedEgress(open, { refusalJitterMs: 0, ca: TEST_CERTIFICATE, dnsServers: [await dns.start()] });
    started.push({ close: () => dns.stop() });
    const names: (string | false | null)[] = [];
    const server = createTls(options, (_, response) => response.end('ok'));
    server.on('secureConnection', (socket) => names.push(socket.servername));
    const port = String(await listen(server));
    const answer = await named.request(`https://www.site.test:${port}/`, { purpose: 'target' });
    expect(answer.status).toBe(200);
    expect(answer.timings.dnsMs).toBeGreaterThan(0);
    expect(names).toEqual(['www.site.test']);
    await expect(named.request(`https://other.test:${port}/`, { purpose: 'target' })).rejects.toMatchObject({
      code: 'TLS_ERROR',
    });
  });

  it('reports the protocol that a server would choose', async () => {
    const two = await listen(createHttp2({ ...options, allowHTTP1: true }));
    const one = await listen(createTls(options));
    const probe = (url: string) => egress.probeAlpn(url, { purpose: 'target' });
    expect(await probe(`https://127.0.0.1:${String(two)}/`)).toBe('h2');
    expect(await probe(`https://127.0.0.1:${String(one)}/`)).toBe('http/1.1');
    expect(await probe(`http://127.0.0.1:${String(one)}/`)).toBeNull();
    await expect(probe('https://10.0.0.1/')).rejects.toMatchObject({ code: 'TARGET_NOT_ALLOWED' });
  });

  it('reports a server that speaks no TLS or cuts the handshake', async () => {
    const plain = new RawServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
    const port = await plain.start();
    started.push({ close: () => plain.stop() });
    const silent = get(`https://127.0.0.1:${String(port)}/`, { limits: { tlsMs: 100 } });
    await expect(silent).rejects.toMatchObject({ code: 'CONNECT_TIMEOUT' });
    const http = await listen(createHttp());
    await expect(get(`https://127.0.0.1:${String(http)}/`)).rejects.toMatchObject({
      code: expect.stringMatching(/^(TLS_ERROR|CONNECT_FAILED)$/) as string,
    });
  });
});

describe('PinnedEgress, redirects', () => {
  interface Seen {
    readonly url: string;
    readonly headers: Record<string, unknown>;
    readonly method: string;
  }

  async function site(
    routes: Record<string, [status: number, location?: string]>,
  ): Promise<{ port: string; seen: Seen[] }> {
    const seen: Seen[] = [];
    const port = await listen(
      createHttp((request, response) => {
        seen.push({ url: request.url ?? '', headers: { ...request.headers }, method: request.method ?? '' });
        const [status, location] = routes[request.url ?? ''] ?? [200];
        response.writeHead(status, definedOnly({ location })).end('body');
      }),
    );
    return { port: String(port), seen };
  }

  it.each([301, 302, 303, 307, 308])('follows %d and records each hop', async (status) => {
    const { port } = await site({ '/a': [status, '/b'] });
    const answer = await get(`http://127.0.0.1:${port}/a`);
    expect(answer.hops.map((hop) => [hop.status, hop.location])).toEqual([
      [status, '/b'],
      [200, null],
    ]);
    expect(answer.url).toBe(`http://127.0.0.1:${port}/b`);
  });

  it.each([
    ['http://169.254.169.254/latest/', 'TARGET_NOT_ALLOWED'],
    ['//10.0.0.1/', 'TARGET_NOT_ALLOWED'],
    ['http://[::ffff:10.0.0.1]/', 'TARGET_NOT_ALLOWED'],
    ['http://2852039166/', 'TARGET_NOT_ALLOWED'],
    ['http://metadata.google.internal/', 'TARGET_NOT_ALLOWED'],
    ['http://example.com:22/', 'TARGET_NOT_ALLOWED'],
    ['file:///etc/passwd', 'REDIRECT_NOT_ALLOWED'],
    ['javascript:alert(1)', 'REDIRECT_NOT_ALLOWED'],
    ['http://user:pw@example.com/', 'REDIRECT_NOT_ALLOWED'],
    ['http://exa mple.com/', 'REDIRECT_NOT_ALLOWED'],
  ])('does not follow to %s: %s', async (location, code) => {
    const narrow = new PinnedEgress(new TargetPolicy({ egressAllow: AllowList.parse('127.0.0.1') }), {
      refusalJitterMs: 0,
    });
    const { port } = await site({ '/': [302, location] });
    const refused = narrow.request(`http://127.0.0.1:${port}/`, { purpose: 'target' });
    await expect(refused).rejects.toMatchObject({ code });
    await expect(refused).rejects.not.toThrow(/169\.254|10\.0\.0\.1/);
  });

  it('rejects a redirect from https to http', async () => {
    const port = await listen(
      createTls({ key: TEST_KEY, cert: TEST_CERTIFICATE }, (_, response) =>
        response.writeHead(302, { location: 'http://127.0.0.1/' }).end(),
      ),
    );
    await expect(get(`https://127.0.0.1:${String(port)}/`)).rejects.toMatchObject({ code: 'REDIRECT_NOT_ALLOWED' });
  });

  it('follows five redirects and no sixth, and detects a loop', async () => {
    const { port, seen } = await site({
      '/1': [302, '/2'],
      '/2': [302, '/3'],
      '/3': [302, '/4'],
      '/4': [302, '/5'],
      '/5': [302, '/6'],
      '/0': [302, '/1'],
      '/x': [302, '/y'],
      '/y': [302, '/x#again'],
    });
    const base = `http://127.0.0.1:${port}`;
    expect((await get(`${base}/1`)).hops).toHaveLength(6);
    await expect(get(`${base}/0`)).rejects.toMatchObject({ code: 'TOO_MANY_REDIRECTS' });
    seen.length = 0;
    await expect(get(`${base}/x`)).rejects.toMatchObject({ code: 'TOO_MANY_REDIRECTS' });
    expect(seen.map(({ url }) => url)).toEqual(['/x', '/y']);
  });

  it('returns the redirect for other methods, and for any method with redirects set to 0', async () => {
    const { port, seen } = await site({ '/': [307, '/other'] });
    const answer = await get(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'x' });
    expect([answer.status, answer.headers['location'], seen.length]).toEqual([307, '/other', 1]);
    expect((await get(`http://127.0.0.1:${port}/`, { limits: { redirects: 0 } })).status).toBe(307);
  });

  it('drops credentials across origins and sends them within one', async () => {
    const other = await site({});
    const { port, seen } = await site({ '/same': [302, '/here'], '/cross': [302, `http://127.0.0.1:${other.port}/`] });
    const headers = {
      Authorization: 'Bearer s',
      Cookie: 'c=1',
      'X-Api-Key': 'k',
      'webhook-signature': 'v1,x',
      'Accept-Language': 'de',
    };
    await get(`http://127.0.0.1:${port}/same`, { headers });
    expect(seen[1]?.headers).toMatchObject({ authorization: 'Bearer s', cookie: 'c=1', 'x-api-key': 'k' });
    await get(`http://127.0.0.1:${port}/cross`, { headers });
    const arrived = other.seen[0]?.headers ?? {};
    expect(arrived['accept-language']).toBe('de');
    for (const name of ['authorization', 'cookie', 'x-api-key', 'webhook-signature'])
      expect(arrived[name]).toBeUndefined();
  });

  it('does not redirect providers to another host', async () => {
    const { port } = await site({ '/a': [302, `http://127.0.0.2/`], '/b': [302, '/c'] });
    const ask = (path: string) => egress.request(`http://127.0.0.1:${port}${path}`, { purpose: 'provider' });
    await expect(ask('/a')).rejects.toMatchObject({ code: 'REDIRECT_NOT_ALLOWED' });
    expect((await ask('/b')).status).toBe(200);
  });
});
