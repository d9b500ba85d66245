import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../errors/app-error.js';

/** The error of an aborted signal: its own AppError, TIMEOUT when it was a timeout, else CANCELLED. */
export function abortReason(signal: AbortSignal | undefined): AppError {
  const reason: unknown = signal?.reason;
  if (reason instanceof AppError) return reason;
  const timedOut = typeof reason === 'object' && reason !== null && 'name' in reason && reason.name === 'TimeoutError';
  return new AppError(timedOut ? 'TIMEOUT' : 'CANCELLED', undefined, { cause: reason });
}

/** Waits for shared work until it ends or the signal aborts (`abortReason`); the work itself continues. */
export function waitFor<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(abortReason(signal));
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
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
