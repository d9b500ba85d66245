import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createServer as createTls } from 'node:https';
import { DnsServer } from '../../../test/support/dns-server.js';
import { RawServer } from '../../../test/support/raw-server.js';
import { TEST_CERTIFICATE, TEST_KEY } from '../../../test/support/test-certificate.js';
import { TargetPolicy } from './address-policy.js';
import { AllowList } from '../addresses/allow-list.js';
import { LoopbackProxy, type LoopbackProxySettings } from './loopback-proxy.js';

const stops: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function proxyFor(
  allow: string,
  settings: LoopbackProxySettings = {},
): Promise<{ proxy: LoopbackProxy; at: URL }> {
  const policy = new TargetPolicy({ egressAllow: AllowList.parse(allow) });
  const proxy = new LoopbackProxy(policy, { refusalJitterMs: 0, ...settings });
  const at = new URL(await proxy.start());
  stops.push(() => proxy.stop());
  return { proxy, at };
}

/** A plain request as a browser sends it to a proxy: the whole URL in the request line. */
async function ask(
  at: URL,
  target: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<[number, string]> {
  const method = body === '' ? 'GET' : 'POST';
  const sent = request({ host: at.hostname, port: at.port, path: target, method, headers, agent: false });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return [response.statusCode ?? 0, text];
}

/** Opens a tunnel and returns the status and the socket. */
async function tunnelTo(at: URL, authority: string): Promise<[string, Socket]> {
  const socket = connect(Number(at.port), at.hostname);
  stops.push(() => socket.destroy());
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
  const [head] = (await once(socket, 'data')) as [Buffer];
  return [head.toString().split(' ')[1] ?? '', socket];
}

async function rawServer(answer: string): Promise<{ server: RawServer; port: string }> {
  const server = new RawServer((socket) => socket.end(answer));
  const port = String(await server.start());
  stops.push(() => server.stop());
  return { server, port };
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';

describe('LoopbackProxy', () => {
  it('listens on loopback only and stops', async () => {
    const { proxy, at } = await proxyFor('127.0.0.1');
    expect(at.hostname).toBe('127.0.0.1');
    await expect(proxy.start()).rejects.toThrow('already');
    await proxy.stop();
    await proxy.stop();
    const socket = connect(Number(at.port), at.hostname);
    const [error] = (await once(socket, 'error')) as [{ code?: string }];
    expect(error.code).toBe('ECONNREFUSED');
  });

  it('forwards plain requests with their body, without fields of the connection', async () => {
    const { server, port } = await rawServer(OK);
    const { proxy, at } = await proxyFor(`127.0.0.1:${port}`);
    const headers = {
      'Proxy-Authorization': 'Basic x',
      'Proxy-Connection': 'keep-alive',
      'X-Own': 'yes',
      Host: 'evil.example',
    };
    expect(await ask(at, `http://127.0.0.1:${port}/path?q=1`, headers, 'payload')).toEqual([200, 'hello']);
    expect(server.requests[0]).toContain('POST /path?q=1 HTTP/1.1');
    expect(server.requests[0]).toContain(`host: 127.0.0.1:${port}`);
    expect(server.requests[0]).toContain('x-own: yes');
    expect(server.requests[0]).not.toMatch(/proxy-|evil/i);
    expect(proxy.counts).toEqual({ allowed: 1, refused: 0, failed: 0 });
  });

  it('tunnels TLS end to end', async () => {
    const server = createTls({ key: TEST_KEY, cert: TEST_CERTIFICATE }, (_, response) => response.end('inside'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    stops.push(() => server.close());
    const port = String((server.address() as AddressInfo).port);
    const { at } = await proxyFor(`127.0.0.1:${port}`);
    const [status, socket] = await tunnelTo(at, `127.0.0.1:${port}`);
    expect(status).toBe('200');
    const tls = connectTls({ socket, ca: TEST_CERTIFICATE, servername: 'site.test' });
    await once(tls, 'secureConnect');
    tls.write('GET / HTTP/1.1\r\nHost: site.test\r\nConnection: close\r\n\r\n');
    let text = '';
    for await (const chunk of tls) text += String(chunk);
    expect(text).toContain('inside');
  });

  it('refuses internal targets in both request forms, and counts them', async () => {
    const { server, port } = await rawServer(OK);
    const { proxy, at } = await proxyFor('127.0.0.1:1');
    const hosts = ['127.0.0.1', '[::ffff:127.0.0.1]', '[::1]', '2130706433', 'localhost', '0.0.0.0'];
    for (const host of hosts) {
      expect((await ask(at, `http://${host}:${port}/`))[0]).toBe(403);
      expect((await tunnelTo(at, `${host}:${port}`))[0]).toBe('403');
    }
    expect((await ask(at, 'http://169.254.169.254/latest/meta-data/'))[0]).toBe(403);
    expect((await ask(at, 'http://user:pw@127.0.0.1:1/'))[0]).toBe(403);
    expect((await ask(at, 'ftp://127.0.0.1:1/'))[0]).toBe(403);
    expect((await ask(at, 'https://127.0.0.1:1/'))[0]).toBe(403);
    expect((await ask(at, '/'))[0]).toBe(403);
    expect(proxy.counts).toEqual({ allowed: 0, refused: 2 * hosts.length + 5, failed: 0 });
    expect(server.accepted).toBe(0);
  });

  it('refuses a tunnel to anything but an authority', async () => {
    const { at } = await proxyFor('127.0.0.1');
    for (const authority of [
      '127.0.0.1',
      '127.0.0.1:80/x',
      'user@127.0.0.1:80',
      'http://127.0.0.1:80',
      '127.0.0.1:80?x',
    ]) {
      expect([authority, (await tunnelTo(at, authority))[0]]).toEqual([authority, '400']);
    }
  });

  it('checks the addresses that a name resolves to', async () => {
    const dns = new DnsServer((name) => ({ a: [name === 'good.example' ? '127.0.0.1' : '10.0.0.1'] }));
    const { port } = await rawServer(OK);
    const { proxy, at } = await proxyFor(`127.0.0.1:${port}`, { dnsServers: [await dns.start()] });
    stops.push(() => dns.stop());
    expect(await ask(at, `http://good.example:${port}/`)).toEqual([200, 'hello']);
    expect((await ask(at, `http://bad.example:${port}/`))[0]).toBe(403);
    expect((await tunnelTo(at, `bad.example:${port}`))[0]).toBe('403');
    expect(proxy.counts).toEqual({ allowed: 1, refused: 2, failed: 0 });
  });

  it('responds 502 for a target that is unreachable or does not speak HTTP', async () => {
    const { server, port } = await rawServer('nonsense\r\n\r\n');
    const { proxy, at } = await proxyFor('127.0.0.1');
    expect((await ask(at, `http://127.0.0.1:${port}/`))[0]).toBe(502);
    await server.stop();
    expect((await ask(at, `http://127.0.0.1:${port}/`))[0]).toBe(502);
    expect((await tunnelTo(at, `127.0.0.1:${port}`))[0]).toBe('502');
    expect(proxy.counts).toEqual({ allowed: 1, refused: 0, failed: 2 });
  });

  it('cuts silent connections and responses over the byte limit', async () => {
    const silent = new RawServer(() => undefined);
    const port = String(await silent.start());
    stops.push(() => silent.stop());
    const { at } = await proxyFor('127.0.0.1', { idleMs: 500, maxBytes: 1000 });
    await expect(ask(at, `http://127.0.0.1:${port}/`)).rejects.toThrow('socket hang up');
    const [, socket] = await tunnelTo(at, `127.0.0.1:${port}`);
    await once(socket, 'close');
    await silent.idle();
    const flood = await rawServer(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(5000)}`);
    await expect(ask(at, `http://127.0.0.1:${flood.port}/`)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('cuts open tunnels when it stops', async () => {
    const silent = new RawServer(() => undefined);
    const port = String(await silent.start());
    stops.push(() => silent.stop());
    const { proxy, at } = await proxyFor('127.0.0.1');
    const [status, socket] = await tunnelTo(at, `127.0.0.1:${port}`);
    expect(status).toBe('200');
    const closed = once(socket, 'close');
    await proxy.stop();
    await closed;
    await silent.idle();
  });
});
