import { OwnRateStorage } from './own-rate-storage.js';

describe('OwnRateStorage', () => {
  let now = 0;
  const open = (): OwnRateStorage => new OwnRateStorage(() => now);
  beforeEach(() => {
    now = 1000;
  });

  it('blocks after the limit until the window ends', async () => {
    const storage = open();
    const blocked = async (): Promise<boolean> => (await storage.increment('a', 60_000, 2)).isBlocked;
    expect([await blocked(), await blocked(), await blocked()]).toEqual([false, false, true]);
    now += 59_000;
    expect((await storage.increment('a', 60_000, 2)).timeToBlockExpire).toBe(1);
    now += 1000;
    expect(await blocked()).toBe(false);
  });

  it('reports the wait of a full window without counting', async () => {
    const storage = open();
    expect(storage.waitOf('a', 1)).toBeUndefined();
    await storage.increment('a', 60_000, 1);
    for (let n = 0; n < 3; n += 1) expect(storage.waitOf('a', 1)).toBe(60);
    expect(storage.waitOf('a', 2)).toBeUndefined();
    storage.raise('a', 7);
    expect(storage.waitOf('a', 2)).toBe(60);
  });

  it('tells the requests of the present window without counting', async () => {
    const storage = open();
    expect(storage.hitsOf('a')).toBe(0);
    for (let n = 0; n < 3; n += 1) await storage.increment('a', 60_000, 9);
    expect([storage.hitsOf('a'), storage.hitsOf('a')]).toEqual([3, 3]);
    storage.raise('a', 7);
    expect(storage.hitsOf('a')).toBe(7);
    now += 60_000;
    expect(storage.hitsOf('a')).toBe(0);
  });

  it('remembers no more than 50,000 callers, the latest', async () => {
    const storage = open();
    for (let n = 0; n < 60_000; n += 1) await storage.increment(`made-up-${n}`, 60_000, 1);
    expect(storage.size).toBe(50_000);
    expect(storage.waitOf('made-up-59999', 1)).toBe(60);
    expect(storage.waitOf('made-up-0', 1)).toBeUndefined();
  });
});
