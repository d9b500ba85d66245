import { setMaxListeners } from 'node:events';
import { gzipSync } from 'node:zlib';
import { TargetPolicy } from '../../src/platform/egress/address-policy.js';
import { AllowList } from '../../src/platform/addresses/allow-list.js';
import { PinnedEgress } from '../../src/platform/egress/pinned-egress.js';
import { codeOf } from '../support/error-code.js';
import { expectNoSilenceHere } from '../support/own-event-loop.js';
import { eventually } from '../support/eventually.js';
import { RawServer, type RawHandler } from '../support/raw-server.js';

const MiB = 1024 * 1024;
const policy = new TargetPolicy({ egressAllow: AllowList.parse('127.0.0.1') });
const egress = new PinnedEgress(policy, { refusalJitterMs: 0 });
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function serve(handler: RawHandler): Promise<string> {
  const server = new RawServer(handler);
  const port = await server.start();
  stops.push(() => server.stop());
  return `http://127.0.0.1:${String(port)}/`;
}

/** 512 MiB of zeros in half a megabyte: gzip allows members one after the other, and the decoder joins them. */
const BOMB = Buffer.concat(Array<Buffer>(512).fill(gzipSync(Buffer.alloc(MiB))));

const reply = (head: string, body: Buffer | string): RawHandler => {
  return (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n`);
    socket.end(body);
  };
};

/** Sends for as long as the client reads: 10 GiB are only what a client would take. */
const endless =
  (head: string, piece: Buffer): RawHandler =>
  (socket) => {
    socket.write(head);
    const push = () => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on('drain', push);
    push();
  };

/** What may be spent on many requests in a row. */
const MOST = { grownMiB: 64, cpuMs: 2_000 };

/**
 * Growth of resident memory and CPU time of many requests in a row, all of which must end with `code`. One run in which
 * both keep their limits is enough: what a bomb costs it costs in every run. The growth is that since the first run,
 * for memory that a run has left behind serves the next one.
 */
async function cost(url: string, code: string, truncate = false): Promise<{ grownMiB: number; cpuMs: number }> {
  const ask = () => codeOf(egress.request(url, { purpose: 'target', limits: { truncate } }));
  expect(await ask()).toBe(code);
  const before = process.memoryUsage.rss();
  for (let runsLeft = 4; ; runsLeft -= 1) {
    const cpu = process.cpuUsage();
    expect(new Set(await Promise.all(Array.from({ length: 5 }, ask)))).toEqual(new Set([code]));
    const { user, system } = process.cpuUsage(cpu);
    const spent = { grownMiB: (process.memoryUsage.rss() - before) / MiB, cpuMs: (user + system) / 1000 };
    const isCheap = spent.grownMiB < MOST.grownMiB && spent.cpuMs < MOST.cpuMs;
    if (isCheap || runsLeft === 1) return spent;
  }
}

describe('egress against bombs and floods', () => {
  expectNoSilenceHere();

  it.each([
    ['a gzip bomb of 512 MiB', reply('Content-Encoding: gzip', BOMB), 'DECODED_TOO_LARGE'],
    ['the bomb gzipped again', reply('Content-Encoding: gzip, gzip', gzipSync(BOMB)), 'ENCODING_NOT_ALLOWED'],
    ['the bomb gzipped again and declared once', reply('Content-Encoding: gzip', gzipSync(gzipSync(BOMB))), 'no error'],
    ['a stream of 10 GiB', endless('HTTP/1.1 200 OK\r\n\r\n', Buffer.alloc(65_536)), 'BODY_TOO_LARGE'],
    ['a header of 1 GiB', endless('HTTP/1.1 200 OK\r\nX: ', Buffer.alloc(65_536, 'x')), 'PROTOCOL_ERROR'],
  ])('%s costs next to nothing', async (_, handler, code) => {
    const { grownMiB, cpuMs } = await cost(await serve(handler), code);
    expect(grownMiB).toBeLessThan(MOST.grownMiB);
    expect(cpuMs).toBeLessThan(MOST.cpuMs);
  });

  it('a bomb is rejected even where bodies may be truncated', async () => {
    const { grownMiB } = await cost(await serve(reply('Content-Encoding: gzip', BOMB)), 'DECODED_TOO_LARGE', true);
    expect(grownMiB).toBeLessThan(MOST.grownMiB);
  });

  it('hanging targets do not hold up others', async () => {
    const good = await serve(reply('Content-Length: 2', 'ok'));
    let hung = 0;
    const hanging = await serve(() => (hung += 1));
    const controller = new AbortController();
    const { signal } = controller;
    setMaxListeners(0, signal);
    const stuck = Array.from({ length: 64 }, () => codeOf(egress.request(hanging, { purpose: 'target', signal })));
    await eventually('every one hangs', () => hung === 64);
    for (let i = 0; i < 100; i += 1) await egress.request(good, { purpose: 'target' });
    expect(await Promise.race([...stuck, Promise.resolve('all hang')])).toBe('all hang');
    controller.abort();
    expect(new Set(await Promise.all(stuck))).toEqual(new Set(['CANCELLED']));
  });
});
