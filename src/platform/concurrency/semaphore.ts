import { AppError } from '../errors/app-error.js';

interface Waiting {
  readonly take: () => void;
}

/** A number of places, given out in the order they are asked for. Waiting ends with CANCELLED when the signal is aborted. */
export class Semaphore {
  private readonly waiting: Waiting[] = [];

  constructor(private free: number) {}

  /** Waits for a place; call the returned function once to give it back. */
  async take(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw new AppError('CANCELLED');
    if (this.free > 0) this.free -= 1;
    else await this.wait(signal);
    let given = false;
    return () => {
      if (given) return;
      given = true;
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
