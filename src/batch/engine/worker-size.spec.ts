import { workerSize } from './worker-size.js';

describe('The size of a worker', () => {
  it.each([
    [1, 8, 160],
    [2, 8, 160],
    [3, 12, 240],
    [4, 16, 320],
    [64, 16, 320],
  ])('follows the processors of the machine: %i', (processors, batches, items) => {
    expect(workerSize({}, processors)).toEqual({ batches, items });
  });

  it('is what is set', () => {
    expect(workerSize({ WORKER_BATCHES: 1 }, 2)).toEqual({ batches: 1, items: 160 });
    expect(workerSize({ WORKER_ITEMS: 5 }, 2)).toEqual({ batches: 8, items: 5 });
  });
});
