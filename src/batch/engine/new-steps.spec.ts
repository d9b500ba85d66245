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
    expect(steps.waitMs).toBe(1000);
    jest.advanceTimersByTime(999);
    expect(steps.take(attempts('parse'))).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(steps.take(attempts('parse'))).toEqual([{ index: 0, step: 'parse' }]);
  });

  it('may be taken at once when there were none before', () => {
    const steps = new NewSteps();
    expect(steps.take(attempts(undefined))).toEqual([]);
    expect(steps.waitMs).toBe(0);
    expect(steps.take(attempts('read'))).toHaveLength(1);
  });
});
