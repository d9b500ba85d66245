import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until the condition holds: polls every few milliseconds until the deadline (milliseconds, default 30 s).
 * Returns the first value that is neither false nor undefined. Throws the condition's last error, or names the awaited
 * condition.
 */
export async function eventually<T>(
  awaited: string,
  condition: () => Promise<T | false | undefined> | T | false | undefined,
  deadlineMs = 30_000,
): Promise<T> {
  const until = performance.now() + deadlineMs;
  let last: unknown;
  for (let pause = 2; ; pause = Math.min(pause * 2, 100)) {
    try {
      const value = await condition();
      if (value !== false && value !== undefined) return value;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > until)
      throw new Error(`Not within ${deadlineMs} ms: ${awaited}`, last === undefined ? {} : { cause: last });
    await delay(pause);
  }
}

/** The promise's value, or an error when it takes longer (milliseconds). */
export async function within<T>(awaited: string, deadlineMs: number, work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = delay(deadlineMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`Not within ${deadlineMs} ms: ${awaited}`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => undefined);
    timer.abort();
  }
}
