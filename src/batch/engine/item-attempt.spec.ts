import { AppError } from '../../platform/errors/app-error.js';
import type { Attempt } from '../model/handlers/handler.js';
import type { AnyBackground } from '../model/handlers/handler-registry.js';
import type { ItemResult } from '../model/items/item.js';
import { ExcusedAttempts } from '../model/items/outage.js';
import { type AttemptContext, ItemAttempt } from './item-attempt.js';

type Run = (input: object, attempt: Attempt<object>) => Promise<object>;

const attemptOf = (run: Run, context: Partial<AttemptContext> = {}): ItemAttempt =>
  new ItemAttempt({ index: 7, input: { url: 'x' }, attempt: 2 }, { run } as unknown as AnyBackground, {
    batchId: 3,
    ownerId: 4,
    options: { depth: 1 },
    timeoutMs: 1000,
    maxAttempts: 3,
    excused: new ExcusedAttempts(),
    onUnforeseen: () => undefined,
    ...context,
  });

const resultOf = (run: Run, context: Partial<AttemptContext> = {}): Promise<ItemResult> =>
  attemptOf(run, context).run();
const never: Run = () => new Promise(() => undefined);
const throws =
  (error: unknown): Run =>
  () =>
    Promise.reject(error as Error);

describe('An attempt at an item', () => {
  it('gives the handler the input and what it may know of its batch', async () => {
    const seen: object[] = [];
    await resultOf((input, { batchId, ownerId, index, options, number }) => {
      seen.push({ input, batchId, ownerId, index, options, number });
      return Promise.resolve({});
    });
    expect(seen).toEqual([{ input: { url: 'x' }, batchId: 3, ownerId: 4, index: 7, options: { depth: 1 }, number: 2 }]);
  });

  it('ends with the output, cleaned of what PostgreSQL cannot store, and with warnings and the last step', async () => {
    const result = await resultOf((_, attempt) => {
      attempt.step('first');
      attempt.step('second');
      attempt.warn('care\u0000ful');
      return Promise.resolve({ title: 'a\u0000b' });
    });
    expect(result).toEqual({
      index: 7,
      input: { url: 'x' },
      end: { status: 'succeeded', output: { title: 'ab' } },
      warnings: ['careful'],
      step: 'second',
    });
  });

  it('keeps 20 warnings of 500 characters and 64 characters of a step', async () => {
    const { warnings, step } = await resultOf((_, attempt) => {
      for (let n = 0; n < 25; n += 1) attempt.warn(`${n}`.padEnd(600, '.'));
      attempt.step('s'.repeat(100));
      return Promise.resolve({});
    });
    expect(warnings).toHaveLength(20);
    expect(warnings.every(({ length }) => length === 500)).toBe(true);
    expect(step).toHaveLength(64);
  });

  it('cleans a step of what PostgreSQL cannot store, and knows it again', async () => {
    const attempt = attemptOf((_, { step }) => {
      step('re\u0000ad \ud83d');
      return Promise.resolve({}).then(() => (step('re\u0000ad \ud83d'), {}));
    });
    const result = attempt.run();
    expect(attempt.takeNewStep()).toBe('read \ufffd');
    expect((await result).step).toBe('read \ufffd');
    expect(attempt.takeNewStep()).toBeUndefined();
  });

  it('tells a new step once, and none that is named again', async () => {
    const attempt = attemptOf((_, { step }) => {
      step('read');
      return new Promise(() => undefined);
    });
    expect(attempt.takeNewStep()).toBeUndefined();
    void attempt.run();
    expect(attempt.takeNewStep()).toBe('read');
    expect(attempt.takeNewStep()).toBeUndefined();
    attempt.abandon();
  });
});

describe('An attempt whose handler throws', () => {
  it('returns its item to pending when the error may pass, with the reason and a wait', async () => {
    const { end, warnings } = await resultOf((_, attempt) => {
      attempt.warn('slow');
      return Promise.reject(new AppError('CONNECT_TIMEOUT', 'No answer.', { retryAfter: 30 }));
    });
    expect(end).toEqual({
      status: 'pending',
      error: { code: 'CONNECT_TIMEOUT', message: 'No answer.' },
      waitMs: 30_000,
      waitReason: 'No answer.',
    });
    expect(warnings).toEqual(['slow']);
  });

  it.each([
    ['PROVIDER_UNAVAILABLE', 'pending'],
    ['PARSE_ERROR', 'failed'],
  ] as const)('keeps of %s what PostgreSQL can store', async (code, status) => {
    const details = { said: 'x\u0000y \ud83d' };
    const { end } = await resultOf(throws(new AppError(code, 'No\u0000t so \ud83d', { details })));
    const error = { code, message: 'Not so \ufffd', details: { said: 'xy \ufffd' } };
    expect(end).toMatchObject(status === 'pending' ? { status, error, waitReason: error.message } : { status, error });
  });

  it('waits as if none was asked for when the wait is no number', async () => {
    const { end } = await resultOf(throws(new AppError('PROVIDER_UNAVAILABLE', undefined, { retryAfter: NaN })));
    expect(end).toMatchObject({ status: 'pending', waitMs: expect.any(Number) as number });
    expect(end).not.toMatchObject({ waitMs: NaN });
  });

  it('fails its item at the last attempt', async () => {
    const { end } = await resultOf(throws(new AppError('CONNECT_TIMEOUT')), { maxAttempts: 2 });
    expect(end).toMatchObject({ status: 'failed', error: { code: 'CONNECT_TIMEOUT' } });
  });

  it.each([
    ['a connection that was lost', new Error('Connection terminated unexpectedly')],
    ['a server that starts', Object.assign(new Error('starting up'), { code: '57P03' })],
    ['a full disk', Object.assign(new Error('no space'), { code: '53100' })],
    ['a pool whose connections are all taken', new Error('timeout exceeded when trying to connect')],
    ['an outage that a store has explained', new AppError('DATABASE_UNAVAILABLE')],
  ])('is not counted when the cause is the own database: %s', async (_, error) => {
    const { end } = await resultOf(throws(error), { maxAttempts: 2 });
    expect(end).toEqual({
      status: 'pending',
      waitMs: expect.any(Number) as number,
      waitReason: expect.any(String) as string,
    });
  });

  it('is counted from its eleventh outage in one process on, so that the item ends', async () => {
    const context = { maxAttempts: 2, excused: new ExcusedAttempts() };
    const statuses: string[] = [];
    for (let time = 0; time < 11; time += 1)
      statuses.push((await resultOf(throws(new AppError('DATABASE_UNAVAILABLE')), context)).end.status);
    expect(statuses).toEqual([...Array<string>(10).fill('pending'), 'failed']);
  });

  it('is counted when its own statement took too long, so that the item ends', async () => {
    const error = new AppError('OVERLOADED', undefined, { retryAfter: 2 });
    expect((await resultOf(throws(error), { maxAttempts: 2 })).end).toMatchObject({ status: 'failed' });
    expect((await resultOf(throws(error))).end).toMatchObject({ status: 'pending', error: { code: 'OVERLOADED' } });
  });

  it('fails with an internal error when the cause is unforeseen, and reports the cause', async () => {
    const cause = new TypeError('x is undefined');
    const reported: unknown[] = [];
    const { end } = await resultOf(throws(cause), { onUnforeseen: (index, error) => reported.push([index, error]) });
    expect(end).toMatchObject({ status: 'failed', error: { code: 'INTERNAL_ERROR' } });
    expect(reported).toEqual([[7, cause]]);
  });
});

describe('An attempt that is stopped', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('ends at its time limit even when the handler ignores its signal', async () => {
    const result = resultOf(never, { maxAttempts: 2 });
    await jest.advanceTimersByTimeAsync(1000);
    expect((await result).end).toMatchObject({
      status: 'failed',
      error: { code: 'TIMEOUT', details: { limit_ms: 1000 } },
    });
  });

  it('counts as timed out whatever the handler throws when its signal is aborted', async () => {
    const result = resultOf(
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new AppError('NOT_FOUND')));
        }),
    );
    await jest.advanceTimersByTimeAsync(1000);
    expect((await result).end).toMatchObject({ status: 'pending', error: { code: 'TIMEOUT' } });
  });

  it('is undone when it is abandoned: nothing is kept of it, and the signal is aborted', async () => {
    const signals: AbortSignal[] = [];
    const attempt = attemptOf((_, { signal, step, warn }) => {
      signals.push(signal);
      step('half');
      warn('half done');
      return new Promise(() => undefined);
    });
    const result = attempt.run();
    attempt.abandon();
    expect(await result).toEqual({ index: 7, input: { url: 'x' }, end: { status: 'pending' }, warnings: [] });
    expect(signals[0]?.aborted).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives an aborted signal to a handler that asks for it after the stop', async () => {
    let ask: () => AbortSignal = () => new AbortController().signal;
    const attempt = attemptOf((_, one) => {
      ask = () => one.signal;
      return new Promise(() => undefined);
    });
    const result = attempt.run();
    attempt.abandon();
    await result;
    expect(ask().aborted).toBe(true);
  });
});
