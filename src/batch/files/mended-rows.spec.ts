import { Addresses, type Address } from './mended-rows.js';
import type { Mapping } from './mapping.js';
import type { Table } from './table.js';

describe('How a row says which item it corrects', () => {
  const address = (...cells: readonly unknown[]): Address | undefined => {
    const table = { headers: ['_index', 'ref'] } as unknown as Table;
    return new Addresses(table, { columns: [] } as unknown as Mapping).of({ line: 2, cells, text: '' });
  };

  it('is its index, of as many items as a batch can have, else its ref', () => {
    expect(address('7', 'a')).toEqual({ index: 7 });
    expect(address('1000000', '')).toEqual({ index: 1_000_000 });
    expect(address(9_999_999, 'a')).toEqual({ index: 9_999_999 });
    expect(address('', ' a ')).toEqual({ ref: 'a' });
    expect(address('', '')).toBeUndefined();
  });

  it.each(['abc', '10000000', '1.5', '-1'])('is not guessed from an index that no item can have: %s', (index) => {
    expect(address(index, 'a')).toEqual({ noIndex: index });
  });
});
