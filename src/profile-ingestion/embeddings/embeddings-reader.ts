import { extname, join } from 'node:path';
import type { Reading } from '../../platform/providers/read-reply.js';
import { ThreadPool, type ThreadPoolOptions } from '../../platform/threads/thread-pool.js';
import { type EmbeddingsBody, readEmbeddings } from './read-embeddings.js';

/** Bodies up to so many bytes, as those of one text, are read at once, which takes less than a thread to start. */
const AT_ONCE_BYTES = 100 * 1024;

/** Reads vectors off the main thread: 64 of 4,000 numbers would keep it for a tenth of a second. */
export class EmbeddingsReader extends ThreadPool<EmbeddingsBody, Reading<readonly Float32Array[]>> {
  constructor(options: Partial<ThreadPoolOptions> = {}) {
    super({
      entry: join(__dirname, `embeddings-reader.worker${extname(__filename)}`),
      sizeOf: ({ body }) => body.length,
      handedOver: ({ body }) => body,
      threads: 1,
      ...options,
    });
  }

  override run(input: EmbeddingsBody, signal?: AbortSignal): Promise<Reading<readonly Float32Array[]>> {
    return input.body.length > AT_ONCE_BYTES ? super.run(input, signal) : Promise.resolve(readEmbeddings(input));
  }
}
