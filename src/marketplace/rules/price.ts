/** Largest price; the columns are numeric(12,2) with a check of the same bound. */
export const MAX_PRICE = '99999999.99';

/**
 * A price as an exact decimal with two fraction digits, ready for a numeric column: `149.9` and `"149.90"` become
 * `149.90`. Undefined for an invalid price: negative, more than two fraction digits, above 99,999,999.99, exponents,
 * commas, NaN. Prices are strings everywhere, in responses too, because a binary float cannot represent most of them.
 */
export function readPrice(value: unknown): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  // String() of a number is its shortest exact form: 0.1 is "0.1", 1e21 is "1e+21" and therefore rejected.
  const match = /^(0|[1-9]\d{0,7})(?:\.(\d{1,2}))?$/.exec(String(value));
  return match === null ? undefined : `${match[1] ?? '0'}.${(match[2] ?? '').padEnd(2, '0')}`;
}
