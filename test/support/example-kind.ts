import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './run-directory.js';

const ROOT = join(__dirname, '..', '..');

/**
 * The folder of a copy of the example's kind whose `batchwright` is this checkout; an installed one is
 * `installExampleKind`.
 */
export function linkExampleKind(): string {
  const directory = temporaryDirectory();
  cpSync(join(ROOT, 'examples', 'kind'), directory, {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  });
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(ROOT, join(directory, 'node_modules', 'batchwright'));
  return directory;
}
