/** Wraps an event handler: exceptions and rejections go to the guard's `fail` callback instead of the process. */
export type Guard = <A extends readonly unknown[]>(handler: (...args: A) => unknown) => (...args: A) => void;

/**
 * A guard for the event handlers of one exchange or connection. An exception inside a handler of an emitter or a
 * timer is uncaught and ends the process, whichever bytes of a foreign server caused it; guarded, it ends only the
 * exchange: `fail` must destroy its sockets and reject its promise, and has to tolerate being called again.
 */
export function guardWith(fail: (error: unknown) => unknown): Guard {
  const end = (error: unknown): void => {
    try {
      fail(error);
    } catch {
      // Nothing is left to end, and this must never throw.
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
