import { percentile } from '../engines/percentiles.js';
import type { PackedReader, PackedWriter } from './packed-bytes.js';

/** How far a percentile may be from the exact one once values are counted in ranges. */
export const RELATIVE_ERROR = 0.01;

/**
 * Each range ends so many times higher than the one before: all its values are within the error of the one that stands
 * for it.
 */
const RATIO = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_RATIO = Math.log(RATIO);
/** The ranges reach from 10^-9 to 10^13; what is beyond counts in the first or the last. */
const LOWEST = -1040;
const HIGHEST = 1500;

/**
 * The values of a metric, for percentiles: as they are while there are at most `kept`, and then how many there are in
 * each of ranges that grow with the values. Sums are added up without a loss.
 */
export class ValueSums {
  count = 0;
  private values: number[] | null = [];
  /** The values in order, while none is added: typed arrays sort numbers several times as fast. */
  private order: Float64Array | null = null;
  /** Values that are not above 0: they have no range. */
  private zeros = 0;
  /** Counts by range. */
  private readonly ranges = new Map<number, number>();
  /** The ranges in order, while none is added. */
  private rangeOrder: Int16Array | null = null;

  constructor(private readonly kept: number) {}

  get isExact(): boolean {
    return this.values !== null;
  }

  add(value: number): void {
    this.count += 1;
    if (this.values === null) this.countIn(rangeOf(value), 1);
    else {
      this.values.push(value);
      this.order = null;
      if (this.values.length > this.kept) this.countAll();
    }
  }

  /** Value at `fraction` (0 to 1), linearly interpolated; null when there is none. */
  percentile(fraction: number): number | null {
    if (this.values !== null) return percentile(this.sorted(this.values), fraction);
    const position = (this.count - 1) * fraction;
    const low = this.valueAt(Math.floor(position));
    return low + (this.valueAt(Math.ceil(position)) - low) * (position - Math.floor(position));
  }

  /** Writes at most `kept` values as they are. */
  write(to: PackedWriter, kept = this.kept): void {
    if (this.values !== null && this.count > kept) this.countAll();
    to.integer(this.count * 2 + (this.isExact ? 1 : 0));
    if (this.values !== null) {
      for (const value of this.values) to.number(value);
      return;
    }
    to.integer(this.zeros);
    to.integer(this.ranges.size);
    let last = LOWEST;
    for (const range of this.inOrder()) {
      to.integer(range - last);
      to.integer(this.ranges.get(range) ?? 0);
      last = range;
    }
  }

  /** Adds what was written. */
  addFrom(from: PackedReader): void {
    const head = from.integer();
    const count = Math.floor(head / 2);
    if (head % 2 === 1) {
      for (let n = 0; n < count; n += 1) this.add(from.number());
      return;
    }
    if (this.values !== null) this.countAll();
    this.count += count;
    this.zeros += from.integer();
    let range = LOWEST;
    for (let left = from.integer(); left > 0; left -= 1) {
      range += from.integer();
      this.countIn(range, from.integer());
    }
  }

  private sorted(values: readonly number[]): ArrayLike<number> {
    this.order ??= Float64Array.from(values).sort();
    return this.order;
  }

  private countAll(): void {
    for (const value of this.values ?? []) this.countIn(rangeOf(value), 1);
    this.values = null;
  }

  private countIn(range: number | null, count: number): void {
    if (range === null) this.zeros += count;
    else {
      this.ranges.set(range, (this.ranges.get(range) ?? 0) + count);
      this.rangeOrder = null;
    }
  }

  private inOrder(): Int16Array {
    this.rangeOrder ??= Int16Array.from(this.ranges.keys()).sort();
    return this.rangeOrder;
  }

  /** The value that stands for the one at a place in the order of all. */
  private valueAt(place: number): number {
    let before = this.zeros;
    if (place < before) return 0;
    let found = LOWEST;
    for (const range of this.inOrder()) {
      found = range;
      before += this.ranges.get(range) ?? 0;
      if (place < before) break;
    }
    return (2 * RATIO ** found) / (RATIO + 1);
  }
}

/** The range of a value; null for 0. */
function rangeOf(value: number): number | null {
  if (value <= 0) return null;
  return Math.max(LOWEST, Math.min(HIGHEST, Math.ceil(Math.log(value) / LOG_RATIO)));
}
