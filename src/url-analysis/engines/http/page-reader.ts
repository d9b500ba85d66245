import { extname, join } from 'node:path';
import { ThreadPool, type ThreadPoolOptions } from '../../../platform/threads/thread-pool.js';
import type { PageFacts } from '../findings/page-facts.js';

/** A document as fetched. */
export interface PageInput {
  readonly body: Uint8Array;
  /** Label of the Content-Type header, null when it names none. */
  readonly charset: string | null;
}

/** Reads documents off the main thread with `readPage`. */
export class PageReader extends ThreadPool<PageInput, PageFacts> {
  constructor(options: Partial<ThreadPoolOptions> = {}) {
    super({
      entry: join(__dirname, `page-reader.worker${extname(__filename)}`),
      sizeOf: ({ body }) => body.length,
      waiting: 256,
      ...options,
    });
  }
}
