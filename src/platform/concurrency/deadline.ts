import { AppError } from '../errors/app-error.js';
import { abortReason } from './abort.js';

/**
 * A time limit and the caller's signal combined. `signal.reason` is always an AppError: the caller's own one, `late`
 * when time is up, else as `abortReason` says. Call `dispose` when the work is over, otherwise timer and listener leak.
 */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly onAbort: () => void;

  constructor(
    ms: number,
    private readonly outer?: AbortSignal,
    late: () => AppError = () => new AppError('TIMEOUT'),
  ) {
    this.timer = setTimeout(() => this.controller.abort(late()), ms);
    this.onAbort = () => this.controller.abort(abortReason(outer));
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
