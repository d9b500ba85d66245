import { RequestPacer } from './request-pacer.js';

const open = new AbortController().signal;

describe('RequestPacer', () => {
  it('runs one request after another, in order', async () => {
    const pacer = new RequestPacer({ concurrency: 1, perSecond: Infinity });
    const log: string[] = [];
    const job = (name: string) =>
      pacer.run(open, async () => {
        log.push(`${name} begins`);
        await Promise.resolve();
        log.push(`${name} ends`);
      });
    await Promise.all([job('a'), job('b'), job('c')]);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('spaces requests evenly', async () => {
    const pacer = new RequestPacer({ concurrency: 10, perSecond: 50 });
    const begun = performance.now();
    const starts: number[] = [];
    await Promise.all(
      Array.from({ length: 5 }, () =>
        pacer.run(open, async () => {
          starts.push(performance.now());
          await Promise.resolve();
        }),
      ),
    );
    expect((starts[4] ?? 0) - begun).toBeGreaterThanOrEqual(75);
  });

  it('starts a burst at once and spaces the requests after it', async () => {
    const pacer = new RequestPacer({ concurrency: 10, perSecond: 20, burst: 4 });
    const begun = performance.now();
    const starts: number[] = [];
    const job = () =>
      pacer.run(open, async () => {
        starts.push(performance.now() - begun);
        await Promise.resolve();
      });
    const all = Promise.all(Array.from({ length: 6 }, job));
    // No timer has run yet, so these did not wait for one.
    await Promise.resolve();
    await new Promise<void>((resolve) => process.nextTick(resolve));
    expect(starts).toHaveLength(4);
    await all;
    expect(starts[5]).toBeGreaterThanOrEqual(95);
  });

  it('continues after a failed request', async () => {
    const pacer = new RequestPacer({ concurrency: 1, perSecond: Infinity });
    await expect(pacer.run(open, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(pacer.run(open, () => Promise.resolve('yes'))).resolves.toBe('yes');
  });

  it('removes a waiting request when its signal aborts, without losing a slot', async () => {
    const pacer = new RequestPacer({ concurrency: 1, perSecond: Infinity });
    let finish: (value: string) => void = () => undefined;
    const first = pacer.run(open, () => new Promise<string>((resolve) => (finish = resolve)));
    const leaver = new AbortController();
    const second = pacer.run(leaver.signal, () => Promise.resolve('second'));
    const third = pacer.run(open, () => Promise.resolve('third'));
    leaver.abort(new Error('gone'));
    await expect(second).rejects.toMatchObject({ code: 'CANCELLED', cause: { message: 'gone' } });
    finish('first');
    expect(await Promise.all([first, third])).toEqual(['first', 'third']);
  });

  it('rejects a request when the waiting list is full', async () => {
    const pacer = new RequestPacer({ concurrency: 1, perSecond: Infinity, maxWaiting: 0 });
    let finish: () => void = () => undefined;
    const first = pacer.run(open, () => new Promise<void>((resolve) => (finish = resolve)));
    await expect(pacer.run(open, () => Promise.resolve())).rejects.toMatchObject({ code: 'PROVIDER_RATE_LIMITED' });
    finish();
    await first;
  });

  it('takes no start from the others when a request leaves while it waits for its interval', async () => {
    const pacer = new RequestPacer({ concurrency: 10, perSecond: 20 });
    await pacer.run(open, () => Promise.resolve());
    const leaver = new AbortController();
    const gone = Promise.allSettled(Array.from({ length: 20 }, () => pacer.take(leaver.signal)));
    leaver.abort();
    // One has begun if the process rested for longer than the interval.
    for (const one of await gone) if (one.status === 'fulfilled') one.value();
    expect(pacer.waitMs).toBeLessThanOrEqual(50);
    await pacer.run(open, () => Promise.resolve());
    expect(pacer.isInUse).toBe(false);
  });
});
