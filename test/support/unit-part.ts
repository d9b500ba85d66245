import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { ALONE, PARTS } from './unit-parts.cjs';

const root = join(__dirname, '..', '..');

/** The test files of a part, as paths from the project's root. */
export const filesOfPart = (name: string): readonly string[] => (PARTS[name] ?? []).flatMap(filesBelow).sort();

const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.spec.ts'))
    .map((path) => `${folder}/${path.split(sep).join('/')}`)
    .filter((path) => !isAlone(path));

export const isAlone = (path: string): boolean =>
  ALONE.some((one) => (one.startsWith('**') ? path.endsWith(one.slice(2)) : path === one));

/** Declares the tests of a part, those of each file below its path. A file that cannot be loaded fails alone. */
export function describePart(name: string): void {
  for (const path of filesOfPart(name))
    describe(path, () => {
      try {
        jest.requireActual(join(root, path));
      } catch (error) {
        it('is loaded', () => {
          throw error;
        });
      }
    });
}
