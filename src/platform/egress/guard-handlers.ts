/** Wraps an event handler; what it throws, or its promise rejects with, goes to the guard's `fail` instead of the process. */
export type Guard = <A extends readonly unknown[]>(handler: (...args: A) => unknown) => (...args: A) => void;

/**
 * A guard for the event handlers of one exchange or connection. An exception inside a handler of an emitter or a timer is
 * uncaught and ends the process, whatever bytes of a foreign server led to it; guarded, it ends the exchange: `fail` must
 * destroy its sockets and settle its promise, and has to bear being called again.
 */
export function guardWith(fail: (error: unknown) => unknown): Guard {
  const end = (error: unknown): void => {
    try {
      fail(error);
    } catch {
      // Nothing is left that could be ended, and this must never throw.
    }
  };
  return (handler) =>
    (...args) => {
      try {
        const result = handler(...args);
        if (result instanceof Promise) result.catch(end);
      } catch (error) {
        end(error);
      }
    };
}
