import { readRetry } from './read-retry.js';

const anything = (raw: unknown): { readonly value: object } => ({ value: raw as object });

describe('Corrected inputs of a retry', () => {
  it('are of any item that a batch can have', () => {
    const { inputs } = readRetry({ inputs: { 0: { n: 1 }, 100000: { n: 2 }, 9999999: { n: 3 } } }, anything);
    expect([...(inputs?.keys() ?? [])]).toEqual([0, 100_000, 9_999_999]);
  });

  it.each(['10000000', '-1', '1.5', 'x', ' 1', '1e3'])('are refused under a key that is no index: %s', (index) => {
    expect(() => readRetry({ inputs: { [index]: {} } }, anything)).toThrow(
      expect.objectContaining({
        code: 'VALIDATION_ERROR',
        validationErrors: [expect.objectContaining({ field: `inputs.${index}`, error_type: 'int_parsing' })],
      }),
    );
  });
});
