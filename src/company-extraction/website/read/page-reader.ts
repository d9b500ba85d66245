import { extname, join } from 'node:path';
import { ThreadPool, type ThreadPoolOptions } from '../../../platform/threads/thread-pool.js';
import type { PageFacts, PageInput } from './read-page.js';

/** Reads pages off the main thread with `readPage`. */
export class PageReader extends ThreadPool<PageInput, PageFacts> {
  constructor(options: Partial<ThreadPoolOptions> = {}) {
    super({
      entry: join(__dirname, `page-reader.worker${extname(__filename)}`),
      sizeOf: ({ body }) => body.length,
      ...options,
    });
  }
}
