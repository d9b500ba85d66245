import { AppError } from '../errors/app-error.js';

/** Seconds after which a caller who found no place should come again. */
const RETRY_SECONDS = 2;

/**
 * Slots for concurrent work of which one caller gets only a share, so that a caller that holds its work open for long
 * does not block others.
 */
export class SharedPlaces {
  private readonly held = new Map<string, number>();
  private taken = 0;

  constructor(
    /** What the places are for, in the plural, as callers read it. */
    private readonly work: string,
    private readonly places: number,
    private readonly share: number,
  ) {}

  /**
   * Takes a place; the answer gives it back, once. Throws RATE_LIMITED when the caller has its share, OVERLOADED when
   * every place is taken.
   */
  take(caller: string): () => void {
    const own = this.held.get(caller) ?? 0;
    if (own >= this.share)
      throw new AppError('RATE_LIMITED', `One key has at most ${this.share} ${this.work} at once here.`, {
        retryAfter: RETRY_SECONDS,
        details: { limit: this.share },
      });
    if (this.taken >= this.places)
      throw new AppError('OVERLOADED', `Too many ${this.work} at once; try again shortly.`, {
        retryAfter: RETRY_SECONDS,
      });
    this.held.set(caller, own + 1);
    this.taken += 1;
    let isHeld = true;
    return () => {
      if (isHeld) this.giveBack(caller);
      isHeld = false;
    };
  }

  private giveBack(caller: string): void {
    const own = (this.held.get(caller) ?? 1) - 1;
    if (own > 0) this.held.set(caller, own);
    else this.held.delete(caller);
    this.taken -= 1;
  }
}
