import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { giveUpAfter } from './give-up.js';

/** A server that goes on while this thread rests: it answers each message, and counts the answers. */
const SERVER = `
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.on('message', (message) => {
    parentPort.postMessage(message);
    Atomics.add(workerData, 0, 1);
    Atomics.notify(workerData, 0);
  });`;

describe('giveUpAfter', () => {
  const MS = 50;
  const answered = new Int32Array(new SharedArrayBuffer(4));
  let server: Worker;
  let happened: string[];
  let stop: () => void;
  beforeEach(async () => {
    Atomics.store(answered, 0, 0);
    server = new Worker(SERVER, { eval: true, workerData: answered });
    await once(server, 'online');
    happened = [];
  });
  afterEach(async () => {
    stop();
    await server.terminate();
  });

  const start = (): void => {
    stop = giveUpAfter(MS, () => happened.push('given up'));
  };
  /** Rests as a stopped process does. */
  const rest = (ms: number): void => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  };
  /** Each rest, with a turn of the loop after it, ends one part. */
  const restTimes = async (count: number): Promise<void> => {
    for (let nth = 0; nth < count; nth += 1) {
      rest(MS / 5);
      await nextTurn();
    }
  };
  const givenUp = async (): Promise<void> => {
    while (happened.length === 0) await nextTurn();
  };

  it('gives up a silent server, and not before the time', async () => {
    const began = performance.now();
    start();
    await givenUp();
    // Timers of Node count whole milliseconds, so that each of the parts may be short by one.
    expect(performance.now() - began).toBeGreaterThanOrEqual(MS - 10);
    await nextTurn();
    expect(happened).toEqual(['given up']);
  });

  it('does not give up once it is stopped, at any part of the time', async () => {
    for (let rests = 0; rests < 12; rests += 1) {
      happened = [];
      start();
      await restTimes(rests);
      const before = happened.length;
      stop();
      await restTimes(2);
      expect(happened).toHaveLength(before);
    }
  });

  it('reads the answer that came during a rest before it gives up, at any part of the time', async () => {
    let heard = 0;
    server.on('message', () => (heard += 1));
    // Nine rests leave the last part.
    for (let rests = 0; rests < 10; rests += 1) {
      happened = [];
      const asked = rests + 1;
      stop = giveUpAfter(MS, () => happened.push(heard === asked ? 'given up' : 'given up unheard'));
      await restTimes(rests);
      server.postMessage('asked');
      Atomics.wait(answered, 0, rests);
      rest(2 * MS);
      await givenUp();
      expect(happened).toEqual(['given up']);
    }
  });

  it('counts a rest as one part of ten, so that an answer of several steps is waited for after it', async () => {
    start();
    rest(2 * MS);
    // A turn of the loop ends one part at most.
    for (let turns = 0; turns < 5; turns += 1) await nextTurn();
    expect(happened).toEqual([]);
  });
});
