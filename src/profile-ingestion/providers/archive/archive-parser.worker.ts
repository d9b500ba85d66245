import { AppError } from '../../../platform/errors/app-error.js';
import { serveThread } from '../../../platform/threads/serve-thread.js';
import type { ArchiveTask, ParsedArchive } from './archive-parser.js';
import { parseArchive } from './parse-archive.js';

serveThread(({ source, limits }: ArchiveTask): Promise<ParsedArchive> => {
  return parseArchive(source, limits).then(
    (archive) => ({ archive }),
    (error: unknown) => {
      if (error instanceof AppError) return { refusal: { message: error.message, details: error.details } };
      throw error;
    },
  );
});
