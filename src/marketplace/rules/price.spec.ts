import fc from '../../../test/support/seeded-check.js';
import { MAX_PRICE, readPrice } from './price.js';

describe('price', () => {
  it.each([
    [0, '0.00'],
    [-0, '0.00'],
    [0.1, '0.10'],
    [149.9, '149.90'],
    [99999999.99, '99999999.99'],
    ['0', '0.00'],
    ['12.5', '12.50'],
    ['99999999.99', MAX_PRICE],
  ])('reads %p exactly [S1-11]', (given, expected) => {
    expect(readPrice(given)).toBe(expected);
  });

  it.each([
    -1,
    0.001,
    100_000_000,
    1e21,
    1e-7,
    NaN,
    Infinity,
    '12,50',
    '-1',
    '+1',
    '1e2',
    '012',
    ' 1',
    '1.',
    '.5',
    '1.234',
    'NaN',
    '',
    '٣',
    null,
    undefined,
    true,
    [],
    [1],
    {},
  ])('rejects %p [S1-11]', (given) => {
    expect(readPrice(given)).toBeUndefined();
  });

  it('preserves every amount of cents, as number and as string', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (cents) => {
        const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        expect(readPrice(text)).toBe(text);
        expect(readPrice(Number(text))).toBe(text);
      }),
    );
  });
});
