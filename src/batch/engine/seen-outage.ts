import { explainOutage } from '../../platform/database/sqlstate.js';
import { AppError } from '../../platform/errors/app-error.js';

const isAway = (error: unknown): boolean => {
  const explained = explainOutage(error);
  return explained instanceof AppError && explained.code === 'DATABASE_UNAVAILABLE';
};

/**
 * The last outage of the database as this process saw it. A lease that ran out during it says nothing about its worker,
 * which could not extend it. Times are milliseconds on the monotonic clock `now`.
 */
export class SeenOutage {
  private lastAnswer: number;
  private began = 0;
  private ended = 0;
  private isAway = false;

  /**
   * `leaseMs`: an outage is remembered for as long as a lease after its end, since leases that it caught run out by
   * then.
   */
  constructor(
    private readonly leaseMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.lastAnswer = now();
  }

  /** Runs a statement, and notes whether the database answered. Throws what the statement throws. */
  async watch<T>(statement: () => Promise<T>): Promise<T> {
    try {
      const result = await statement();
      if (this.isAway) this.ended = this.now();
      this.isAway = false;
      this.lastAnswer = this.now();
      return result;
    } catch (error) {
      if (isAway(error)) this.begin();
      throw error;
    }
  }

  /** Milliseconds since the outage began that is there, or has just ended; 0 when there is none. */
  get sinceItBegan(): number {
    const isRemembered = this.isAway || (this.ended > 0 && this.now() - this.ended < this.leaseMs);
    return isRemembered ? this.now() - this.began : 0;
  }

  /**
   * It may have begun at any time since the last answer; no lease that was extended before that by more than one lease
   * matters.
   */
  private begin(): void {
    if (this.isAway) return;
    this.isAway = true;
    this.began = Math.max(this.lastAnswer, this.now() - this.leaseMs);
  }
}
