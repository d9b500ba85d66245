import { Registry } from 'prom-client';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { EventLoopStretches } from './event-loop-stretches.js';
import { ThreadCpuTime } from './thread-cpu-time.js';

describe('EventLoopStretches', () => {
  let stretches: EventLoopStretches;
  const cpu = ThreadCpuTime.open();
  const work = (ms: number): void => {
    for (const until = cpu.readMs() + ms; cpu.readMs() < until;);
  };
  /** Two ticks of the measuring timer: the second one sees the work before it. */
  const ticks = async (): Promise<void> => {
    await delay(15);
    await delay(15);
  };

  beforeEach(async () => {
    stretches = new EventLoopStretches();
    stretches.start();
    await ticks();
  });
  afterEach(() => stretches.onModuleDestroy());
  afterAll(() => cpu.close());

  it('measure work that blocks the event loop', async () => {
    work(300);
    await ticks();
    expect(stretches.longestMs).toBeGreaterThanOrEqual(300);
  });

  it('do not count time in which the thread did not run, as on a busy machine', async () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
    await ticks();
    expect(stretches.longestMs).toBeLessThan(200);
  });

  it('do not count the work of other threads', async () => {
    const worker = new Worker(
      `const until = process.hrtime.bigint() + 400_000_000n; while (process.hrtime.bigint() < until);`,
      {
        eval: true,
      },
    );
    await once(worker, 'online');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
    await once(worker, 'exit');
    await ticks();
    expect(stretches.longestMs).toBeLessThan(200);
  });

  it('do not add up stretches separated by a tick of the loop', async () => {
    for (let n = 0; n < 6; n += 1) {
      work(50);
      await ticks();
    }
    expect(stretches.longestMs).toBeLessThan(150);
  });

  it('are exported as metrics: the longest, and a histogram', async () => {
    const registry = new Registry();
    stretches.exportTo(registry);
    work(250);
    await ticks();
    const text = await registry.metrics();
    expect(Number(/^batchwright_event_loop_longest_stretch_seconds (\S+)$/m.exec(text)?.[1])).toBeGreaterThanOrEqual(
      0.25,
    );
    const count = (bound: string): number =>
      Number(
        new RegExp(`^batchwright_event_loop_stretch_seconds_bucket\\{le="${bound}"\\} (\\d+)$`, 'm').exec(text)?.[1],
      );
    expect(count('\\+Inf') - count('0.2')).toBe(1);
  });
});
