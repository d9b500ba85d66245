import { failed, type ItemResult, SAVE_FAILED } from '../model/item.js';

/** Most results of one commit. */
export const GROUP_ITEMS = 200;

/**
 * Results of attempts that no commit has recorded yet, in the order of their end. After the database has refused a
 * group, they are recorded one at a time until the refused one is found.
 */
export class UnrecordedResults {
  private results: ItemResult[] = [];
  private groupItems = GROUP_ITEMS;

  get count(): number {
    return this.results.length;
  }

  get indexes(): readonly number[] {
    return this.results.map(({ index }) => index);
  }

  add(result: ItemResult): void {
    this.results.push(result);
  }

  /** The results of the next commit. */
  next(): readonly ItemResult[] {
    return this.results.slice(0, this.groupItems);
  }

  /** Removes the results of a commit that has succeeded. */
  recorded(group: readonly ItemResult[]): void {
    this.results = this.results.slice(group.length);
    if (this.results.length === 0) this.groupItems = GROUP_ITEMS;
  }

  /** The database has refused the next group: the following ones have one result. A refused single one becomes SAVE_FAILED. */
  narrow(): void {
    const [first, ...others] = this.results;
    if (this.groupItems === 1 && first !== undefined)
      this.results = [{ index: first.index, input: first.input, end: failed(SAVE_FAILED), warnings: [] }, ...others];
    this.groupItems = 1;
  }
}
