import { extname, join } from 'node:path';
import type { Reading } from '../../../platform/providers/read-reply.js';
import { ThreadPool, type ThreadPoolOptions } from '../../../platform/threads/thread-pool.js';
import type { PsiReply } from './read-psi.js';

/** Reads replies of PageSpeed Insights off the main thread with `readPsi`: 10 MiB would keep it for a second. */
export class PsiReader extends ThreadPool<Uint8Array, Reading<PsiReply>> {
  constructor(options: Partial<ThreadPoolOptions> = {}) {
    super({
      entry: join(__dirname, `psi-reader.worker${extname(__filename)}`),
      sizeOf: (body) => body.length,
      handedOver: (body) => body,
      threads: 1,
      timeoutMs: 20_000,
      ...options,
    });
  }
}
