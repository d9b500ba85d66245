import { join } from 'node:path';
import { ThreadPool, type ThreadPoolOptions } from '../../platform/threads/thread-pool.js';
import { PageFacts, PageInput } from './read-page.js';

/** Reads pages off the main thread; see `ThreadPool` for its limits. */
export class PageReader {
  private readonly threads: ThreadPool<PageInput, PageFacts>;

  constructor(options: Partial<ThreadPoolOptions> = {}) {
    this.threads = new ThreadPool({ entry: join(__dirname, 'page-reader.worker.js'), ...options });
  }

  /** Current number of threads. */
  get size(): number {
    return this.threads.size;
  }

  /** Parses a page. Throws AppError PARSE_TIMEOUT, PARSE_ERROR, OVERLOADED or CANCELLED. */
  read(input: PageInput, signal?: AbortSignal): Promise<PageFacts> {
    return this.threads.run(input, signal);
  }

  /** Ends all threads; jobs not done are cancelled. May be called again. */
  close(): Promise<void> {
    return this.threads.close();
  }
}
