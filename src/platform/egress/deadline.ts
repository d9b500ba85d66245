import { AppError } from '../errors/app-error.js';

/**
 * The deadline of a whole exchange: its time limit and the caller's signal combined. `signal.reason` is always an
 * AppError: the caller's own one, TIMEOUT when time is up (also when the caller's signal was a timeout), else
 * CANCELLED. Call `dispose` when the exchange is over, otherwise timer and listener leak.
 */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly onAbort: () => void;

  constructor(
    ms: number,
    private readonly outer?: AbortSignal,
  ) {
    this.timer = setTimeout(() => {
      this.controller.abort(new AppError('TIMEOUT'));
    }, ms);
    this.onAbort = () => {
      this.controller.abort(reasonOf(outer));
    };
    if (outer?.aborted) this.onAbort();
    else outer?.addEventListener('abort', this.onAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener('abort', this.onAbort);
  }
}

function reasonOf(signal: AbortSignal | undefined): AppError {
  const reason: unknown = signal?.reason;
  if (reason instanceof AppError) return reason;
  const timedOut = reason instanceof DOMException && reason.name === 'TimeoutError';
  return new AppError(timedOut ? 'TIMEOUT' : 'CANCELLED', undefined, { cause: reason });
}
