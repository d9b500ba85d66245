import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { pino } from 'pino';
import type { AppConfig } from '../config/config.js';
import { AppLogger } from '../observability/app-logger.js';
import { RedisLink } from './redis-link.js';

/** A server in a thread of its own, which goes on while this thread rests: it answers what it knows, and not `GET`. */
const SERVER = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer((socket) => socket.on('error', () => undefined).on('data', (data) => {
    for (const [, name] of data.toString().matchAll(/\\r\\n(info|ping|client)\\r\\n/gi))
      socket.write(name === 'info' ? '$9\\r\\nloading:0\\r\\n' : name === 'ping' ? '+PONG\\r\\n' : '+OK\\r\\n');
  }));
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;

describe('The link to Redis', () => {
  let server: Worker;
  let link: RedisLink;
  beforeEach(async () => {
    server = new Worker(SERVER, { eval: true });
    const [port] = (await once(server, 'message')) as [number];
    const log = new AppLogger(pino({ level: 'silent' }));
    link = await RedisLink.open({ redisUrl: `redis://127.0.0.1:${port}` } as AppConfig, log);
    await once(link.failFast, 'ready');
  });
  afterEach(async () => {
    await link.onApplicationShutdown();
    await server.terminate();
  });

  it('hears the answer that came while the process rested for longer than the time-out', async () => {
    const answers = link.answers();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
    expect(await answers).toBe(true);
  });

  it('fails a command that Redis does not answer', async () => {
    await expect(link.failFast.get('x')).rejects.toThrow('Command timed out');
  });
});
