import { AppError } from '../../platform/errors/app-error.js';
import type { AnyBackground } from '../model/handler-registry.js';
import { ItemAttempt } from './item-attempt.js';

/** An attempt at an item whose handler throws the error. */
const attemptThatThrows = (error: unknown): ItemAttempt =>
  new ItemAttempt(
    { index: 0, input: {}, attempt: 1, recoveries: 0 },
    { run: () => Promise.reject(error as Error) } as unknown as AnyBackground,
    { batchId: 1, ownerId: 1, options: {}, timeoutMs: 1000 },
  );

const failure = async (error: unknown) => {
  const end = await attemptThatThrows(error).run();
  if (end.kind !== 'failed') throw new Error(`The attempt has ${end.kind}.`);
  return { code: end.error.code, isUnbegun: end.error.isUnbegun, retryAfter: end.error.retryAfter };
};

describe('An attempt whose handler throws', () => {
  it.each([
    ['a connection that was lost', new Error('Connection terminated unexpectedly'), 'DATABASE_UNAVAILABLE'],
    ['a server that starts', Object.assign(new Error('starting up'), { code: '57P03' }), 'DATABASE_UNAVAILABLE'],
    ['a full disk', Object.assign(new Error('no space'), { code: '53100' }), 'STORAGE_UNAVAILABLE'],
    ['a pool whose connections are all taken', new Error('timeout exceeded when trying to connect'), 'OVERLOADED'],
    ['an outage that a store has explained', new AppError('DATABASE_UNAVAILABLE'), 'DATABASE_UNAVAILABLE'],
  ])('is not counted when the cause is the own database: %s', async (_, error, code) => {
    expect(await failure(error)).toEqual({ code, isUnbegun: true, retryAfter: expect.any(Number) as number });
  });

  it('is counted when its own statement took too long, so that the item ends', async () => {
    const error = new AppError('OVERLOADED', undefined, { retryAfter: 2 });
    expect(await failure(error)).toEqual({ code: 'OVERLOADED', isUnbegun: false, retryAfter: 2 });
  });

  it('fails with an internal error when the cause is unforeseen', async () => {
    expect(await failure(new TypeError('x is undefined'))).toMatchObject({ code: 'INTERNAL_ERROR', isUnbegun: false });
  });
});
