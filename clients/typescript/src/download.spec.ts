import { createClient } from './client.js';

/** A file of so many pieces, and then silence. */
const serving = (pieces: number): typeof fetch => {
  return (_, init) => {
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) =>
          init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason), { once: true }),
        pull: (controller) => {
          if (pieces > 0) controller.enqueue(new TextEncoder().encode('a line\r\n'));
          pieces -= 1;
        },
      },
      { highWaterMark: 0 },
    );
    return Promise.resolve(new Response(body, { headers: { 'Content-Type': 'text/csv' } }));
  };
};

describe('A file that is downloaded', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('waits for a caller that takes an hour for each line, and not for a service that is silent', async () => {
    const client = createClient({ baseUrl: 'http://service.test', apiKey: 'the-key', fetch: serving(3) });
    const lines = (await client.batches.export('7')).lines();
    for (let line = 0; line < 3; line += 1) {
      expect(await lines.next()).toEqual({ done: false, value: 'a line' });
      await jest.advanceTimersByTimeAsync(3_600_000);
    }
    const silent = expect(lines.next()).rejects.toThrow('did not answer for 30000 ms');
    await jest.advanceTimersByTimeAsync(30_000);
    await silent;
  });
});
