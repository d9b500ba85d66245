import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../support/run-directory.js';

const ROOT = join(__dirname, '..', '..');
const PYTHON = join(ROOT, 'clients', 'python', 'src', 'batchwright_client');

const write = (tool: string, target: string): void => {
  execFileSync(process.execPath, [join(ROOT, 'tools', tool), target]);
};

describe('The types of the TypeScript client', () => {
  it('are those of the OpenAPI document; otherwise run `npm run client-types`', () => {
    const path = join(mkdtempSync(join(temporaryDirectory(), 'types-')), 'schema.ts');
    write('write-client-types.mjs', path);
    const committed = readFileSync(join(ROOT, 'clients', 'typescript', 'src', 'schema.ts'), 'utf8');
    expect(readFileSync(path, 'utf8') === committed).toBe(true);
  });
});

describe('What is written of the Python client', () => {
  it('is what the OpenAPI document and the asynchronous client say; otherwise run `npm run client-types`', () => {
    const target = mkdtempSync(join(temporaryDirectory(), 'python-'));
    write('write-python-client.mjs', target);
    const written = readdirSync(target, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.py'));
    expect(written).toEqual(expect.arrayContaining(['models.py', '_routes.py', join('_sync', 'batches.py')]));
    const stale = written.filter((path) => readFileSync(join(target, path), 'utf8') !== read(join(PYTHON, path)));
    expect(stale).toEqual([]);
    const twins = readdirSync(join(PYTHON, '_sync')).filter((name) => name.endsWith('.py'));
    expect(twins.sort()).toEqual(
      readdirSync(join(PYTHON, '_async'))
        .filter((name) => name.endsWith('.py'))
        .sort(),
    );
  });
});

const read = (path: string): string => readFileSync(path, 'utf8');
