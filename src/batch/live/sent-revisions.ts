/** The part of an event that is remembered. */
interface SentRevision {
  readonly key: number;
  readonly revision: number;
  readonly isLast: boolean;
}

/**
 * The last revision of each batch that was sent to the subscribers of its kind. Ended batches are remembered too,
 * because notices and polls may come late, but they are not polled, and the oldest are dropped first.
 */
export class SentRevisions {
  private readonly open = new Map<number, number>();
  private readonly ended = new Map<number, number>();

  /** Remembers up to `most` open batches and up to `most` ended ones. */
  constructor(private readonly most: number) {}

  /** The last revision that was sent; undefined when none was, or when it is no longer remembered. */
  of(key: number): number | undefined {
    return this.open.get(key) ?? this.ended.get(key);
  }

  /** The open batches, which must be polled. */
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

  /** Records that the batch was deleted; a read that is under way may still return it. */
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
