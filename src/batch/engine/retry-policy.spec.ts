import { AppError, ERRORS, type ErrorCode } from '../../platform/errors/app-error.js';
import { decideRetry, endOfFailure } from './retry-policy.js';

const always = (n: number) => (): number => n;
const wait = (attempt: number, error = new AppError('CONNECT_TIMEOUT'), random = 1): number | undefined => {
  const decision = decideRetry(error, attempt, 10, always(random));
  return decision.retry ? decision.waitMs : undefined;
};

describe('The retry of an attempt', () => {
  it('follows the class of the error alone', () => {
    const retried = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => wait(1, new AppError(code)) !== undefined);
    expect(retried).toEqual(
      (Object.keys(ERRORS) as ErrorCode[]).filter((code) => ['transient', 'throttled'].includes(ERRORS[code].class)),
    );
    expect(retried).toContain('CONNECT_TIMEOUT');
    expect(retried).not.toContain('NOT_FOUND');
  });

  it('is made for an error that passes, whatever its class', () => {
    expect(wait(1, new AppError('HTTP_ERROR'))).toBeUndefined();
    expect(wait(1, new AppError('HTTP_ERROR', undefined, { isPassing: true }))).toBe(2000);
  });

  it('waits 2 seconds, then four times as long each time, and a minute at most', () => {
    expect([1, 2, 3, 4, 5].map((attempt) => wait(attempt))).toEqual([2000, 8000, 32_000, 60_000, 60_000]);
  });

  it('waits any time down to none by its jitter', () => {
    expect(wait(2, undefined, 0.5)).toBe(4000);
    expect(wait(2, undefined, 0)).toBe(0);
  });

  it('waits at least as long as the other side asks, up to 5 minutes', () => {
    expect(wait(1, new AppError('CONNECT_TIMEOUT', undefined, { retryAfter: 30 }))).toBe(30_000);
    expect(wait(1, new AppError('CONNECT_TIMEOUT', undefined, { retryAfter: 1 }))).toBe(2000);
    expect(wait(1, new AppError('CONNECT_TIMEOUT', undefined, { retryAfter: 86_400 }))).toBe(300_000);
  });

  it('ends with the last attempt', () => {
    expect(decideRetry(new AppError('CONNECT_TIMEOUT'), 2, 3).retry).toBe(true);
    expect(decideRetry(new AppError('CONNECT_TIMEOUT'), 3, 3).retry).toBe(false);
  });

  it('is refused by an error that is final', () => {
    expect(decideRetry(new AppError('CONNECT_TIMEOUT', undefined, { isFinal: true }), 1, 3).retry).toBe(false);
  });
});

describe('A failed attempt', () => {
  it('returns its item to pending with the error, so that the attempt counts and is logged', () => {
    expect(endOfFailure(new AppError('CONNECT_TIMEOUT', 'No answer.'), 1, 3, always(1))).toEqual({
      status: 'pending',
      error: { code: 'CONNECT_TIMEOUT', message: 'No answer.' },
      waitMs: 2000,
      waitReason: 'No answer.',
    });
  });

  it('fails its item when it was the last', () => {
    expect(endOfFailure(new AppError('CONNECT_TIMEOUT', 'No answer.'), 3, 3)).toEqual({
      status: 'failed',
      error: { code: 'CONNECT_TIMEOUT', message: 'No answer.' },
    });
  });

  it('that could not begin returns its item without an error, so that it does not count, even as the last', () => {
    const error = new AppError('OVERLOADED', 'Later.', { isUnbegun: true, retryAfter: 7 });
    expect(endOfFailure(error, 3, 3)).toEqual({ status: 'pending', waitMs: 7000, waitReason: 'Later.' });
  });
});
