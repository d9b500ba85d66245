import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { join } from 'node:path';
import type { readBundle } from '../../src/bootstrap/bundle.js';

const root = join(__dirname, '..', '..');
const text = readFileSync(join(root, 'dist', 'bundle', 'service.cjs'), 'latin1');

/**
 * Loaded by the entry point before the bundle, and two whose requests stand in texts of programs that the service never
 * runs.
 */
const SEPARATE = ['reflect-metadata', 'ajv/dist/runtime/validation_error', 'ajv-formats/dist/formats'];

describe('The bundle of the service', () => {
  it('holds every library that is installed, so that no second copy of one is loaded', () => {
    const { resolve } = createRequire(join(root, 'package.json'));
    const isInstalled = (name: string): boolean => {
      try {
        return resolve(name) !== '';
      } catch {
        return false;
      }
    };
    const required = new Set([...text.matchAll(/\brequire\("([^"\\]+)"\)/g)].map(([, name = '']) => name));
    const libraries = [...required].filter((name) => !builtinModules.includes(name.replace(/^node:/, '')));
    expect(libraries.length).toBeGreaterThan(0);
    expect(libraries.filter((name) => isInstalled(name) && !SEPARATE.includes(name))).toEqual([]);
  });

  it('has the migrations of all folders', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
    const numbers = files.flatMap((path) => /migrations[\\/](\d{13})-[^\\/]+\.ts$/.exec(path)?.[1] ?? []);
    expect(numbers.length).toBeGreaterThan(30);
    expect(numbers.filter((number) => !new RegExp(`exports\\.[A-Za-z]+${number} = `).test(text))).toEqual([]);
  });

  it('is ASCII, with compiled code beside it that V8 takes', () => {
    expect(/[^\0-\x7f]/.test(text)).toBe(false);
    const rejected = 'cachedDataRejected' satisfies keyof ReturnType<typeof readBundle>;
    const script = `process.stdout.write(String(require('./dist/src/bootstrap/bundle.js').readBundle().${rejected}))`;
    expect(execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' })).toBe('false');
  });
});
