import { bigintColumn, booleanColumn, doubleColumn, integerColumn, jsonColumn, textColumn } from './columns.js';

/** Decodes the binary array format: element type, and the bytes of each element or null. */
function read(column: Buffer): { readonly type: number; readonly values: (Buffer | null)[] } {
  const type = column.readInt32BE(8);
  if (column.readInt32BE(0) === 0) {
    expect(column).toHaveLength(12);
    return { type, values: [] };
  }
  expect([column.readInt32BE(0), column.readInt32BE(16)]).toEqual([1, 1]);
  const values: (Buffer | null)[] = [];
  let at = 20;
  for (let left = column.readInt32BE(12); left > 0; left -= 1) {
    const size = column.readInt32BE(at);
    at += 4;
    values.push(size === -1 ? null : column.subarray(at, at + size));
    at += Math.max(size, 0);
  }
  expect(at).toBe(column.length);
  return { type, values };
}

describe('Binary array columns', () => {
  it('encode texts with their length in bytes, not characters', () => {
    const { type, values } = read(textColumn(['a', null, '', 'é"\\{}', undefined, '日本']));
    expect(type).toBe(25);
    expect(values.map((value) => value?.toString() ?? null)).toEqual(['a', null, '', 'é"\\{}', null, '日本']);
  });

  it('encode JSON in version 1 of the jsonb format', () => {
    const { type, values } = read(jsonColumn([{ name: 'São' }, undefined, [1, null], null]));
    expect(type).toBe(3802);
    expect(values.map((value) => value && [value[0], value.subarray(1).toString()])).toEqual([
      [1, '{"name":"São"}'],
      null,
      [1, '[1,null]'],
      null,
    ]);
  });

  it('encode integers up to the limits of their ranges', () => {
    const integers = read(integerColumn([-(2 ** 31), null, 2 ** 31 - 1]));
    expect(integers.type).toBe(23);
    expect(integers.values.map((value) => value?.readInt32BE() ?? null)).toEqual([-(2 ** 31), null, 2 ** 31 - 1]);
    const bigints = read(bigintColumn([Number.MAX_SAFE_INTEGER, -1, undefined]));
    expect(bigints.type).toBe(20);
    expect(bigints.values.map((value) => value?.readBigInt64BE() ?? null)).toEqual([2n ** 53n - 1n, -1n, null]);
    expect(() => integerColumn([2 ** 31])).toThrow('out of range');
  });

  it('encode doubles and booleans', () => {
    expect(read(doubleColumn([0.1, null])).values.map((value) => value?.readDoubleBE() ?? null)).toEqual([0.1, null]);
    expect(read(booleanColumn([true, false, undefined])).values.map((value) => value?.[0] ?? null)).toEqual([
      1,
      0,
      null,
    ]);
  });

  it('encode no values as an empty array', () => {
    for (const empty of [textColumn([]), jsonColumn([]), integerColumn([])]) expect(read(empty).values).toEqual([]);
  });
});
