import { AppError } from '../../../platform/errors/app-error.js';
import { explainFailure, isOutage, isRefusal } from './outage.js';

const sqlError = (code: string): Error => Object.assign(new Error('refused'), { code });

describe('An outage of the own database', () => {
  it.each([
    ['a connection that was lost', new Error('Connection terminated unexpectedly'), 'DATABASE_UNAVAILABLE'],
    ['a server that starts', sqlError('57P03'), 'DATABASE_UNAVAILABLE'],
    ['a full disk', sqlError('53100'), 'STORAGE_UNAVAILABLE'],
    ['a pool whose connections are all taken', new Error('timeout exceeded when trying to connect'), 'OVERLOADED'],
    ['an outage that a store has explained', new AppError('DATABASE_UNAVAILABLE'), 'DATABASE_UNAVAILABLE'],
  ])('does not count as an attempt of the item that met it: %s', (_, error, code) => {
    const { code: explained, isUnbegun, retryAfter } = explainFailure(error, () => true);
    expect({ explained, isUnbegun }).toEqual({ explained: code, isUnbegun: true });
    expect(retryAfter).toBeGreaterThan(0);
    expect(isOutage(error)).toBe(true);
  });

  it('is not seen in values that the database refuses', () => {
    for (const code of ['22001', '23505', '54000']) {
      expect(isRefusal(sqlError(code))).toBe(true);
      expect(isOutage(sqlError(code))).toBe(false);
    }
  });

  it('is seen in a deadlock and in a failed serialization, which say nothing of the values', () => {
    for (const code of ['40001', '40P01']) {
      expect(isOutage(sqlError(code))).toBe(true);
      expect(isRefusal(sqlError(code))).toBe(false);
    }
  });
});
