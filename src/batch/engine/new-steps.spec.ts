import { NewSteps } from './new-steps.js';

/** Attempts that have named these steps. */
const attempts = (...steps: readonly (string | undefined)[]) =>
  steps.map((step, index) => ({ index, takeNewStep: () => step }));

describe('The steps of running items', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('are those that were named since the last time', () => {
    expect(new NewSteps().take(attempts('read', undefined, 'parse'))).toEqual([
      { index: 0, step: 'read' },
      { index: 2, step: 'parse' },
    ]);
  });

  it('are taken once a second, and what was named in between comes then', () => {
    const steps = new NewSteps();
    steps.take(attempts('read'));
    steps.written();
    expect(steps.waitMs).toBe(1000);
    jest.advanceTimersByTime(999);
    expect(steps.take(attempts('parse'))).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(steps.take(attempts('parse'))).toEqual([{ index: 0, step: 'parse' }]);
  });

  it('are taken again after a commit that failed, of the attempts that still run, and the newer ones instead', () => {
    const steps = new NewSteps();
    const named = ['read', 'read', 'read'].map((first, index) => {
      const queue = [first];
      return { index, queue, takeNewStep: () => queue.shift() };
    });
    steps.take(named);
    named[1]?.queue.push('parse');
    expect(steps.take(named.slice(0, 2))).toEqual([
      { index: 0, step: 'read' },
      { index: 1, step: 'parse' },
    ]);
    steps.written();
    jest.advanceTimersByTime(1000);
    expect(steps.take(named.slice(0, 2))).toEqual([]);
  });

  it('may be taken at once when there were none before', () => {
    const steps = new NewSteps();
    expect(steps.take(attempts(undefined))).toEqual([]);
    expect(steps.waitMs).toBe(0);
    expect(steps.take(attempts('read'))).toHaveLength(1);
  });
});
