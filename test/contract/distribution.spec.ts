import { setImmediate } from 'node:timers/promises';
import type { ChangeNotice } from '../../src/batch/notify/change-bus.js';
import type { ConnectionMode } from '../../src/platform/redis/redis-link.js';
import { closeDistributions, type Distribution, openDistribution } from '../support/distribution.js';
import { eventually, within } from '../support/eventually.js';
import { describeWith } from '../support/programs.js';
import { RedisServer } from '../support/redis.js';

/** Something that a test lets go when it wants. */
function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}

const timers = (): number => process.getActiveResourcesInfo().filter((type) => type === 'Timeout').length;

/** Milliseconds of the timers that are begun meanwhile and that nothing clears. */
async function timersLeftBy(work: () => Promise<void>): Promise<readonly number[]> {
  const begun = jest.spyOn(globalThis, 'setTimeout');
  const cleared = jest.spyOn(globalThis, 'clearTimeout');
  try {
    await work();
    // What was on its way meanwhile comes to its end.
    for (let round = 0; round < 10; round += 1) await setImmediate();
    const over = new Set<unknown>(cleared.mock.calls.map(([timer]) => timer));
    return begun.mock.results.flatMap(({ value }, at) => (over.has(value) ? [] : [begun.mock.calls[at]?.[1] ?? 0]));
  } finally {
    begun.mockRestore();
    cleared.mockRestore();
  }
}

/** What every queue driver keeps. */
function queueContract(start: () => Promise<Distribution>): void {
  it('handles a wake-up', async () => {
    const { queue } = await start();
    let answered = 0;
    await queue.start(() => Promise.resolve(void (answered += 1)), 2);
    queue.wakeUp(1);
    await eventually('an answer', () => answered > 0);
  });

  it('handles wake-ups that came while all slots were busy, never more at once than it may', async () => {
    const { queue } = await start();
    const first = gate();
    let running = 0;
    let most = 0;
    let answered = 0;
    await queue.start(async () => {
      running += 1;
      most = Math.max(most, running);
      await first.passed;
      running -= 1;
      answered += 1;
    }, 2);
    for (let batch = 1; batch <= 10; batch += 1) queue.wakeUp(batch);
    await eventually('two answers begin', () => running === 2);
    queue.wakeUp(11);
    first.open();
    await eventually('later wake-ups are handled too', () => answered > 2);
    expect(most).toBe(2);
  });

  it('delivers a delayed wake-up', async () => {
    const { queue } = await start();
    let answered = 0;
    await queue.start(() => Promise.resolve(void (answered += 1)), 1);
    queue.wakeUp(1, 200);
    await eventually('the delayed wake-up', () => answered > 0);
  });

  it('goes on after a handler that failed', async () => {
    const { queue } = await start();
    let answered = 0;
    await queue.start(() => {
      answered += 1;
      return Promise.reject(new Error('not this time'));
    }, 1);
    queue.wakeUp(1);
    await eventually('the first', () => answered > 0);
    const before = answered;
    queue.wakeUp(2);
    await eventually('the second', () => answered > before);
  });

  it('takes no wake-up after its stop, and lets a running handler end', async () => {
    const { queue } = await start();
    const hold = gate();
    let begun = 0;
    let ended = 0;
    await queue.start(async () => {
      begun += 1;
      await hold.passed;
      ended += 1;
    }, 1);
    queue.wakeUp(1);
    await eventually('an answer begins', () => begun === 1);
    await within('the stop', 30_000, queue.stop());
    queue.wakeUp(2);
    expect(ended).toBe(0);
    hold.open();
    await eventually('the answer ends', () => ended === 1);
    expect(begun).toBe(1);
  });

  it('may be woken up before it is started', async () => {
    const { queue } = await start();
    expect(() => queue.wakeUp(1)).not.toThrow();
  });
}

/** What every event bus keeps. */
function busContract(start: () => Promise<Distribution>): void {
  it('tells every listener, not before the sender is done, until it leaves', async () => {
    const { bus } = await start();
    const heard: ChangeNotice[] = [];
    const alsoHeard: number[] = [];
    const leave = bus.subscribe((notice) => heard.push(notice));
    bus.subscribe(({ batchId }) => alsoHeard.push(batchId));
    bus.publish({ batchId: 7, source: 'worker' });
    expect(heard).toEqual([]);
    await eventually('the notice', () => heard.length === 1 && alsoHeard.length === 1);
    expect(heard).toEqual([{ batchId: 7, source: 'worker' }]);
    leave();
    bus.publish({ batchId: 8 });
    await eventually('the second notice', () => alsoHeard.length === 2);
    expect(heard).toHaveLength(1);
  });
}

describe('Drivers in one process', () => {
  afterEach(closeDistributions);
  queueContract(() => openDistribution());
  busContract(() => openDistribution());
});

describeWith('redis-server', 'Drivers over Redis', () => {
  let redis: RedisServer;
  beforeEach(async () => {
    redis = await RedisServer.start();
  });
  afterEach(async () => {
    await closeDistributions();
    await redis.stop();
  });

  it('leave no timer behind when they are closed', async () => {
    const before = timers();
    // Several, because Jest has timers of its own that come and go.
    for (let n = 0; n < 3; n += 1) {
      const { queue } = await openDistribution(redis.url);
      await queue.start(() => Promise.resolve(), 1);
    }
    await closeDistributions();
    await eventually('no timer is left', () => timers() <= before);
  });

  it.each(['answers', 'is gone'])('leave no timer of a second and more when Redis %s', async (state) => {
    const { queue, link } = await openDistribution(redis.url);
    await queue.start(() => Promise.resolve(), 1);
    await eventually('Redis answers', () => link.answers());
    if (state === 'is gone') await redis.kill();
    const left = await timersLeftBy(closeDistributions);
    expect(left.filter((ms) => ms >= 1000)).toEqual([]);
  });

  it('connect no more when they are closed', async () => {
    const { link } = await openDistribution(redis.url);
    await closeDistributions();
    expect(['failFast', 'blocking'].map((mode) => link.client(mode as ConnectionMode).status)).toEqual(['end', 'end']);
  });

  queueContract(() => openDistribution(redis.url));
  busContract(() => openDistribution(redis.url));

  it('carry wake-ups and change notices from one process to the others', async () => {
    const [api, worker] = [await openDistribution(redis.url), await openDistribution(redis.url)];
    const heard: number[] = [];
    let answered = 0;
    worker.bus.subscribe(({ batchId }) => heard.push(batchId));
    await worker.queue.start(() => Promise.resolve(void (answered += 1)), 1);
    await eventually('a notice arrives, once, although its sender also hears it', () => {
      api.bus.publish({ batchId: 5 });
      return heard.length > 0;
    });
    api.queue.wakeUp(5);
    await eventually('the wake-up arrives', () => answered > 0);
  });

  it('leave wake-ups to a process that has a free slot', async () => {
    const [busy, idle] = [await openDistribution(redis.url), await openDistribution(redis.url)];
    const hold = gate();
    let held = 0;
    let answered = 0;
    await busy.queue.start(async () => {
      held += 1;
      await hold.passed;
    }, 1);
    await eventually('one is busy', () => {
      busy.queue.wakeUp(1);
      return held === 1;
    });
    await idle.queue.start(() => Promise.resolve(void (answered += 1)), 1);
    busy.queue.wakeUp(2);
    await eventually('the other answers', () => answered > 0);
    hold.open();
  });

  it('work on without Redis, and over it again when it is back', async () => {
    const [api, worker] = [await openDistribution(redis.url), await openDistribution(redis.url)];
    let answered = 0;
    await worker.queue.start(() => Promise.resolve(void (answered += 1)), 1);
    await eventually('Redis answers', () => worker.link.answers());
    await redis.kill();
    expect(await worker.link.answers()).toBe(false);
    api.queue.wakeUp(1);
    api.bus.publish({ batchId: 1 });
    const before = answered;
    await eventually('the worker looks by itself', () => answered > before);
    await redis.restart();
    const heard: number[] = [];
    worker.bus.subscribe(({ batchId }) => heard.push(batchId));
    await eventually('notices arrive again', () => {
      api.bus.publish({ batchId: 2 });
      return heard.length > 0;
    });
  });

  it('stop in time although Redis is gone', async () => {
    const { queue, link } = await openDistribution(redis.url);
    await queue.start(() => Promise.resolve(), 2);
    await eventually('Redis answers', () => link.answers());
    await redis.kill();
    await within('the stop', 30_000, queue.stop());
  });
});
