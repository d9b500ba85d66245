import { extname, join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppError } from '../../../platform/errors/app-error.js';
import { ThreadPool } from '../../../platform/threads/thread-pool.js';
import { refuse, type ArchiveLimits } from './archive-limits.js';
import type { ExportTable } from './linkedin-export.js';
import type { ArchiveSource, ImportedArchive, ParseArchive } from './parse-archive.js';
import type { ArchiveWork } from './read-archive.js';
import type { UnpackArchive } from './unpack-archive.js';
import '../../profile-ingestion.errors.js';

/** What a thread is given: a ZIP to unpack, or what was unpacked. */
export type ArchiveTask = { readonly limits: ArchiveLimits } & (
  { readonly zip: Uint8Array } | { readonly source: ArchiveSource }
);

/** What comes back: an error of ours loses its class on the way. */
export type ArchiveResult =
  | { readonly tables: ReadonlyMap<ExportTable, Uint8Array> }
  | { readonly archive: ImportedArchive }
  | { readonly refusal: { readonly message: string; readonly details: Readonly<Record<string, unknown>> } };

function sizeOf(task: ArchiveTask): number {
  if ('zip' in task) return task.zip.length;
  const { source } = task;
  if ('resume' in source) return source.resume.bytes.length;
  return [...source.tables.values()].reduce((sum, table) => sum + table.length, 0);
}

/** Milliseconds for one upload; tables of 8 MiB take about a second. */
const TIMEOUT_MS = 30_000;

/** Unpacks and parses uploads in a thread: 8 MiB of JSON would keep the event loop for most of a second. */
@Injectable()
export class ArchiveParser implements ArchiveWork, OnApplicationShutdown {
  private readonly threads = new ThreadPool<ArchiveTask, ArchiveResult>({
    // The same extension as this file: JavaScript when built.
    entry: join(__dirname, `archive-parser.worker${extname(__filename)}`),
    sizeOf,
    threads: 1,
    timeoutMs: TIMEOUT_MS,
    waiting: 16,
  });

  /** Throws like `parse`. */
  readonly unpack: UnpackArchive = async (zip, limits) => {
    const result = await this.run({ zip, limits });
    return 'tables' in result ? result.tables : unexpected();
  };

  /** Throws ARCHIVE_REJECTED, or OVERLOADED when it takes too long. */
  readonly parse: ParseArchive = async (source, limits) => {
    const result = await this.run({ source, limits });
    return 'archive' in result ? result.archive : unexpected();
  };

  private async run(task: ArchiveTask): Promise<ArchiveResult> {
    const result = await this.threads.run(task).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'PARSE_ERROR')
        throw refuse('damaged', 'The upload needs too much memory to read.', undefined, error);
      if (error instanceof AppError && error.code === 'PARSE_TIMEOUT')
        throw new AppError('OVERLOADED', 'The upload took too long to read; try again later.', { retryAfter: 10 });
      throw error;
    });
    if (!('refusal' in result)) return result;
    throw new AppError('ARCHIVE_REJECTED', result.refusal.message, { details: result.refusal.details });
  }

  onApplicationShutdown(): Promise<void> {
    return this.threads.close();
  }
}

const unexpected = (): never => {
  throw new Error('The thread answered another question.');
};
