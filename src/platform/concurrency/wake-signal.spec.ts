import { sleep, WakeSignal } from './wake-signal.js';

describe('A wait that can be ended', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const track = (promise: Promise<void>) => {
    const state = { isOver: false };
    void promise.then(() => (state.isOver = true));
    return state;
  };

  it('ends after its time', async () => {
    const wait = track(new WakeSignal().wait(1000));
    await jest.advanceTimersByTimeAsync(999);
    expect(wait.isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(wait.isOver).toBe(true);
  });

  it('ends at a wake-up and leaves no timer', async () => {
    const signal = new WakeSignal();
    const wait = signal.wait(1000);
    signal.wake();
    await wait;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('ends at once when the wake-up came before, and only once', async () => {
    const signal = new WakeSignal();
    signal.wake();
    signal.wake();
    await signal.wait(1000);
    const next = track(signal.wait(1000));
    await jest.advanceTimersByTimeAsync(500);
    expect(next.isOver).toBe(false);
  });

  it('ends with something else that it waits for, which is told that the wait is over', async () => {
    const signals: AbortSignal[] = [];
    await new WakeSignal().wait(1000, (signal) => {
      signals.push(signal);
      return Promise.resolve();
    });
    expect(signals[0]?.aborted).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not begin when its signal was aborted before', async () => {
    await sleep(1000, AbortSignal.abort());
    expect(jest.getTimerCount()).toBe(0);
  });
});
