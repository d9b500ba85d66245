import { once } from 'node:events';
import { LocalWeb } from '../../../test/support/local-web.js';
import { RawServer } from '../../../test/support/raw-server.js';
import { localEgress } from '../../../test/support/local-egress.js';
import { KeptConnections } from './kept-connections.js';

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

describe('Kept connections', () => {
  const egress = localEgress();
  let kept: KeptConnections;
  const stops: (() => Promise<void>)[] = [];
  beforeEach(() => (kept = new KeptConnections()));
  afterEach(async () => {
    kept.close();
    for (const stop of stops.splice(0)) await stop();
  });

  const ask = (url: string, more: object = {}) =>
    egress.request(url, { purpose: 'target', connections: kept, ...more });

  async function web(headers: Readonly<Record<string, string>> = {}, body = 'ok'): Promise<[string, number[]]> {
    const ports: number[] = [];
    const site = await LocalWeb.start((request, response) => {
      ports.push(request.socket.remotePort ?? 0);
      if (request.url === '/moved') return response.writeHead(302, { location: '/' }).end('elsewhere');
      return response.writeHead(200, headers).end(body);
    });
    stops.push(() => site.close());
    return [site.origin, ports];
  }

  /** A server that answers each connection with the given bytes, whatever it is asked. */
  async function raw(answer: (connection: number) => string): Promise<[string, RawServer]> {
    const server = new RawServer((socket) => socket.write(answer(server.accepted)));
    stops.push(() => server.stop());
    return [`http://127.0.0.1:${await server.start()}/`, server];
  }

  it('carry further requests to their origin, whose timings say so', async () => {
    const [origin, ports] = await web();
    const first = await ask(`${origin}/a`);
    const second = await ask(`${origin}/b`);
    expect([first.body.toString(), second.body.toString()]).toEqual(['ok', 'ok']);
    expect(new Set(ports).size).toBe(1);
    expect([first.timings.tcpMs === null, second.timings.tcpMs]).toEqual([false, null]);
  });

  it('are not used by a request that asks for none, nor for another origin', async () => {
    const [origin, ports] = await web();
    const [other, otherPorts] = await web();
    await ask(`${origin}/a`);
    await egress.request(`${origin}/b`, { purpose: 'target' });
    await ask(`${other}/c`);
    expect([new Set(ports).size, new Set(otherPorts).size]).toEqual([2, 1]);
  });

  it('are not kept when the server closes, when a body was cut, or of a redirect', async () => {
    for (const [path, headers, limits] of [
      ['/', { connection: 'close' }, {}],
      ['/', {}, { wireBytes: 1_000, truncate: true }],
      ['/moved', {}, { redirects: 5 }],
    ] as const) {
      const [origin, ports] = await web(headers, 'x'.repeat(100_000));
      await ask(origin + path, { limits });
      const before = ports.length;
      await ask(`${origin}/again`, { limits });
      expect(ports.length).toBe(before + 1);
      if (path === '/') expect(new Set(ports).size).toBe(2);
    }
  });

  it('that the server has closed meanwhile are replaced by a new one', async () => {
    // one answer for each connection: what comes next on the first is never answered
    const server = new RawServer((socket) => {
      socket.write(ANSWER);
      socket.once('data', () => socket.destroy());
    });
    stops.push(() => server.stop());
    const url = `http://127.0.0.1:${await server.start()}/`;
    await ask(url);
    expect((await ask(url)).body.toString()).toBe('ok');
    expect(server.accepted).toBe(2);
  });

  it('are replaced by a new one when the rest of an earlier answer comes instead of an answer', async () => {
    const server = new RawServer((socket) => {
      socket.write(ANSWER);
      socket.once('data', () => socket.write('what should have come before'));
    });
    stops.push(() => server.stop());
    const url = `http://127.0.0.1:${await server.start()}/`;
    await ask(url);
    expect((await ask(url)).body.toString()).toBe('ok');
    expect(server.accepted).toBe(2);
  });

  it('on which something comes unasked are closed and answer nothing', async () => {
    const [url, server] = await raw((connection) => (connection === 1 ? ANSWER + ANSWER.replace('ok', 'no') : ANSWER));
    await ask(url);
    expect((await ask(url)).body.toString()).toBe('ok');
    expect(server.accepted).toBe(2);
  });

  it('check the address again for each new connection of a name that is known', async () => {
    const [origin] = await web();
    await kept.resolve('rebound.test', () => Promise.resolve(['10.0.0.1']));
    await expect(ask(origin.replace('127.0.0.1', 'rebound.test'))).rejects.toMatchObject({
      code: 'TARGET_NOT_ALLOWED',
    });
    expect(await kept.resolve('rebound.test', () => Promise.reject(new Error('asked again')))).toEqual(['10.0.0.1']);
  });

  it('have no time of a lookup when the name is known', async () => {
    const [origin] = await web();
    await kept.resolve('known.test', () => Promise.resolve(['127.0.0.1']));
    expect((await ask(origin.replace('127.0.0.1', 'known.test'))).timings).toMatchObject({
      dnsMs: null,
      tcpMs: expect.any(Number) as number,
    });
  });

  it('are six at most, of which the oldest makes room', async () => {
    const sites = await Promise.all(Array.from({ length: 7 }, () => web()));
    for (const [origin] of sites) await ask(origin);
    for (const [origin] of [...sites].reverse()) await ask(origin);
    expect(sites.map(([, ports]) => new Set(ports).size)).toEqual([2, 1, 1, 1, 1, 1, 1]);
  });

  it('end with their owner, also those that come back later', async () => {
    const closed: Promise<unknown>[] = [];
    const site = await LocalWeb.start((request, response) => {
      closed.push(once(request.socket, 'close'));
      response.end('ok');
    });
    stops.push(() => site.close());
    await ask(`${site.origin}/a`);
    const late = ask(`${site.origin}/b`);
    kept.close();
    await late.catch(() => undefined);
    await Promise.all(closed);
  });
});
