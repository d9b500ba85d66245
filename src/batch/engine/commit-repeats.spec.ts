import { afterFailedCommit, REPEATS } from './commit-repeats.js';

const outage = new Error('Connection terminated unexpectedly');
const fault = new Error('relation "batches" does not exist');
const longest = (): number => 1;

describe('A failed commit', () => {
  it('is repeated after 50 ms, then after twice the time, up to a second', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((failures) => afterFailedCommit(outage, failures, false, longest));
    expect(waits).toEqual([50, 100, 200, 400, 800, 1000].map((waitMs) => ({ do: 'repeat', waitMs })));
  });

  it('waits at least half of that, however the jitter falls', () => {
    expect(afterFailedCommit(outage, 1, false, () => 0)).toEqual({ do: 'repeat', waitMs: 25 });
  });

  it('is repeated in an outage until the self-fence ends it', () => {
    expect(afterFailedCommit(outage, 1000, false, longest)).toEqual({ do: 'repeat', waitMs: 1000 });
  });

  it('is repeated 6 times when the database is available, then its error is thrown', () => {
    expect(afterFailedCommit(fault, REPEATS, false).do).toBe('repeat');
    expect(afterFailedCommit(fault, REPEATS + 1, false).do).toBe('throw');
  });

  it('is given up after 6 repetitions by a worker that is stopping, whatever the error', () => {
    for (const error of [outage, fault]) {
      expect(afterFailedCommit(error, REPEATS, true).do).toBe('repeat');
      expect(afterFailedCommit(error, REPEATS + 1, true).do).toBe('give_up');
    }
  });
});
