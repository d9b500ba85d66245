/** What is to be remembered of one change. */
interface SentRevision {
  readonly key: number;
  readonly revision: number;
  readonly isLast: boolean;
}

/**
 * The last revision of each batch that those who watch its kind were told. Ended batches are remembered too, for hints and
 * looks come late; nobody looks after those, and the oldest are forgotten first.
 */
export class SentRevisions {
  private readonly open = new Map<number, number>();
  private readonly ended = new Map<number, number>();

  /** `most` open batches are remembered, and as many ended ones. */
  constructor(private readonly most: number) {}

  /** Undefined for a batch of which nothing was told, or nothing is known any more. */
  of(key: number): number | undefined {
    return this.open.get(key) ?? this.ended.get(key);
  }

  /** Batches that may change without a hint. */
  openKeys(): readonly number[] {
    return [...this.open.keys()];
  }

  /** Whether a further open batch would be remembered. */
  get hasRoom(): boolean {
    return this.open.size < this.most;
  }

  record({ key, revision, isLast }: SentRevision): void {
    this.ended.delete(key);
    if (isLast) this.recordEnd(key, revision);
    else if (this.hasRoom || this.open.has(key)) this.open.set(key, revision);
  }

  /** The batch is gone; a read that was on its way may still show it. */
  recordDeleted(key: number): void {
    const revision = this.open.get(key);
    if (revision !== undefined) this.recordEnd(key, revision);
  }

  clear(): void {
    this.open.clear();
    this.ended.clear();
  }

  private recordEnd(key: number, revision: number): void {
    this.open.delete(key);
    const [oldest] = this.ended.keys();
    if (this.ended.size >= this.most && oldest !== undefined) this.ended.delete(oldest);
    this.ended.set(key, revision);
  }
}
