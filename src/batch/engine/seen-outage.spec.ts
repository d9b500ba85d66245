import { AppError } from '../../platform/errors/app-error.js';
import { SeenOutage } from './seen-outage.js';

describe('An outage of the database that a worker sees', () => {
  const clock = { now: 0 };
  let outage: SeenOutage;
  beforeEach(() => {
    clock.now = 100_000;
    outage = new SeenOutage(30_000, () => clock.now);
  });
  const answer = (at: number): Promise<void> => {
    clock.now = at;
    return outage.watch(() => Promise.resolve());
  };
  const fail = async (at: number, error: Error = new AppError('DATABASE_UNAVAILABLE')): Promise<void> => {
    clock.now = at;
    await expect(outage.watch(() => Promise.reject(error))).rejects.toBe(error);
  };

  it('begins at the last answer before the first failure, and lasts until the next answer', async () => {
    await answer(110_000);
    await fail(115_000);
    await fail(120_000);
    clock.now = 122_000;
    expect(outage.sinceItBegan).toBe(12_000);
    await answer(125_000);
    expect(outage.sinceItBegan).toBe(15_000);
  });

  it('is remembered for the time of a lease after its end', async () => {
    await fail(101_000);
    await answer(110_000);
    clock.now = 139_999;
    expect(outage.sinceItBegan).toBe(39_999);
    clock.now = 140_000;
    expect(outage.sinceItBegan).toBe(0);
  });

  it('began at most one lease before its first failure, for a worker that asked nothing for long', async () => {
    await fail(900_000);
    expect(outage.sinceItBegan).toBe(30_000);
  });

  it('is none when a statement fails for another reason', async () => {
    await fail(101_000, new AppError('OVERLOADED'));
    await fail(102_000, new Error('no'));
    expect(outage.sinceItBegan).toBe(0);
  });
});
