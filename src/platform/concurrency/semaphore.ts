import { AppError } from '../errors/app-error.js';

interface Waiting {
  readonly take: () => void;
}

/**
 * Fair counting semaphore: permits are granted in order of arrival. Waiting ends with CANCELLED when the signal
 * aborts.
 */
export class Semaphore {
  private readonly waiting: Waiting[] = [];

  constructor(private free: number) {}

  /** Waits for a permit; call the returned function to release it (further calls do nothing). */
  async take(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw new AppError('CANCELLED');
    if (this.free > 0) this.free -= 1;
    else await this.wait(signal);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const next = this.waiting.shift();
      if (next === undefined) this.free += 1;
      else next.take();
    };
  }

  private wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(new AppError('CANCELLED'));
      };
      const entry: Waiting = {
        take: () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.waiting.push(entry);
    });
  }
}
