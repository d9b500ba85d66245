import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { brotliCompressSync, constants, deflateRawSync, gzipSync } from 'node:zlib';
import { DnsServer } from '../../../test/support/dns-server.js';
import { codeOf } from '../../../test/support/error-code.js';
import { RawServer, type RawHandler } from '../../../test/support/raw-server.js';
import { AppError } from '../errors/app-error.js';
import { TargetPolicy } from './address-policy.js';
import { AllowList } from '../addresses/allow-list.js';
import type { EgressLimits, EgressRequest } from './egress.types.js';
import { PinnedEgress } from './pinned-egress.js';

const policy = new TargetPolicy({ egressAllow: AllowList.parse('127.0.0.1, localhost') });
const egress = new PinnedEgress(policy, { refusalJitterMs: 0 });
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function serve(handler: RawHandler): Promise<{ server: RawServer; url: string }> {
  const server = new RawServer(handler);
  const port = await server.start();
  stops.push(() => server.stop());
  return { server, url: `http://127.0.0.1:${String(port)}/` };
}

/**
 * The error code of one request to a server that responds with `handler`; the client must have closed the
 * connection afterwards.
 */
async function fault(
  handler: RawHandler,
  limits: Partial<EgressLimits> = {},
  more: Partial<EgressRequest> = {},
): Promise<string> {
  const { server, url } = await serve(handler);
  const code = await codeOf(egress.request(url, { purpose: 'target', limits, ...more }));
  await server.idle();
  return code;
}

const HEAD = 'HTTP/1.1 200 OK\r\n';
const CHUNKED = `${HEAD}Transfer-Encoding: chunked\r\n\r\n`;

/** Writes a piece again and again as fast as the client reads. */
function stream(socket: Socket, piece: Buffer | string): void {
  const push = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', push);
  push();
}

function drip(socket: Socket, piece: string, ms: number): void {
  const timer = setInterval(() => socket.write(piece), ms);
  socket.on('close', () => {
    clearInterval(timer);
  });
}

describe('PinnedEgress with hanging and broken servers', () => {
  it('times out when no headers come', async () => {
    expect(await fault(() => undefined, { headersMs: 80 })).toBe('HEADERS_TIMEOUT');
  });

  it('times out when headers drip slowly', async () => {
    const slow: RawHandler = (socket) => {
      socket.write(HEAD);
      drip(socket, 'X: y\r\n', 10);
    };
    expect(await fault(slow, { headersMs: 100 })).toBe('HEADERS_TIMEOUT');
  });

  it('times out on endless interim responses', async () => {
    const interim: RawHandler = (socket) => drip(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n', 5);
    expect(await fault(interim, { headersMs: 100 })).toBe('HEADERS_TIMEOUT');
  });

  it('reports TOO_SLOW on silence within the body', async () => {
    expect(await fault((socket) => socket.write(`${HEAD}Content-Length: 10\r\n\r\nabc`), { idleMs: 80 })).toBe(
      'TOO_SLOW',
    );
  });

  it('reports TOO_SLOW for a body slower than the minimum rate but faster than the idle limit', async () => {
    const slow: RawHandler = (socket) => {
      socket.write(`${HEAD}Content-Length: 100000\r\n\r\n`);
      drip(socket, 'x', 20);
    };
    expect(await fault(slow, { idleMs: 5_000, slowAfterMs: 150 })).toBe('TOO_SLOW');
  });

  it('limits a body that never ends', async () => {
    const endless: RawHandler = (socket) => {
      socket.write(`${HEAD}\r\n`);
      stream(socket, Buffer.alloc(16_384, 'x'));
    };
    expect(await fault(endless)).toBe('BODY_TOO_LARGE');
  });

  it.each([
    ['closes without an answer', '', 'INCOMPLETE_BODY'],
    ['closes within the headers', 'HTTP/1.1 200 OK\r\nX: ', 'INCOMPLETE_BODY'],
    ['closes within a chunk', `${CHUNKED}a\r\nabc`, 'INCOMPLETE_BODY'],
    ['closes between chunks', `${CHUNKED}3\r\nabc\r\n`, 'INCOMPLETE_BODY'],
    ['promises more than it sends', `${HEAD}Content-Length: 10\r\n\r\nabc`, 'INCOMPLETE_BODY'],
    ['sends a chunk size that is none', `${CHUNKED}zz\r\nabc\r\n`, 'PROTOCOL_ERROR'],
    ['speaks another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', 'PROTOCOL_ERROR'],
    ['sends two lengths', `${HEAD}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`, 'PROTOCOL_ERROR'],
    [
      'sends a Content-Length together with chunks',
      `${HEAD}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
      'PROTOCOL_ERROR',
    ],
    [
      'switches protocols',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
      'PROTOCOL_ERROR',
    ],
    ['names gzip and sends none', `${HEAD}Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc`, 'PROTOCOL_ERROR'],
  ])('reports the fault of a server that %s', async (_, answer, code) => {
    expect(await fault((socket) => socket.end(answer))).toBe(code);
  });

  it('reports a reset within the body', async () => {
    const reset: RawHandler = (socket) => {
      socket.write(`${HEAD}Content-Length: 10\r\n\r\nabc`, () => socket.resetAndDestroy());
    };
    expect(await fault(reset)).toBe('INCOMPLETE_BODY');
  });

  it('reads Content-Length bytes and ignores what follows', async () => {
    const { url } = await serve((socket) => socket.end(`${HEAD}Content-Length: 3\r\n\r\nabcdef`));
    const answer = await egress.request(url, { purpose: 'target' });
    expect(answer.body.toString()).toBe('abc');
  });

  it('reports a closed port without naming the address', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const refused = egress.request(`http://localhost:${String(port)}/`, { purpose: 'target' });
    await expect(refused).rejects.toMatchObject({
      code: 'CONNECT_FAILED',
      message: 'No connection to the target could be made.',
      details: {},
    });
  });

  it('times out without SYN-ACK (a listener with a full queue)', async () => {
    const program = `require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () {
      console.log(this.address().port);
    })`;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    stops.push(() => new Promise((resolve) => child.once('exit', () => resolve()).kill('SIGKILL')));
    const port = Number(String(((await once(child.stdout, 'data')) as [Buffer])[0]));
    child.kill('SIGSTOP');
    const fillers = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    stops.push(() => Promise.resolve(fillers.forEach((socket) => socket.destroy())));
    await once(fillers[0] ?? child, 'connect');
    const waiting = egress.request(`http://127.0.0.1:${String(port)}/`, {
      purpose: 'target',
      limits: { connectMs: 200 },
    });
    await expect(waiting).rejects.toMatchObject({ code: 'CONNECT_TIMEOUT' });
  });

  it('falls back to an address that accepts', async () => {
    const { url } = await serve((socket) => socket.end(`${HEAD}Content-Length: 2\r\n\r\nok`));
    const both = new TargetPolicy({ egressAllow: AllowList.parse('127.0.0.1, ::1') });
    const dns = new DnsServer(() => ({ a: ['127.0.0.1'], aaaa: ['::1'] }));
    const named = new PinnedEgress(both, { dnsServers: [await dns.start()], refusalJitterMs: 0 });
    stops.push(() => dns.stop());
    const answer = await named.request(url.replace('127.0.0.1', 'two.example'), { purpose: 'target' });
    expect(answer.body.toString()).toBe('ok');
  });

  it('ends at the time limit of the whole exchange', async () => {
    const endless: RawHandler = (socket) => {
      socket.write(`${HEAD}\r\n`);
      drip(socket, 'x'.repeat(100), 10);
    };
    expect(await fault(endless, { totalMs: 120 })).toBe('TIMEOUT');
  });

  it('ends with the signal in every phase, with its reason', async () => {
    const during = (handler: RawHandler) => {
      const controller = new AbortController();
      return fault(
        (socket, text) => {
          handler(socket, text);
          setImmediate(() => {
            controller.abort();
          });
        },
        {},
        { signal: controller.signal },
      );
    };
    expect(await during(() => undefined)).toBe('CANCELLED');
    expect(await during((socket) => socket.write(`${HEAD}Content-Length: 10\r\n\r\nabc`))).toBe('CANCELLED');
    const { server, url } = await serve(() => undefined);
    const ask = (signal: AbortSignal) => codeOf(egress.request(url, { purpose: 'target', signal }));
    expect(await ask(AbortSignal.abort())).toBe('CANCELLED');
    expect(await ask(AbortSignal.abort(new AppError('SHUTTING_DOWN')))).toBe('SHUTTING_DOWN');
    expect(server.accepted).toBe(0);
    expect(await ask(AbortSignal.timeout(50))).toBe('TIMEOUT');
  });
});

describe('PinnedEgress with oversized responses', () => {
  it('limits an endless header section', async () => {
    const endless: RawHandler = (socket) => {
      socket.write(HEAD);
      stream(socket, `X-Long: ${'x'.repeat(4000)}\r\n`);
    };
    expect(await fault(endless)).toBe('PROTOCOL_ERROR');
  });

  it('rejects 10,000 header fields and 1,000 cookies', async () => {
    expect(await fault((socket) => socket.end(`${HEAD}${'a:b\r\n'.repeat(10_000)}\r\n`))).toBe('PROTOCOL_ERROR');
    expect(await fault((socket) => socket.end(`${HEAD}${'Set-Cookie: a=b\r\n'.repeat(1_000)}\r\n`))).toBe(
      'PROTOCOL_ERROR',
    );
  });

  it('accepts 500 header fields', async () => {
    const { url } = await serve((socket) => socket.end(`${HEAD}${'a:b\r\n'.repeat(499)}Content-Length: 0\r\n\r\n`));
    expect((await egress.request(url, { purpose: 'target' })).status).toBe(200);
  });

  it('accepts chunks of one byte and limits chunk extensions', async () => {
    const tiny: RawHandler = (socket) => {
      socket.write(CHUNKED);
      stream(socket, '1\r\nx\r\n'.repeat(1000));
    };
    expect(await fault(tiny, { wireBytes: 50_000 })).toBe('BODY_TOO_LARGE');
    const extended: RawHandler = (socket) => {
      socket.write(`${CHUNKED}1;`);
      stream(socket, 'x'.repeat(4096));
    };
    expect(await fault(extended)).toBe('PROTOCOL_ERROR');
  });
});

describe('PinnedEgress with content codings', () => {
  const send =
    (coding: string, body: Buffer): RawHandler =>
    (socket) => {
      socket.write(`${HEAD}Content-Encoding: ${coding}\r\nContent-Length: ${String(body.length)}\r\n\r\n`);
      socket.end(body);
    };
  const zeros = Buffer.alloc(32 * 1024 * 1024);

  it('rejects a gzip bomb, also where bodies may be truncated', async () => {
    const bomb = gzipSync(zeros);
    expect(await fault(send('gzip', bomb))).toBe('DECODED_TOO_LARGE');
    expect(await fault(send('gzip', bomb), { truncate: true })).toBe('DECODED_TOO_LARGE');
  });

  it('rejects a decoded size over its limit at an allowed ratio', async () => {
    expect(await fault(send('gzip', gzipSync(Buffer.alloc(9000, 'abc'))), { decodedBytes: 5000 })).toBe(
      'DECODED_TOO_LARGE',
    );
  });

  it('rejects nested gzip, declared and hidden behind one coding', async () => {
    const twice = gzipSync(gzipSync(zeros));
    expect(await fault(send('gzip, gzip', twice))).toBe('ENCODING_NOT_ALLOWED');
    const hidden = await egress.request((await serve(send('gzip', twice))).url, { purpose: 'target' });
    expect(hidden.body.length).toBeLessThan(64 * 1024);
  });

  it.each([
    ['br', brotliCompressSync('x')],
    ['zstd', Buffer.from('x')],
    ['deflate-raw', deflateRawSync('x')],
    ['deflate', Buffer.from('x')],
    ['gzip, identity, br', Buffer.from('x')],
    ['gzip, gzip, gzip, gzip, gzip, gzip', Buffer.from('x')],
    ['constructor', Buffer.from('x')],
  ])('rejects %s, which was not requested', async (coding, body) => {
    expect(await fault(send(coding, body))).toBe('ENCODING_NOT_ALLOWED');
  });

  it('decodes br for a caller that requested it, with the same limits', async () => {
    const headers = { 'accept-encoding': 'gzip, br;q=0.9' };
    const { url } = await serve(send('br', brotliCompressSync('text')));
    expect((await egress.request(url, { purpose: 'target', headers })).body.toString()).toBe('text');
    const bomb = brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
    expect(await fault(send('br', bomb), {}, { headers })).toBe('DECODED_TOO_LARGE');
  });

  it('treats identity as no coding and x-gzip as gzip', async () => {
    const plain = await egress.request((await serve(send('identity', Buffer.from('x')))).url, { purpose: 'target' });
    expect([plain.body.toString(), plain.contentEncoding]).toEqual(['x', null]);
    const old = await egress.request((await serve(send('x-gzip', gzipSync('y')))).url, { purpose: 'target' });
    expect([old.body.toString(), old.contentEncoding]).toEqual(['y', 'gzip']);
  });
});
