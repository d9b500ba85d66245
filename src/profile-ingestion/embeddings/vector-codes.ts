/**
 * Vectors with one byte per number: a quarter of their size, and precise enough to find the nearest few hundred out of
 * many thousands, which are then compared exactly. For databases without pgvector, where comparing two arrays takes 0.2
 * ms (measured: 20 s for 100,000 of them).
 */

/** The largest code. */
const LEVELS = 127;
/** Bytes of the scale, a 4-byte float in front of the codes. */
const HEADER = 4;

/** Encodes a vector as scale and codes; number = code × scale. */
export function encodeVector(vector: Float32Array): Buffer {
  const largest = vector.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  // Rounded as it will be read back, so that the codes match the stored scale.
  const scale = largest === 0 ? 1 : Math.fround(largest / LEVELS);
  const coded = Buffer.alloc(HEADER + vector.length);
  coded.writeFloatLE(scale, 0);
  vector.forEach((x, at) => coded.writeInt8(Math.round(x / scale), HEADER + at));
  return coded;
}

/** Collects the vectors nearest to a query by their codes. */
export class NearestCodes {
  private readonly query: Int8Array;
  private nearest: { readonly id: string; readonly product: number }[] = [];
  private lowest = Number.NEGATIVE_INFINITY;

  /** @param size number of nearest vectors to collect. */
  constructor(
    query: Float32Array,
    private readonly size: number,
  ) {
    const coded = encodeVector(query);
    this.query = new Int8Array(coded.buffer, coded.byteOffset + HEADER, query.length);
  }

  /** Bytes of one vector as written by `encodeVector`. */
  get codedLength(): number {
    return HEADER + this.query.length;
  }

  /**
   * Compares many vectors, whose codes are concatenated.
   * @throws RangeError when their number differs from that of the ids
   */
  offer(ids: readonly string[], coded: Buffer): void {
    const { query, codedLength } = this;
    if (coded.length !== ids.length * codedLength) throw new RangeError('The number of codes and of ids differs.');
    const codes = new Int8Array(coded.buffer, coded.byteOffset, coded.length);
    ids.forEach((id, nth) => {
      const start = nth * codedLength;
      const first = start + HEADER;
      let sum = 0;
      for (let at = 0; at < query.length; at++) sum += (codes[first + at] as number) * (query[at] as number);
      this.add(id, sum * coded.readFloatLE(start));
    });
  }

  private add(id: string, product: number): void {
    if (product <= this.lowest) return;
    this.nearest.push({ id, product });
    // Sorted occasionally instead of maintained in order: dropping costs less than a heap.
    if (this.nearest.length >= 4 * this.size) this.prune();
  }

  /** Ids of the nearest vectors, nearest first. */
  ids(): readonly string[] {
    this.prune();
    return this.nearest.map(({ id }) => id);
  }

  private prune(): void {
    this.nearest = this.nearest.sort((a, b) => b.product - a.product).slice(0, this.size);
    if (this.nearest.length === this.size) this.lowest = this.nearest.at(-1)?.product ?? this.lowest;
  }
}
