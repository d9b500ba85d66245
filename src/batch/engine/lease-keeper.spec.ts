import type { AppLogger } from '../../platform/observability/app-logger.js';
import { type Lease, leaseTimes } from './lease.js';
import { LeaseKeeper } from './lease-keeper.js';
import type { HeldLease } from './lease-store.js';
import type { Leases } from './leases.js';

/** A lease of 30 s: heartbeat after 5 s, self-fence after 20 s. */
const TIMES = leaseTimes(30);
const outage = new Error('Connection terminated unexpectedly');

/** The database as the keeper sees it. */
class FakeLeases {
  readonly times = TIMES;
  readonly heartbeats: (readonly number[])[] = [];
  readonly released: number[] = [];
  held = new Map<number, HeldLease>();
  /** What it throws, or how long it is silent. */
  fault: Error | 'silent' | undefined;

  async heartbeat(batchIds: readonly number[]): Promise<ReadonlyMap<number, HeldLease>> {
    this.heartbeats.push(batchIds);
    await this.answer();
    return this.held;
  }

  async releaseAbandoned({ batchId }: Lease): Promise<boolean> {
    await this.answer();
    this.released.push(batchId);
    return this.held.has(batchId);
  }

  private answer(): Promise<void> {
    if (this.fault === 'silent') return new Promise(() => undefined);
    return this.fault === undefined ? Promise.resolve() : Promise.reject(this.fault);
  }
}

class FakeRun {
  isLost = false;
  checks = 0;
  constructor(readonly lease: Lease) {}
  lose(): void {
    this.isLost = true;
  }
  checkBatch(): void {
    this.checks += 1;
  }
}

describe('The keeper of leases', () => {
  let leases: FakeLeases;
  let keeper: LeaseKeeper;
  let waiting: number[];
  beforeEach(() => {
    jest.useFakeTimers();
    leases = new FakeLeases();
    waiting = [];
    const log = { warn: () => undefined } as unknown as AppLogger;
    keeper = new LeaseKeeper('worker', leases as unknown as Leases, log, (batchId) => waiting.push(batchId));
    keeper.start();
  });
  afterEach(() => {
    keeper.stop();
    jest.useRealTimers();
  });

  const hold = (batchId: number, token = 1): FakeRun => {
    const run = new FakeRun({ batchId, worker: 'worker', token });
    leases.held.set(batchId, { token, isExtended: true, hasDead: false });
    keeper.add(run, performance.now());
    return run;
  };
  const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

  it('extends a lease that is due when it is asked to, between heartbeats, and says whether the database answered', async () => {
    const run = hold(1);
    expect(await keeper.extend(run)).toBe(true);
    expect(leases.heartbeats).toEqual([]);
    await pass(TIMES.heartbeat * 0.6);
    expect(await keeper.extend(run)).toBe(true);
    expect(leases.heartbeats).toEqual([[1]]);
    leases.fault = outage;
    await pass(TIMES.heartbeat * 0.6);
    expect(await keeper.extend(run)).toBe(false);
    expect(await keeper.extend(new FakeRun({ batchId: 2, worker: 'worker', token: 1 }))).toBe(true);
  });

  it('sends one heartbeat for all leases that no commit has extended for a sixth of their time', async () => {
    hold(1);
    hold(2);
    await pass(TIMES.heartbeat);
    expect(leases.heartbeats).toEqual([]);
    await pass(TIMES.heartbeat / 5);
    expect(leases.heartbeats).toEqual([[1, 2]]);
  });

  it('sends none for a lease that commits extend', async () => {
    const run = hold(1);
    for (let n = 0; n < 10; n += 1) {
      await pass(TIMES.heartbeat / 2);
      keeper.confirm(run, performance.now());
    }
    expect(leases.heartbeats).toEqual([]);
  });

  it('lets a commit extend the lease after half the time of a heartbeat, and not before', async () => {
    const run = hold(1);
    await pass(TIMES.heartbeat / 2);
    expect(keeper.isDue(run)).toBe(false);
    await pass(1);
    expect(keeper.isDue(run)).toBe(true);
    keeper.confirm(run, performance.now());
    expect(keeper.isDue(run)).toBe(false);
  });

  it('believes an extension from when it was asked for, and no older one', async () => {
    const run = hold(1);
    await pass(1000);
    keeper.confirm(run, performance.now());
    keeper.confirm(run, performance.now() - 900);
    await pass(TIMES.heartbeat / 2);
    expect(keeper.isDue(run)).toBe(false);
  });

  it('stops the work on a batch whose token has changed, and on one that has another owner', async () => {
    const [own, retaken, gone] = [hold(1), hold(2), hold(3)];
    leases.held.set(2, { token: 2, isExtended: true, hasDead: false });
    leases.held.delete(3);
    await pass(TIMES.heartbeat * 1.2);
    expect([own.isLost, retaken.isLost, gone.isLost]).toEqual([false, true, true]);
  });

  it('stops all work two thirds of the lease after the last extension, before another worker can claim it', async () => {
    leases.fault = 'silent';
    const run = hold(1);
    const claimedAt = performance.now();
    await pass(TIMES.selfFence);
    expect(run.isLost).toBe(false);
    await pass(TIMES.heartbeat / 5);
    expect(run.isLost).toBe(true);
    expect(performance.now() - claimedAt).toBeLessThan(TIMES.lease);
  });

  it('has the batch looked at whose other worker has died', async () => {
    const [beside, alone] = [hold(1), hold(2)];
    leases.held.set(1, { token: 1, isExtended: true, hasDead: true });
    await pass(TIMES.heartbeat * 1.2);
    expect([beside.checks, alone.checks]).toEqual([1, 0]);
  });

  it('does not count a heartbeat that a locked row kept from extending the lease', async () => {
    const run = hold(1);
    leases.held.set(1, { token: 1, isExtended: false, hasDead: false });
    await pass(TIMES.selfFence * 1.1);
    expect(run.isLost).toBe(true);
  });

  it('sends one heartbeat at a time, so that others do not queue behind one that waits', async () => {
    leases.fault = 'silent';
    hold(1);
    await pass(TIMES.selfFence);
    expect(leases.heartbeats).toHaveLength(1);
  });

  it('releases what it gave up in an outage as soon as the database answers, and calls for a worker', async () => {
    leases.fault = outage;
    const run = hold(1);
    await pass(TIMES.selfFence * 1.1);
    expect(run.isLost).toBe(true);
    expect(await keeper.releaseAbandoned()).toBe(false);
    leases.fault = undefined;
    expect(await keeper.releaseAbandoned()).toBe(true);
    expect([leases.released, waiting]).toEqual([[1], [1]]);
  });

  it('calls for no worker when another has the batch already', async () => {
    keeper.releaseLater({ batchId: 9, worker: 'worker', token: 1 });
    expect(await keeper.releaseAbandoned()).toBe(true);
    expect([leases.released, waiting]).toEqual([[9], []]);
  });

  it('lets a lease expire that cannot be released for another reason than an outage', async () => {
    leases.fault = new Error('column "lease_owner" does not exist');
    keeper.releaseLater({ batchId: 9, worker: 'worker', token: 1 });
    expect(await keeper.releaseAbandoned()).toBe(true);
    leases.fault = undefined;
    await keeper.releaseAbandoned();
    expect(leases.released).toEqual([]);
  });

  it('does not release a lease by itself when its own process was blocked, so that its items are charged', async () => {
    const run = hold(1);
    // The timers of a blocked process are late: the first check comes after the self-fence time.
    keeper.remove(run);
    keeper.add(run, performance.now() - TIMES.selfFence - 1);
    await pass(TIMES.heartbeat / 5);
    expect(run.isLost).toBe(true);
    await keeper.releaseAbandoned();
    expect(leases.released).toEqual([]);
  });

  it('forgets a lease that was released', async () => {
    const run = hold(1);
    keeper.remove(run);
    await pass(TIMES.lease);
    expect([run.isLost, leases.heartbeats]).toEqual([false, []]);
  });
});
