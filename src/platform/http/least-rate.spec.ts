import { setTimeout as delay } from 'node:timers/promises';
import { atLeastRate } from './least-rate.js';

async function read(chunks: AsyncIterable<Uint8Array>, graceMs: number): Promise<number> {
  let bytes = 0;
  for await (const chunk of atLeastRate(chunks, graceMs)) bytes += chunk.length;
  return bytes;
}

describe('atLeastRate', () => {
  it('ends an upload of which nothing more comes', async () => {
    async function* stuck(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(10);
      await delay(60_000, undefined, { ref: false });
    }
    await expect(read(stuck(), 50)).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' });
  });

  it('ends an upload of single bytes, however often they come', async () => {
    async function* drops(): AsyncGenerator<Uint8Array> {
      for (;;) {
        await delay(5);
        yield new Uint8Array(1);
      }
    }
    await expect(read(drops(), 50)).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' });
  });

  it('does not count the time of the reader', async () => {
    async function* quick(): AsyncGenerator<Uint8Array> {
      for (let n = 0; n < 3; n += 1) yield await Promise.resolve(new Uint8Array(1));
    }
    let chunks = 0;
    for await (const { length } of atLeastRate(quick(), 2000)) {
      chunks += length;
      await delay(10);
    }
    expect(chunks).toBe(3);
  });
});
