import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KEYS } from '../support/accounts.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { Service } from '../support/service.js';

const ROOT = join(__dirname, '..', '..');
const CLIENT = join(ROOT, 'clients', 'typescript');
const run = promisify(execFile);

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** An example of the README and the output that it shows. */
interface Example {
  readonly code: string;
  readonly output: string;
}

const examples = (): readonly Example[] =>
  [...readFileSync(join(CLIENT, 'README.md'), 'utf8').matchAll(/^```js\n(.*?)^```\n\n```\n(.*?)^```/gms)].map(
    ([, code = '', output = '']) => ({ code, output }),
  );
/** The example of the README of the service, which says in words what it prints. */
const firstExample = (): string => /^```js\n(.*?)^```/ms.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))?.[1] ?? '';

describe('The package of the TypeScript client', () => {
  const packages = temporaryDirectory();
  const project = join(packages, 'project');
  let packed: Packed;

  beforeAll(async () => {
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', packages], { cwd: CLIENT });
    // What the build prints comes before the list of packages.
    [packed] = JSON.parse(stdout.slice(stdout.search(/^\[/m))) as [Packed];
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{ "private": true }');
    const tarball = join(packages, packed.filename);
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: project });
  }, 300_000);

  it('has its four parts, their types and nothing else, and installs without any other package', () => {
    const paths = packed.files.map(({ path }) => path);
    const parts = ['main', 'react', 'validation', 'webhooks'].flatMap((name) =>
      ['.js', '.cjs', '.d.ts', '.d.cts'].map((ending) => `dist/${name}${ending}`),
    );
    expect(paths).toEqual(expect.arrayContaining(['README.md', 'package.json', ...parts]));
    expect(paths.filter((path) => !/^(README\.md|package\.json|dist\/[\w-]+(\.d)?\.c?(js|ts))$/.test(path))).toEqual(
      [],
    );
    expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'batchwright-client',
    ]);
    for (const path of paths)
      expect([path, readFileSync(join(CLIENT, path), 'utf8').includes(ROOT)]).toEqual([path, false]);
  });

  it('is found by every way of resolving modules and types', async () => {
    const bin = (name: string): string => join(ROOT, 'node_modules', '.bin', name);
    const tarball = join(packages, packed.filename);
    expect((await run(bin('publint'), ['--strict', tarball])).stdout).toContain('All good!');
    // It ends with an error for every problem.
    await run(bin('attw'), ['--no-emoji', tarball]);
  }, 300_000);

  it('loads as ES modules and as CommonJS, and all but the hooks need nothing beside it', async () => {
    const names = ['', '/validation', '/webhooks'].map((part) => `batchwright-client${part}`);
    const required = names.map((name) => `Object.keys(require('${name}'))`).join(', ');
    const imported = names.map((name) => `Object.keys(await import('${name}'))`).join(', ');
    const cjs = await run(process.execPath, ['-p', `JSON.stringify([${required}])`], { cwd: project });
    const text = `console.log(JSON.stringify([${imported}]))`;
    const esm = await run(process.execPath, ['--input-type=module', '-e', text], { cwd: project });
    const [main = [], validation = [], webhooks = []] = JSON.parse(cjs.stdout) as string[][];
    expect([main, validation, webhooks]).toEqual([
      expect.arrayContaining(['createClient', 'hasCode']),
      expect.arrayContaining(['checkItems', 'cleanUrl']),
      expect.arrayContaining(['verifyWebhook']),
    ]);
    const sorted = (text: string): string[][] => (JSON.parse(text) as string[][]).map((one) => one.sort());
    expect(sorted(esm.stdout)).toEqual(sorted(cjs.stdout));
    for (const name of ['main', 'react', 'webhooks'])
      for (const ending of ['js', 'cjs'])
        expect(readFileSync(join(CLIENT, 'dist', `${name}.${ending}`), 'utf8')).not.toContain('/validation.');
  });

  it('runs the examples of its README and of that of the service, with the output that they show', async () => {
    const service = await Service.start({ on: 'postgres' });
    const env = { ...process.env, BATCHWRIGHT_URL: service.url, BATCHWRIGHT_KEY: KEYS.ana };
    expect(examples().length).toBeGreaterThan(4);
    const all = [...examples(), { code: firstExample(), output: 'completed\n' }];
    for (const [at, { code, output }] of all.entries()) {
      const path = join(project, `example-${at}.mjs`);
      writeFileSync(path, code);
      const { stdout } = await run(process.execPath, [path], { cwd: project, env });
      expect({ code, output: stdout }).toEqual({ code, output });
    }
  });
});
