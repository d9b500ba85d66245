import { failed, type ItemResult, SAVE_FAILED } from '../model/items/item.js';

/** Most results of one commit. */
export const GROUP_ITEMS = 200;

/** Commits of a single result, each up to the deadline of a transaction, before its rows are taken for the cause. */
export const SLOW_COMMITS = 6;

/**
 * Results of attempts that no commit has recorded yet, in the order of their end. After the database has refused a
 * group, the results that it may have had are recorded one at a time.
 */
export class UnrecordedResults {
  private results: ItemResult[] = [];
  /** How often in a row a commit has taken too long. */
  private slow = 0;
  /** Of the first results, how many may be the one for which the database has refused a group. */
  private suspects = 0;

  get count(): number {
    return this.results.length;
  }

  get indexes(): readonly number[] {
    return this.results.map(({ index }) => index);
  }

  add(result: ItemResult): void {
    this.results.push(result);
  }

  /** Whether there are as many as one commit takes: nothing is gained by waiting for more. */
  get isFull(): boolean {
    return this.results.length >= this.groupItems;
  }

  /** The results of the next commit. */
  next(): readonly ItemResult[] {
    return this.results.slice(0, this.groupItems);
  }

  /** Removes the results of a commit that has succeeded. */
  recorded(group: readonly ItemResult[]): void {
    this.results = this.results.slice(group.length);
    this.suspects = Math.max(0, this.suspects - group.length);
    this.slow = 0;
  }

  /**
   * The database has refused the next group: its results go one at a time. A refused single one becomes SAVE_FAILED.
   */
  narrow(): void {
    const [first, ...others] = this.results;
    if (this.suspects === 0) this.suspects = Math.min(GROUP_ITEMS, this.results.length);
    else if (first !== undefined)
      this.results = [{ index: first.index, input: first.input, end: failed(SAVE_FAILED), warnings: [] }, ...others];
  }

  /**
   * The next commit has taken too long although the database answers: its results go one at a time. A single one that
   * has taken too long SLOW_COMMITS times becomes SAVE_FAILED; fewer times the database may have been slow.
   */
  tookTooLong(): void {
    if (this.suspects > 0 && (this.slow += 1) < SLOW_COMMITS) return;
    this.slow = 0;
    this.narrow();
  }

  private get groupItems(): number {
    return this.suspects > 0 ? 1 : GROUP_ITEMS;
  }
}
