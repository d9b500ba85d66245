import { isTooLong } from '../../platform/database/sqlstate.js';

/** Longest search, in milliseconds; then it answers with what it has found, and where it goes on. */
const SEARCH_MS = 1500;

/** The time that a search has. */
export class SearchClock {
  private readonly until = performance.now() + SEARCH_MS;
  /** Whether the time was up, or something took too long and was passed over. */
  isLate = false;

  /** Whether the time is up; then the search is late. */
  isUp(): boolean {
    if (performance.now() < this.until) return false;
    this.isLate = true;
    return true;
  }

  /**
   * The result of a statement; undefined when it took too long. Again it would take as long: the search goes on behind
   * it.
   */
  async inTime<Result>(work: Promise<Result>): Promise<Result | undefined> {
    try {
      return await work;
    } catch (error) {
      if (!isTooLong(error)) throw error;
      this.isLate = true;
      return undefined;
    }
  }
}
