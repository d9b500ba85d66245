import { extname, join } from 'node:path';
import type { ReplyReading } from '../../platform/providers/provider-client.js';
import type { Reading } from '../../platform/providers/read-reply.js';
import { ThreadPool, type ThreadPoolOptions } from '../../platform/threads/thread-pool.js';
import type { OptionsOf, Replies, ValueOf } from './replies.js';
import type { READINGS } from './reply-readings.js';

type All = typeof READINGS;

/** A body, and how it is to be read. */
export interface ReplyTask {
  readonly reading: keyof All;
  readonly body: Uint8Array;
  readonly options: unknown;
}

/** Milliseconds for one body; the figures of the largest filer take about a second. */
const TIMEOUT_MS = 20_000;
/** Heap of a thread in MiB: a body of 32 MiB of short values takes some 300. */
const MEMORY_MB = 640;

/**
 * Reads the replies of sources off the main thread: 32 MiB of figures, or fewer but wrong values, would keep it busy
 * for seconds.
 */
export class ReplyReader extends ThreadPool<ReplyTask, Reading<unknown>> implements Replies<All> {
  constructor(options: Partial<ThreadPoolOptions> = {}) {
    super({
      // The same extension as this file: JavaScript when built.
      entry: join(__dirname, `reply-reader.worker${extname(__filename)}`),
      sizeOf: ({ body }) => body.length,
      handedOver: ({ body }) => body,
      timeoutMs: TIMEOUT_MS,
      memoryMb: MEMORY_MB,
      ...options,
    });
  }

  by<K extends keyof All>(reading: K, ...[options]: OptionsOf<All[K]>): ReplyReading<ValueOf<All[K]>> {
    return async ({ body }, signal) => (await this.run({ reading, body, options }, signal)) as Reading<ValueOf<All[K]>>;
  }
}
