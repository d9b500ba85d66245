import { AppError } from '../errors/app-error.js';
import { abortReason, whenAborted } from './abort.js';

/**
 * A time limit and the caller's signal combined. `signal.reason` is always an AppError: the caller's own one, `late`
 * when time is up, else as `abortReason` says. Call `dispose` when the work is over, otherwise timer and listener leak.
 */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly forget: (() => void) | undefined;

  constructor(ms: number, outer?: AbortSignal, late: () => AppError = () => new AppError('TIMEOUT')) {
    this.timer = setTimeout(() => this.controller.abort(late()), ms);
    this.forget = outer && whenAborted(outer, () => this.controller.abort(abortReason(outer)));
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.forget?.();
  }
}
