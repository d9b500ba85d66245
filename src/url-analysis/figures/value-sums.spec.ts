import { percentile } from '../engines/percentiles.js';
import { PackedReader, PackedWriter } from './packed-bytes.js';
import { RELATIVE_ERROR, ValueSums } from './value-sums.js';

const FRACTIONS = [0, 0.01, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

function sumsOf(values: readonly number[], kept: number): ValueSums {
  const sums = new ValueSums(kept);
  for (const value of values) sums.add(value);
  return sums;
}

function packed(sums: ValueSums): PackedReader {
  const writer = new PackedWriter();
  sums.write(writer);
  return new PackedReader(writer.finish());
}

/** Values over twelve decades, some of them 0 or equal. */
const VALUES = Array.from({ length: 3000 }, (_, n) => (n % 13 === 0 ? 0 : 10 ** ((((n * n) % 997) / 997) * 12 - 6)));

describe('Sums of values', () => {
  it('have exact percentiles while they keep all values', () => {
    const sorted = [...VALUES].sort((a, b) => a - b);
    const sums = sumsOf(VALUES, VALUES.length);
    expect(sums.isExact).toBe(true);
    expect(FRACTIONS.map((at) => sums.percentile(at))).toEqual(FRACTIONS.map((at) => percentile(sorted, at)));
  });

  it('have percentiles within the error when they do not, however they were added up', () => {
    const sorted = [...VALUES].sort((a, b) => a - b);
    const whole = new ValueSums(5000);
    for (let from = 0; from < VALUES.length; from += 100)
      whole.addFrom(packed(sumsOf(VALUES.slice(from, from + 100), from % 300 === 0 ? 100 : 10)));
    expect([whole.count, whole.isExact]).toEqual([VALUES.length, false]);
    for (const at of FRACTIONS) {
      const exact = percentile(sorted, at) ?? Number.NaN;
      expect(Math.abs((whole.percentile(at) ?? Number.NaN) - exact)).toBeLessThanOrEqual(
        exact * RELATIVE_ERROR * 1.0001,
      );
    }
    expect(FRACTIONS.map((at) => whole.percentile(at))).toEqual(
      FRACTIONS.map((at) => sumsOf(VALUES, 0).percentile(at)),
    );
  });

  it('are the same after they were written and read', () => {
    for (const kept of [0, 10_000]) {
      const read = new ValueSums(10_000);
      read.addFrom(packed(sumsOf(VALUES, kept)));
      expect(read.isExact).toBe(kept > 0);
      expect(FRACTIONS.map((at) => read.percentile(at))).toEqual(
        FRACTIONS.map((at) => sumsOf(VALUES, kept).percentile(at)),
      );
    }
  });

  it('count what is beyond the ranges in the outermost ones, and what is below 0 as 0', () => {
    const sums = sumsOf([1e-30, 1e30, -5], 0);
    expect([sums.count, sums.percentile(0)]).toEqual([3, 0]);
    expect(sums.percentile(0.5)).toBeLessThan(1e-8);
    expect(sums.percentile(1)).toBeGreaterThan(1e12);
  });

  it('have no percentile without a value', () => {
    expect(new ValueSums(10).percentile(0.5)).toBeNull();
  });
});
