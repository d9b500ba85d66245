import { performance } from 'node:perf_hooks';
import { AppError, type ErrorCode } from '../errors/app-error.js';
import { type Guard, guardWith } from './guard-handlers.js';

/** Ends a phase with its result. */
type Resolve<T> = (value: T) => void;
/** Ends a phase with an error. */
type Reject = (error: unknown) => void;

/**
 * Runs one phase of an exchange (a lookup, a connection, a handshake…). It ends with the result that `begin`
 * reports, after `ms` with an error of `code`, or with the signal's reason, whichever comes first.
 *
 * `begin` starts the work and returns a function that stops it; that function is called once, however the phase
 * ended, with whether it succeeded. Its event handlers belong inside `guard`: their exceptions end the phase. The
 * signal's reason must be an AppError, as `Deadline` makes it.
 */
export function phase<T>(
  ms: number,
  code: ErrorCode,
  signal: AbortSignal,
  begin: (resolve: Resolve<T>, reject: Reject, guard: Guard) => (succeeded: boolean) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    let stop: ((succeeded: boolean) => void) | undefined;
    let ended: boolean | undefined;
    const end = (succeeded: boolean, complete: () => void) => {
      if (ended !== undefined) return;
      ended = succeeded;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      try {
        stop?.(succeeded);
      } finally {
        complete();
      }
    };
    const fail = (error: unknown) => {
      end(false, () => {
        reject(error);
      });
    };
    const onAbort = () => {
      fail(signal.reason);
    };
    const timer = setTimeout(() => {
      fail(new AppError(code));
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
    const succeed = (value: T) => {
      end(true, () => {
        resolve(value);
      });
    };
    try {
      stop = begin(succeed, fail, guardWith(fail));
      if (ended !== undefined) stop(ended);
    } catch (error) {
      fail(error);
    }
  });
}

/** Milliseconds since `since` (of `performance.now()`), to a tenth. */
export function elapsed(since: number): number {
  return Math.round((performance.now() - since) * 10) / 10;
}
