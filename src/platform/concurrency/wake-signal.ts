/** Abort reason; passing one avoids building a DOMException with a stack trace. */
const WAKE_REASON = 'wake';

/** Lets a loop wait until it is woken. A wake-up that comes while nobody waits ends the next wait at once. */
export class WakeSignal {
  private controller = new AbortController();

  wake(): void {
    this.controller.abort(WAKE_REASON);
  }

  /** Resolves at the wake-up, after `ms` milliseconds, or when `other` resolves, whose signal is aborted at the end. */
  async wait(ms: number, other?: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { controller } = this;
    if (!controller.signal.aborted)
      await Promise.race([sleep(ms, controller.signal), ...(other === undefined ? [] : [other(controller.signal)])]);
    controller.abort(WAKE_REASON);
    this.controller = new AbortController();
  }
}

/** Resolves after a time or when the signal is aborted; leaves no timer. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
