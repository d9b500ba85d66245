import { formatMoney, parseDecimal, parseMoney } from './money.js';

describe('money', () => {
  it.each([
    [86e9, 'USD', '$86B'],
    [11.3e9, 'USD', '$11.3B'],
    [-1_285_640_000, 'USD', '-$1.3B'],
    [650e6, 'EUR', '€650M'],
    [650e9, 'NOK', 'NOK 650B'],
    [999_960_000, 'USD', '$1B'],
    [0, 'GBP', '£0'],
    [1_500, 'USD', '$1.5K'],
  ])('formats %d %s as %s [S3-36]', (amount, currency, expected) => {
    expect(formatMoney({ amount, currency })).toBe(expected);
  });

  it.each([
    ['US$ 1,714 million (2014)', 1_714e6, 'USD'],
    ['650 mrd NOK', 650e9, 'NOK'],
    ['1,2 Mrd. Euro (2020)', 1.2e9, 'EUR'],
    ['€3.6 billion', 3.6e9, 'EUR'],
    ['$1M', 1e6, 'USD'],
    ['CHF 91.4 million', 91.4e6, 'CHF'],
    ['R$ 12,5 milhões', 12.5e6, 'BRL'],
  ])('parses %s', (text, amount, currency) => {
    expect(parseMoney(text)).toEqual({ amount, currency });
  });

  it('finds no money where amount or currency is missing', () => {
    expect(parseMoney('1,714 million')).toBeNull();
    expect(parseMoney('US$ unknown')).toBeNull();
    expect(parseMoney('')).toBeNull();
  });

  it.each([
    ['1,714', 1714],
    ['1.200', 1200],
    ['29\u00a0500', 29500],
    ['11,3', 11.3],
    ['1.234.567,89', 1234567.89],
    ['1,234,567.89', 1234567.89],
    ['0.125', 0.125],
    ["12'000", 12000],
  ])('parses the number %s', (text, expected) => expect(parseDecimal(text)).toBe(expected));
});
