import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { GuardedPool } from './nested-connection.js';

/** A server in a thread of its own, which goes on while this thread rests: it lets everyone in, or is silent. */
const SERVER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const LET_IN = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
  const server = require('node:net').createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => { if (workerData === 'answers') socket.write(LET_IN); });
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;

describe('The pool', () => {
  let server: Worker;
  let pool: GuardedPool;
  const open = async (behaviour: 'answers' | 'is silent'): Promise<void> => {
    server = new Worker(SERVER, { eval: true, workerData: behaviour });
    const [port] = (await once(server, 'message')) as [number];
    pool = new GuardedPool({ host: '127.0.0.1', port, user: 'x', database: 'x' });
  };
  afterEach(async () => {
    await pool.end();
    await server.terminate();
  });

  it('waits for a server that is there when the process rests for longer than the time-out', async () => {
    await open('answers');
    const connected = pool.connect();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3500);
    (await connected).release();
  });

  it('gives up a server that takes connections and is silent', async () => {
    await open('is silent');
    await expect(pool.connect()).rejects.toThrow('timeout expired');
  });
});
