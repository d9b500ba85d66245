import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../errors/app-error.js';

/** The error of an aborted signal: its own AppError, TIMEOUT when it was a timeout, else CANCELLED. */
export function abortReason(signal: AbortSignal | undefined): AppError {
  const reason: unknown = signal?.reason;
  if (reason instanceof AppError) return reason;
  const timedOut = typeof reason === 'object' && reason !== null && 'name' in reason && reason.name === 'TimeoutError';
  return new AppError(timedOut ? 'TIMEOUT' : 'CANCELLED', undefined, { cause: reason });
}

/** Those who wait for a signal, by the signal, and the one listener that calls them. */
const WAITING = new WeakMap<AbortSignal, { readonly callbacks: Set<() => void>; readonly listener: () => void }>();

/**
 * Calls back when the signal aborts, at once if it has. Returns the function that withdraws the call. All that wait
 * under one signal share a listener: hundreds may, and a signal looks through its listeners for every new one and warns
 * of a leak at the eleventh.
 */
export function whenAborted(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) {
    callback();
    return () => undefined;
  }
  const { callbacks, listener } = WAITING.get(signal) ?? listenTo(signal);
  // A function of its own: the same callback may wait twice.
  const call = (): void => callback();
  callbacks.add(call);
  return () => {
    if (!callbacks.delete(call) || callbacks.size > 0) return;
    // Node keeps a composite signal in memory for as long as it has a listener.
    signal.removeEventListener('abort', listener);
    WAITING.delete(signal);
  };
}

function listenTo(signal: AbortSignal): { readonly callbacks: Set<() => void>; readonly listener: () => void } {
  const callbacks = new Set<() => void>();
  const listener = (): void => {
    WAITING.delete(signal);
    for (const call of callbacks)
      try {
        call();
      } catch (error) {
        // As of a listener of its own: nobody else goes without a call.
        queueMicrotask(() => {
          throw error;
        });
      }
  };
  const waiting = { callbacks, listener };
  WAITING.set(signal, waiting);
  signal.addEventListener('abort', listener, { once: true });
  return waiting;
}

/** Waits for shared work until it ends or the signal aborts (`abortReason`); the work itself continues. */
export function waitFor<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(abortReason(signal));
    work.then(resolve, reject).finally(whenAborted(signal, leave));
  });
}

/** Waits for a time in milliseconds. Throws `abortReason` when the signal aborts first. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    throw signal.aborted ? abortReason(signal) : error;
  }
}
