import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/**
 * Files below a folder with one of the endings, as paths from the project's root; none of what an example has
 * installed.
 */
const filesOf = (folder: string, endings: RegExp): string[] =>
  // Entries, not names: a list of names goes on through links, and an example links back to this package.
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => endings.test(path) && !path.includes('/node_modules/'));

const PAGES = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...filesOf('docs', /\.md$/),
  ...filesOf('examples', /\.md$/),
  ...filesOf('src', /\.md$/),
];

describe('The documentation', () => {
  it('starts with a README of at most 8 kB', () => {
    expect(Buffer.byteLength(read('README.md'))).toBeLessThanOrEqual(8192);
  });

  it('has the folder of an installation choose the versions that the tests run with', () => {
    const { version, overrides } = JSON.parse(read('package.json')) as {
      readonly version: string;
      readonly overrides: Readonly<Record<string, Readonly<Record<string, string>>>>;
    };
    const page = read('docs/operations/deploy.md');
    const own = Object.fromEntries(Object.values(overrides).flatMap((chosen) => Object.entries(chosen)));
    const chosen = [...page.matchAll(/ overrides\.([\w-]+)=(\S+)/g)].map(([, name = '', text = '']) => [name, text]);
    expect(chosen).toEqual(['content-disposition', 'file-type', 'cookie'].map((name) => [name, own[name]]));
    expect(page).toContain(`npm install --omit=dev ./batchwright-${version}.tgz`);
  });

  it('has a row for every library that the service is installed with', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { readonly dependencies: object };
    const rows =
      read('docs/architecture/dependencies.md')
        .split('\n## ')[0]
        ?.match(/^\| `.*?` \|/gm) ?? [];
    const named = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    expect(named.sort()).toEqual(Object.keys(dependencies).sort());
  });

  it('links only to files that exist', () => {
    const broken = PAGES.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target = '']) => relative(root, join(root, dirname(page), target)))
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${page} → ${path}`),
    );
    expect(broken).toEqual([]);
  });

  it('names only files of the source that exist', () => {
    const missing = PAGES.flatMap((page) =>
      [...read(page).matchAll(/`((?:src|test)\/[\w./-]+\.(?:ts|cjs|mjs))`/g)]
        .map(([, path = '']) => path)
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${page} → ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('refers to no document outside the tree, nor does the code', () => {
    const outside =
      /\b(?:RELIABILITY|CONTRACT|DESIGN|DOMAIN|HOUSE|STYLE)(?:\.md)?\b(?: [A-Z]?\d)|\bissue [A-J]\b|\bbad input \d/;
    const folders = [
      'src',
      'test',
      'tools',
      'examples',
      'clients/typescript/src',
      'clients/command-line/src',
      'console/src',
    ];
    const files = [...PAGES, ...folders.flatMap((folder) => filesOf(folder, /\.(?:tsx?|cjs|mjs|js)$/))];
    const own = 'test/architecture/documentation.spec.ts';
    expect(files.filter((path) => path !== own && outside.test(read(path)))).toEqual([]);
  });
});
