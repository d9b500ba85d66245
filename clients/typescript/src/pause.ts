/** Resolves after a time; rejects with the signal's reason when it is aborted before. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return;
    }
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });
}

/**
 * How long to wait before the n-th repetition (0 first) when nobody says: doubled each time, with chance, at most 10 s.
 */
export function backoff(repetition: number): number {
  const longest = Math.min(10_000, 250 * 2 ** repetition);
  return longest / 2 + (Math.random() * longest) / 2;
}
