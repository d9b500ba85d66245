import { AppError } from '../../../platform/errors/app-error.js';
import { serveThread } from '../../../platform/threads/serve-thread.js';
import type { ArchiveTask, ArchiveResult } from './archive-parser.js';
import { parseArchive } from './parse-archive.js';
import { tablesOfZip } from './unpack-archive.js';

serveThread(async (task: ArchiveTask): Promise<ArchiveResult> => {
  try {
    if ('zip' in task) return { tables: await tablesOfZip(task.zip, task.limits) };
    return { archive: await parseArchive(task.source, task.limits) };
  } catch (error) {
    if (error instanceof AppError) return { refusal: { message: error.message, details: error.details } };
    throw error;
  }
});
