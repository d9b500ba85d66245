import { AppError } from '../errors/app-error.js';

/** Least speed of an upload that holds a place, in bytes a second. */
const BYTES_PER_SECOND = 16 * 1024;
/** How long an upload may be slower, in milliseconds: at its beginning, and as pauses later. */
const GRACE_MS = 5000;
const MS_PER_SECOND = 1000;

/**
 * The chunks of an upload. Throws REQUEST_TIMEOUT once the sender is slower than 16 KiB a second over the whole, beyond
 * five seconds; the time that the reader takes itself is not counted.
 */
export async function* atLeastRate<Chunk extends Uint8Array>(
  chunks: AsyncIterable<Chunk>,
  graceMs = GRACE_MS,
): AsyncGenerator<Chunk> {
  const source = chunks[Symbol.asyncIterator]();
  let received = 0;
  let waited = 0;
  try {
    for (;;) {
      const left = graceMs + (received * MS_PER_SECOND) / BYTES_PER_SECOND - waited;
      const since = performance.now();
      const { done, value } = await withinMs(source.next(), left);
      waited += performance.now() - since;
      if (done === true) return;
      received += value.length;
      yield value;
    }
  } finally {
    // An iterator that waits for its sender would not return before it, so it is ended without waiting.
    void Promise.resolve(source.return?.()).catch(() => undefined);
  }
}

async function withinMs<T>(next: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(new AppError('REQUEST_TIMEOUT', `The body must come at ${BYTES_PER_SECOND} bytes a second at least.`)),
      Math.max(0, ms),
    );
  });
  try {
    return await Promise.race([next, late]);
  } finally {
    clearTimeout(timer);
    next.catch(() => undefined);
  }
}
