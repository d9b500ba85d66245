import { AppError } from '../errors/app-error.js';
import { FairLine, once } from './fair-line.js';

/** Callers that may wait; one more is rejected with OVERLOADED. */
const MAX_WAITING = 1_000;

/** Fair counting semaphore: permits are granted in order of arrival. */
export class Semaphore {
  private readonly line = new FairLine<undefined>({
    admit: () => this.takeOne(),
    maxWaiting: MAX_WAITING,
    full: () => new AppError('OVERLOADED'),
  });

  constructor(private permits: number) {}

  /** Permits that nobody holds. */
  get free(): number {
    return this.permits;
  }

  /** Waits for a permit; call the returned function to release it (further calls do nothing). */
  async take(signal: AbortSignal): Promise<() => void> {
    await this.line.enter(undefined, signal);
    return once(() => {
      this.permits += 1;
      this.line.advance();
    });
  }

  private takeOne(): boolean {
    if (this.permits <= 0) return false;
    this.permits -= 1;
    return true;
  }
}
