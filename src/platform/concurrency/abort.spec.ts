import { AppError } from '../errors/app-error.js';
import { getEventListeners } from 'node:events';
import { abortReason, pause, waitFor, whenAborted } from './abort.js';

const open = new AbortController().signal;

describe('abortReason', () => {
  it.each<readonly [string, AbortSignal, string]>([
    ['an error of ours', AbortSignal.abort(new AppError('SHUTTING_DOWN')), 'SHUTTING_DOWN'],
    ['a timeout', AbortSignal.abort(new DOMException('late', 'TimeoutError')), 'TIMEOUT'],
    ['anything else', AbortSignal.abort(new Error('gone')), 'CANCELLED'],
    ['no reason', AbortSignal.abort(), 'CANCELLED'],
  ])('is for %s the code that fits', (_, signal, code) => expect(abortReason(signal)).toMatchObject({ code }));
});

describe('whenAborted', () => {
  it('calls all back in their order, but those that withdrew, by one listener', () => {
    const controller = new AbortController();
    const called: number[] = [];
    const call = (n: number) => () => void called.push(n);
    const withdraw = Array.from({ length: 20 }, (_, n) => whenAborted(controller.signal, call(n)));
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    withdraw.slice(0, 17).forEach((one) => one());
    controller.abort();
    expect(called).toEqual([17, 18, 19]);
    whenAborted(controller.signal, call(20));
    expect(called).toEqual([17, 18, 19, 20]);
  });

  it('leaves no listener when all have withdrawn, and listens again for the next', () => {
    const controller = new AbortController();
    let calls = 0;
    const wait = () => whenAborted(controller.signal, () => (calls += 1));
    const [first, second] = [wait(), wait()];
    for (const withdraw of [first, first, second]) withdraw();
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    wait();
    controller.abort();
    expect(calls).toBe(1);
  });
});

describe('waitFor', () => {
  it('returns what the work returns and throws what it throws', async () => {
    expect(await waitFor(Promise.resolve('done'), open)).toBe('done');
    await expect(waitFor(Promise.reject(new Error('no')), open)).rejects.toThrow('no');
  });

  it('leaves when the signal aborts, before or during the work, which continues', async () => {
    let end: (value: string) => void = () => undefined;
    const work = new Promise<string>((resolve) => (end = resolve));
    const leaving = new AbortController();
    const waiting = waitFor(work, leaving.signal);
    leaving.abort(new AppError('TIMEOUT'));
    await expect(waiting).rejects.toMatchObject({ code: 'TIMEOUT' });
    await expect(waitFor(work, leaving.signal)).rejects.toMatchObject({ code: 'TIMEOUT' });
    end('later');
    expect(await work).toBe('later');
  });
});

describe('pause', () => {
  it('ends after its time, or with the reason of the signal', async () => {
    await pause(1, open);
    const leaving = new AbortController();
    const pausing = pause(60_000, leaving.signal);
    leaving.abort(new AppError('SHUTTING_DOWN'));
    await expect(pausing).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});
