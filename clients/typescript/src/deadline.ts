import { TimeoutError } from './errors.js';

/** Longest time that a timer takes; it would go off at once for a longer one. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Aborts a request when the caller does, or when nothing has come for a time; `touch` begins the time anew, `rest`
 * stops it.
 */
export class Deadline {
  private readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private hasEnded = false;
  private readonly follow = (): void => this.controller.abort(this.caller?.reason);

  constructor(
    private ms: number,
    private readonly caller?: AbortSignal,
  ) {
    if (caller?.aborted === true) this.follow();
    else caller?.addEventListener('abort', this.follow, { once: true });
    this.touch();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The time begins anew; with an argument it is another one from now on. */
  touch(ms = this.ms): void {
    if (this.hasEnded) return;
    this.ms = ms;
    clearTimeout(this.timer);
    const told = (): void => this.controller.abort(new TimeoutError(`The service did not answer for ${this.ms} ms.`));
    this.timer = setTimeout(told, Math.min(this.ms, LONGEST_MS));
  }

  /** Nothing is waited for until `touch`: the caller is at work, not the service. */
  rest(): void {
    clearTimeout(this.timer);
  }

  /** No timer and no listener remains. */
  end(): void {
    this.hasEnded = true;
    clearTimeout(this.timer);
    this.caller?.removeEventListener('abort', this.follow);
  }
}
