import { performance } from 'node:perf_hooks';
import { codeOf } from '../../../test/support/error-code.js';
import { AppError } from '../errors/app-error.js';
import { HostRateLimiter } from './host-rate-limiter.js';

describe('HostTurns', () => {
  it('C15 keeps an interval between begins, in order of arrival', async () => {
    const turns = new HostRateLimiter({ atOnce: 10, intervalMs: 30 });
    const begins: [number, number][] = [];
    await Promise.all(
      [0, 1, 2, 3].map(async (n) => {
        const done = await turns.acquire('a.example');
        begins.push([n, performance.now()]);
        done();
      }),
    );
    expect(begins.map(([n]) => n)).toEqual([0, 1, 2, 3]);
    const gaps = begins.slice(1).map(([, at], i) => at - (begins[i]?.[1] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(28);
  });

  it('C15 lets two run at once and a third when one ends', async () => {
    const turns = new HostRateLimiter({ intervalMs: 0 });
    const first = await turns.acquire('a.example');
    await turns.acquire('a.example');
    let third = false;
    const waiting = turns.acquire('a.example').then((done) => {
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
    const last = turns.acquire('a.example').then(() => (fourth = true));
    await new Promise(setImmediate);
    expect(fourth).toBe(false);
    done();
    await last;
  });

  it('does not let one host wait for another', async () => {
    const turns = new HostRateLimiter({ atOnce: 1, intervalMs: 60_000 });
    await turns.acquire('a.example');
    const done = await turns.acquire('b.example');
    expect(done).toBeInstanceOf(Function);
  });

  it('ends waiting with the signal and passes the turn on', async () => {
    const turns = new HostRateLimiter({ atOnce: 1, intervalMs: 0 });
    const first = await turns.acquire('a.example');
    const controller = new AbortController();
    const gone = codeOf(turns.acquire('a.example', controller.signal));
    const next = turns.acquire('a.example');
    controller.abort(new AppError('SHUTTING_DOWN'));
    expect(await gone).toBe('SHUTTING_DOWN');
    first();
    (await next)();
    expect(await codeOf(turns.acquire('a.example', AbortSignal.abort()))).toBe('CANCELLED');
    expect(turns.size).toBe(0);
  });

  it('bounds the waiting and forgets idle hosts', async () => {
    const turns = new HostRateLimiter({ atOnce: 1, intervalMs: 0, maxWaiting: 2 });
    const done = await turns.acquire('a.example');
    const controller = new AbortController();
    const waiting = [0, 1].map(() => codeOf(turns.acquire('a.example', controller.signal)));
    expect(await codeOf(turns.acquire('a.example'))).toBe('OVERLOADED');
    controller.abort();
    expect(await Promise.all(waiting)).toEqual(['CANCELLED', 'CANCELLED']);
    done();
    for (let i = 0; i < 1000; i += 1) (await turns.acquire(`h${String(i)}.example`))();
    expect(turns.size).toBe(0);
  });
});
