import { extname, join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppError } from '../../../platform/errors/app-error.js';
import { ThreadPool } from '../../../platform/threads/thread-pool.js';
import { refuse, type ArchiveLimits } from './archive-limits.js';
import type { ArchiveSource, ImportedArchive } from './parse-archive.js';
import '../../profile-ingestion.errors.js';

/** What a thread is given. */
export interface ArchiveTask {
  readonly source: ArchiveSource;
  readonly limits: ArchiveLimits;
}

/** What comes back: an error of ours loses its class on the way. */
export type ParsedArchive =
  | { readonly archive: ImportedArchive }
  | { readonly refusal: { readonly message: string; readonly details: Readonly<Record<string, unknown>> } };

const sizeOf = (source: ArchiveSource): number =>
  'resume' in source
    ? source.resume.bytes.length
    : [...source.tables.values()].reduce((sum, table) => sum + table.length, 0);

/** Milliseconds for one upload; tables of 8 MiB take about a second. */
const TIMEOUT_MS = 30_000;

/** Parses uploads in a thread: 8 MiB of JSON would keep the event loop for most of a second. */
@Injectable()
export class ArchiveParser implements OnApplicationShutdown {
  private readonly threads = new ThreadPool<ArchiveTask, ParsedArchive>({
    // The same extension as this file: JavaScript when built.
    entry: join(__dirname, `archive-parser.worker${extname(__filename)}`),
    sizeOf: ({ source }) => sizeOf(source),
    threads: 1,
    timeoutMs: TIMEOUT_MS,
    waiting: 16,
  });

  /** Throws ARCHIVE_REJECTED, or OVERLOADED when it takes too long. */
  async parse(source: ArchiveSource, limits: ArchiveLimits): Promise<ImportedArchive> {
    const parsed = await this.threads.run({ source, limits }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'PARSE_ERROR')
        throw refuse('damaged', 'The upload needs too much memory to read.', undefined, error);
      if (error instanceof AppError && error.code === 'PARSE_TIMEOUT')
        throw new AppError('OVERLOADED', 'The upload took too long to read; try again later.', { retryAfter: 10 });
      throw error;
    });
    if ('archive' in parsed) return parsed.archive;
    throw new AppError('ARCHIVE_REJECTED', parsed.refusal.message, { details: parsed.refusal.details });
  }

  onApplicationShutdown(): Promise<void> {
    return this.threads.close();
  }
}
