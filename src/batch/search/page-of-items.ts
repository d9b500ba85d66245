/** Items that were found in a window, out of two sources that do not come in one order. */
export class PageOfItems {
  /** By their input. */
  readonly hits = new Set<number>();

  /**
   * `seen`: up to which index inputs were looked at. `named`: by their ref or error, in any order, also outside the
   * window.
   */
  constructor(
    private readonly room: number,
    private readonly named: readonly number[],
    private readonly first: number,
    public seen = first - 1,
  ) {}

  isFull(): boolean {
    return this.found().length >= this.room;
  }

  /** The first of them, and behind which index to go on; null at the end of `total` items. */
  upTo(total: number): { readonly indexes: readonly number[]; readonly next: number | null } {
    const indexes = this.found().slice(0, this.room);
    const end = indexes.length === this.room ? (indexes.at(-1) ?? this.seen) : this.seen;
    return { indexes, next: end >= total - 1 ? null : end };
  }

  /** In order, up to the index that was looked at. */
  private found(): readonly number[] {
    const named = this.named.filter((index) => index >= this.first && index <= this.seen);
    return [...new Set([...this.hits, ...named])].sort((one, other) => one - other);
  }
}
