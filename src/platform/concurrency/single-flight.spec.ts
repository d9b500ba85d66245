import { AppError } from '../errors/app-error.js';
import { SingleFlight } from './single-flight.js';

/** Work that waits until the test ends it. */
class Work {
  readonly started: { readonly signal: AbortSignal; readonly end: (with_: string | Error) => void }[] = [];
  readonly flights = new SingleFlight<string>();

  ask(key: string, signal = new AbortController().signal) {
    return this.flights.run(key, signal, (shared) => {
      return new Promise((resolve, reject) => {
        shared.addEventListener('abort', () => reject(shared.reason as Error));
        this.started.push({
          signal: shared,
          end: (with_) => (with_ instanceof Error ? reject(with_) : resolve(with_)),
        });
      });
    });
  }
}

describe('SingleFlight', () => {
  it('runs once for all callers of a key, separately for another key, and again afterwards', async () => {
    const work = new Work();
    const all = Promise.all([work.ask('a'), work.ask('a'), work.ask('b')]);
    expect([work.started.length, work.flights.size]).toEqual([2, 2]);
    work.started[0]?.end('one');
    work.started[1]?.end('two');
    expect(await all).toEqual([
      { value: 'one', isShared: false },
      { value: 'one', isShared: true },
      { value: 'two', isShared: false },
    ]);
    expect(work.flights.size).toBe(0);
    work.ask('a').catch(() => undefined);
    expect(work.started).toHaveLength(3);
  });

  it('fails for all callers, and is forgotten', async () => {
    const work = new Work();
    const all = Promise.allSettled([work.ask('a'), work.ask('a')]);
    const error = new AppError('PROVIDER_UNAVAILABLE');
    work.started[0]?.end(error);
    expect(await all).toEqual(Array.from({ length: 2 }, () => ({ status: 'rejected', reason: error })));
    expect(work.flights.size).toBe(0);
  });

  it('continues when the first caller leaves, and is aborted when the last has left', async () => {
    const work = new Work();
    const [impatient, patient] = [new AbortController(), new AbortController()];
    const one = work.ask('a', impatient.signal);
    const other = work.ask('a', patient.signal);
    impatient.abort(new AppError('TIMEOUT'));
    await expect(one).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(work.started[0]?.signal.aborted).toBe(false);
    patient.abort();
    await expect(other).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(work.started[0]?.signal.aborted).toBe(true);
    const later = work.ask('a');
    work.started[1]?.end('new');
    expect(await later).toEqual({ value: 'new', isShared: false });
  });
});
