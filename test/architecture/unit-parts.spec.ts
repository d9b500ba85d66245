import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { filesOfPart, isAlone } from '../support/unit-part.js';
import { ALONE, PARTS, unitProject } from '../support/unit-parts.cjs';

const root = join(__dirname, '..', '..');
const below = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.spec.ts') && !/(?:^|\/)(?:node_modules|dist)\//.test(path))
    .map((path) => `${folder}/${path.split(sep).join('/')}`);

describe('The parts of the unit tests', () => {
  const files = ['src', 'clients', 'console', 'test/architecture', 'test/eval'].flatMap(below);
  const parts = Object.keys(PARTS);

  it('have every file in one of them, but those that stand alone', () => {
    expect(files.length).toBeGreaterThan(200);
    expect([...parts.flatMap(filesOfPart), ...files.filter(isAlone)].sort()).toEqual(files.sort());
  });

  it('are files of one folder, which has no others', () => {
    expect(readdirSync(join(root, 'test', 'units')).sort()).toEqual(parts.map((name) => `${name}.spec.ts`).sort());
  });

  it('are run by who runs all, and not by who chooses files, which would be none of them', () => {
    const all = [[], ['--seed=7'], ['--verbose', '--bail'], ['--silent=true', '--ci']];
    expect(all.map(unitProject)).toEqual(all.map(() => 'unit-parts'));
    const some = [
      ['contact'],
      ['-t', 'name'],
      ['--testPathPatterns=contact'],
      ['--onlyChanged'],
      ['-o'],
      ['--changedSince=main'],
      ['--testPathIgnorePatterns=platform'],
      ['--seed=7', '--findRelatedTests', 'src/x.ts'],
    ];
    expect(some.map(unitProject)).toEqual(some.map(() => 'unit'));
  });

  it('leave out files that exist', () => {
    expect(ALONE.filter((path) => !path.startsWith('**') && !files.includes(path))).toEqual([]);
  });
});
