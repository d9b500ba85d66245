/**
 * Vectors in one byte a number: a quarter of their size, near enough to find the nearest few hundred out of many thousands,
 * which are then compared exactly. For databases without pgvector, where comparing two arrays takes 0.2 ms (measured: 20 s for
 * 100,000 of them).
 */

/** The largest code. */
const LEVELS = 127;
/** The scale, a 4-byte float, stands before the codes. */
const HEADER = 4;

/** A vector as scale and codes; number = code × scale. */
export function encodeVector(vector: Float32Array): Buffer {
  const largest = vector.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  // As it will be read back, so that rounding to the nearest code is to the nearest.
  const scale = largest === 0 ? 1 : Math.fround(largest / LEVELS);
  const coded = Buffer.alloc(HEADER + vector.length);
  coded.writeFloatLE(scale, 0);
  vector.forEach((x, at) => coded.writeInt8(Math.round(x / scale), HEADER + at));
  return coded;
}

/** Collects the vectors nearest to a query by their codes. */
export class NearestCodes {
  private readonly query: Int8Array;
  private kept: { readonly id: string; readonly product: number }[] = [];
  private lowest = Number.NEGATIVE_INFINITY;

  /** @param size how many are kept. */
  constructor(
    query: Float32Array,
    private readonly size: number,
  ) {
    const coded = encodeVector(query);
    this.query = new Int8Array(coded.buffer, coded.byteOffset + HEADER, query.length);
  }

  /** Bytes of one vector as `encodeVector` writes it. */
  get codedLength(): number {
    return HEADER + this.query.length;
  }

  /** Looks at many vectors, their codes one behind the other. @throws RangeError where there are not as many as ids */
  offer(ids: readonly string[], coded: Buffer): void {
    const { query, codedLength } = this;
    if (coded.length !== ids.length * codedLength) throw new RangeError('Codes and ids do not go together.');
    const codes = new Int8Array(coded.buffer, coded.byteOffset, coded.length);
    ids.forEach((id, nth) => {
      const start = nth * codedLength;
      const first = start + HEADER;
      let sum = 0;
      for (let at = 0; at < query.length; at++) sum += (codes[first + at] as number) * (query[at] as number);
      this.keep(id, sum * coded.readFloatLE(start));
    });
  }

  private keep(id: string, product: number): void {
    if (product <= this.lowest) return;
    this.kept.push({ id, product });
    // Sorted once in a while instead of kept in order: what is dropped costs less than a heap.
    if (this.kept.length >= 4 * this.size) this.prune();
  }

  /** The ids kept, nearest first. */
  ids(): readonly string[] {
    this.prune();
    return this.kept.map(({ id }) => id);
  }

  private prune(): void {
    this.kept = this.kept.sort((a, b) => b.product - a.product).slice(0, this.size);
    if (this.kept.length === this.size) this.lowest = this.kept.at(-1)?.product ?? this.lowest;
  }
}
