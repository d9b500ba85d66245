import { BatchSlots } from './batch-slots.js';
import { ItemSlots } from './item-slots.js';

const { signal } = new AbortController();
/** Whether the promise has ended once everything that waits in this process had its turn. */
const hasEnded = async (promise: Promise<unknown>): Promise<boolean> => {
  let isOver = false;
  void promise.finally(() => (isOver = true));
  await new Promise(setImmediate);
  return isOver;
};

describe('The slots of a process', () => {
  it('are given up to their number, and again when released', () => {
    const slots = new ItemSlots(3);
    expect([slots.take(2), slots.take(2), slots.take(1)]).toEqual([2, 1, 0]);
    slots.release(2);
    expect([slots.take(5), slots.running]).toEqual([2, 3]);
  });

  it('wake up whoever waits for a change when some are released', async () => {
    const slots = new ItemSlots(1);
    slots.take(1);
    const change = slots.change(signal);
    expect(await hasEnded(change)).toBe(false);
    slots.release(1);
    expect(await hasEnded(change)).toBe(true);
  });

  it('are all taken by the exclusive mode, once nothing runs', async () => {
    const slots = new ItemSlots(3);
    slots.take(1);
    const exclusive = slots.takeExclusive(signal);
    expect(await hasEnded(exclusive)).toBe(false);
    slots.release(1);
    expect(await exclusive).toBe(true);
    expect([slots.take(1), slots.running]).toEqual([0, 1]);
    slots.releaseExclusive();
    expect(slots.take(1)).toBe(1);
  });

  it('are not given while somebody waits for the exclusive mode, which would otherwise never come', async () => {
    const slots = new ItemSlots(3);
    slots.take(1);
    const exclusive = slots.takeExclusive(signal);
    expect(slots.take(1)).toBe(0);
    slots.release(1);
    await exclusive;
  });

  it('are given again when the one that waited for the exclusive mode is told to stop', async () => {
    const slots = new ItemSlots(3);
    const stop = new AbortController();
    slots.take(1);
    const exclusive = slots.takeExclusive(stop.signal);
    stop.abort();
    expect(await exclusive).toBe(false);
    expect(slots.take(3)).toBe(2);
  });

  it('have one exclusive owner at a time', async () => {
    const slots = new ItemSlots(3);
    const first = slots.takeExclusive(signal);
    const second = slots.takeExclusive(signal);
    expect(await first).toBe(true);
    expect(await hasEnded(second)).toBe(false);
    slots.releaseExclusive();
    expect(await second).toBe(true);
  });
});

describe('The slots that a batch holds', () => {
  it('are released for items that its commit has not started', () => {
    const slots = new ItemSlots(5);
    const batch = new BatchSlots(slots);
    batch.releaseUnused(batch.reserve(4), 1);
    expect(slots.running).toBe(1);
    batch.releaseOne();
    expect(slots.running).toBe(0);
  });

  it('are none when the batch already runs more items than it may', () => {
    expect(new BatchSlots(new ItemSlots(5)).reserve(-2)).toEqual({ count: 0, isExclusive: false });
  });

  it('are released together at its end, and not again by items that end later', () => {
    const slots = new ItemSlots(5);
    const [batch, other] = [new BatchSlots(slots), new BatchSlots(slots)];
    other.releaseUnused(other.reserve(2), 2);
    batch.releaseUnused(batch.reserve(3), 3);
    batch.releaseAll();
    expect(slots.running).toBe(2);
    batch.releaseOne();
    batch.releaseAll();
    expect(slots.running).toBe(2);
  });

  it('are the whole process while its crash suspect runs', async () => {
    const slots = new ItemSlots(5);
    const batch = new BatchSlots(slots);
    const reserved = await batch.reserveExclusive(signal);
    expect(reserved).toEqual({ count: 1, isExclusive: true });
    if (reserved !== undefined) batch.releaseUnused(reserved, 1);
    expect(slots.take(1)).toBe(0);
    batch.releaseOne();
    expect(slots.take(1)).toBe(1);
  });

  it('are free again when no crash suspect was started', async () => {
    const slots = new ItemSlots(5);
    const batch = new BatchSlots(slots);
    const reserved = await batch.reserveExclusive(signal);
    if (reserved !== undefined) batch.releaseUnused(reserved, 0);
    expect(slots.take(5)).toBe(5);
  });

  it('are not reserved for a crash suspect once the batch is to stop waiting', async () => {
    const slots = new ItemSlots(5);
    const batch = new BatchSlots(slots);
    expect(await batch.reserveExclusive(AbortSignal.abort())).toBeUndefined();
    batch.releaseAll();
    expect(slots.take(5)).toBe(5);
  });
});
