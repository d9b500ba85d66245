import { performance } from 'node:perf_hooks';
import { codeOf } from '../../../test/support/error-code.js';
import { AppError } from '../errors/app-error.js';
import { HostRateLimiter } from './host-rate-limiter.js';

describe('HostRateLimiter', () => {
  it('keeps the interval between starts, in order of arrival', async () => {
    const limiter = new HostRateLimiter({ atOnce: 10, intervalMs: 30 });
    const begins: [number, number][] = [];
    const asked = performance.now();
    await Promise.all(
      [0, 1, 2, 3].map(async (n) => {
        const done = await limiter.acquire('a.example');
        begins.push([n, performance.now()]);
        done();
      }),
    );
    expect(begins.map(([n]) => n)).toEqual([0, 1, 2, 3]);
    // Counted from the question: a busy machine shows a start late, and the next one in time.
    for (const [n, at] of begins) expect(at - asked).toBeGreaterThanOrEqual(30 * n);
  });

  it('allows two at once and a third when one ends', async () => {
    const limiter = new HostRateLimiter({ intervalMs: 0 });
    const first = await limiter.acquire('a.example');
    await limiter.acquire('a.example');
    let third = false;
    const waiting = limiter.acquire('a.example').then((done) => {
      third = true;
      return done;
    });
    await new Promise(setImmediate);
    expect(third).toBe(false);
    first();
    first();
    const done = await waiting;
    expect(third).toBe(true);
    let fourth = false;
    const last = limiter.acquire('a.example').then(() => (fourth = true));
    await new Promise(setImmediate);
    expect(fourth).toBe(false);
    done();
    await last;
  });

  it('does not make one host wait for another', async () => {
    const limiter = new HostRateLimiter({ atOnce: 1, intervalMs: 60_000 });
    await limiter.acquire('a.example');
    const done = await limiter.acquire('b.example');
    expect(done).toBeInstanceOf(Function);
  });

  it('stops waiting on abort and lets the next caller proceed', async () => {
    const limiter = new HostRateLimiter({ atOnce: 1, intervalMs: 0 });
    const first = await limiter.acquire('a.example');
    const controller = new AbortController();
    const gone = codeOf(limiter.acquire('a.example', controller.signal));
    const next = limiter.acquire('a.example');
    controller.abort(new AppError('SHUTTING_DOWN'));
    expect(await gone).toBe('SHUTTING_DOWN');
    first();
    (await next)();
    expect(await codeOf(limiter.acquire('a.example', AbortSignal.abort()))).toBe('CANCELLED');
    expect(limiter.size).toBe(0);
  });

  it('bounds the number of waiting callers and forgets idle hosts', async () => {
    const limiter = new HostRateLimiter({ atOnce: 1, intervalMs: 0, maxWaiting: 2 });
    const done = await limiter.acquire('a.example');
    const controller = new AbortController();
    const waiting = [0, 1].map(() => codeOf(limiter.acquire('a.example', controller.signal)));
    expect(await codeOf(limiter.acquire('a.example'))).toBe('OVERLOADED');
    controller.abort();
    expect(await Promise.all(waiting)).toEqual(['CANCELLED', 'CANCELLED']);
    done();
    for (let i = 0; i < 1000; i += 1) (await limiter.acquire(`h${String(i)}.example`))();
    expect(limiter.size).toBe(0);
  });
});
