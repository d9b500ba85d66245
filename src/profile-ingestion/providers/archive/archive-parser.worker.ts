import { parentPort } from 'node:worker_threads';
import { AppError } from '../../../platform/errors/app-error.js';
import type { ArchiveTask, ParsedArchive } from './archive-parser.js';
import { parseArchive } from './parse-archive.js';

/** The thread side of `ArchiveParser`: one upload in, its content or the refusal out. */
interface Request {
  readonly id: number;
  readonly input: ArchiveTask;
}

const parse = ({ source, limits }: ArchiveTask): Promise<ParsedArchive> =>
  parseArchive(source, limits).then(
    (archive) => ({ archive }),
    (error: unknown) => {
      if (error instanceof AppError) return { refusal: { message: error.message, details: error.details } };
      throw error;
    },
  );

parentPort?.on('message', ({ id, input }: Request) => {
  parse(input).then(
    (result) => parentPort?.postMessage({ id, result }),
    (error: unknown) => parentPort?.postMessage({ id, fault: error instanceof Error ? error.name : 'Error' }),
  );
});

parentPort?.postMessage('ready');
