import { ItemSpool } from './item-spool.js';

describe('Items on the disk', () => {
  /** What is written and then read again. */
  async function chunksOf(texts: readonly string[]): Promise<readonly (readonly string[])[]> {
    const spool = await ItemSpool.make<{ readonly text: string }>();
    try {
      for (const text of texts) await spool.add({ text });
      await spool.end();
      const chunks: string[][] = [];
      for await (const chunk of spool.chunks()) chunks.push(chunk.map(({ text }) => text));
      return chunks;
    } finally {
      await spool.discard();
    }
  }

  it('come back in order, so many at a time', async () => {
    const texts = Array.from({ length: 2500 }, (_, n) => `item ${n}`);
    const chunks = await chunksOf(texts);
    expect(chunks.map(({ length }) => length)).toEqual([1000, 1000, 500]);
    expect(chunks.flat()).toEqual(texts);
  });

  it('come back a few at a time when they are large', async () => {
    const texts = Array.from({ length: 25 }, (_, n) => String(n).padEnd(1024 * 1024, 'x'));
    const chunks = await chunksOf(texts);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(5);
    expect(chunks.flat()).toEqual(texts);
  });

  it('are refused when they and the refused ones take more bytes than they may', async () => {
    const spool = await ItemSpool.make<{ readonly text: string }, { readonly text: string }>(100);
    try {
      await spool.add({ text: '東'.repeat(20) });
      await expect(spool.refuse({ text: '東'.repeat(10) })).rejects.toMatchObject({
        code: 'FILE_REJECTED',
        details: { reason: 'too_large', limit: 100 },
      });
    } finally {
      await spool.discard();
    }
  });

  it('are refused when together they become longer than they may', async () => {
    const spool = await ItemSpool.make<{ readonly text: string }>(100);
    try {
      await spool.add({ text: 'x'.repeat(50) });
      await expect(spool.add({ text: 'x'.repeat(50) })).rejects.toMatchObject({
        code: 'FILE_REJECTED',
        details: { reason: 'too_large', limit: 100 },
      });
    } finally {
      await spool.discard();
    }
  });
});
