import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

const root = join(__dirname, '..', '..');

/** TypeScript files below a folder, as paths from the project's root. */
function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** Source files and pages below a folder, in any language, without what is generated or installed. */
const texts = (folder: string): string[] =>
  // Entries, not names: a list of names goes on through links, and an example links back to this package.
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => /\.(?:tsx?|mjs|cjs|js|py|sh|md)$/.test(path) && !/(?:^|\/)(?:node_modules|dist)\//.test(path))
    .filter((path) => !/(?:schema\.ts|models\.py)$/.test(path));

const product = sources('src').filter((path) => !path.endsWith('.spec.ts'));
const everything = [...sources('src'), ...sources('test')];
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');

/** Files whose code without comments matches the pattern. */
const containing = (paths: readonly string[], pattern: RegExp): string[] =>
  paths.filter((path) => pattern.test(withoutComments(read(path))));

/** Lines that are neither blank nor comment, which is what the linter's `max-lines` counts. */
function linesOfCode(text: string): number {
  let isInComment = false;
  return text.split('\n').filter((line) => {
    const isComment = isInComment || /^\s*\/[/*]/.test(line);
    if (isInComment || /^\s*\/\*/.test(line)) isInComment = !line.includes('*/');
    return !isComment && line.trim() !== '';
  }).length;
}

/** Private words of earlier versions for which the field has its own; the glossary lists what to say. */
const RETIRED =
  /\b(?:bells?|rung|hands|strangers?|guilty|innocents?|doomed|farewell|nap|nudged?|vitals|hasty|handoff|heir|victim|rehears(?:e|ed|al)|misused|stray|flaws?|asker|journey|seeds|faces|judg(?:e|es|ed|ing)|doors?|ringing|hearing|standing|face|settled?|seed(?:'s| s\d))\b/i;
/** Names of others of which a retired word is part. */
const NAMES = /'Face Book'|\b(?:all|on)Settled\b/g;
/** `STRANGERS_PER_ADDRESS` and `isSettled` as words of their own. */
const asWords = (text: string): string =>
  text
    .replaceAll('_', ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2');
const isRetired = (text: string): boolean => RETIRED.test(asWords(text.replace(NAMES, '')));
/** A `turn` in code: prose may speak of turns of the event loop, and of what happens in turn. */
const RETIRED_IDENTIFIER = /\b(?:interface|type|class|const|let|as|private|async) turn\b|\(turn\b|\bturn[:.(]/i;

const EXPORTED = /^export (?:abstract |async )*(const|function|class|interface|type)\*? (\w+)/gm;
const IMPORT = /(?:import|export)\s+(?:type\s+)?(?:\w+,\s*)?\{([^}]*)\}\s*from\s*'(\.[^']+)'/g;
/** An import of a whole file, or types that are added to it. */
const WHOLE = /(?:\* as \w+ from |import\(|require\()\s*'(\.[^']+)'/g;
const ADDED = /declare module '(\.[^']+)' \{\s*interface (\w+)/g;

/** What the files import, each as `path name`; a file that is imported as a whole as its path. */
function importedNames(paths: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const path of paths) {
    const text = read(path);
    const target = (from = ''): string => posix.join(posix.dirname(path), from).replace(/\.js$/, '.ts');
    for (const [, list = '', from] of text.matchAll(IMPORT))
      for (const [, name] of list.matchAll(/(?:^|,)\s*(?:type\s+)?(\w+)/g)) names.add(`${target(from)} ${name}`);
    for (const [, from] of text.matchAll(WHOLE)) names.add(target(from));
    for (const [, from, name] of text.matchAll(ADDED)) names.add(`${target(from)} ${name}`);
  }
  return names;
}

/** SQL that reads or writes rows, in code. */
const SQL = /\b(?:SELECT\s|INSERT INTO\s|DELETE FROM\s|UPDATE \w+(?: \w+)?\s+SET\s)/;
const WRITES = /\b(?:INSERT INTO\s|DELETE FROM\s|UPDATE \w+(?: \w+)?\s+SET\s)/;
/**
 * Files with statements of their own that are neither stores nor queries: each goes with the state that its file keeps.
 */
const WITH_STATEMENTS = [
  'src/batch/engine/atomic-tries.ts',
  'src/batch/engine/item-tries.ts',
  'src/batch/engine/reconciler.ts',
  'src/batch/engine/transactional-in-worker.ts',
  'src/batch/notify/lifecycle.ts',
  'src/batch/read/engine-load.ts',
  'src/batch/read/throughput.ts',
  'src/batch/transactional/batch-recorder.ts',
  'src/batch/webhooks/webhook-outbox.ts',
  'src/platform/health/process-health.ts',
  'src/profile-ingestion/search/similarity-search.ts',
];

describe('Source files', () => {
  it('are found in src and test', () => {
    expect(product.length).toBeGreaterThan(50);
    expect(containing(product, /class TransactionalInRequest/)).toEqual([
      'src/batch/transactional/transactional-in-request.ts',
    ]);
  });

  it('have at most 300 lines each, blanks and comments not counted', () => {
    expect(linesOfCode('/** One. */\n// Two.\n/*\n * Three.\n */\n\ncall(); // Four.\n')).toBe(1);
    expect(read('eslint.config.mjs')).toContain("'max-lines': ['error', { max: 300,");
    const long = everything.map((path) => `${path}: ${linesOfCode(read(path))}`);
    expect(long.filter((row) => Number(row.split(': ')[1]) > 300)).toEqual([]);
  });

  it('use no word that was retired', () => {
    const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => `docs/${path}`);
    const others = ['clients', 'console/src', 'examples', 'tools'].flatMap(texts);
    const pagesOfSource = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => `src/${path}`);
    const roots = readdirSync(root).filter((name) => name.endsWith('.md'));
    const paths = [...everything, ...pages, ...others, ...roots, ...pagesOfSource];
    const own = 'test/architecture/source-files.spec.ts';
    expect(['STRANGERS_PER_ADDRESS', 'isSettled()', 'URLFlaw', 'aFlaw'].filter((text) => !isRetired(text))).toEqual([]);
    expect(['allSettled', 'surface', 'FUZZ_SEED'].filter(isRetired)).toEqual([]);
    expect(paths.filter((path) => path !== own && isRetired(read(path)))).toEqual([]);
    expect(
      containing(
        everything.filter((path) => path !== own),
        RETIRED_IDENTIFIER,
      ),
    ).toEqual([]);
  });

  it('call notices of changes no hints, which in the batch module nothing else is', () => {
    // The channel in Redis keeps its name, so that processes of two versions hear each other during an upgrade.
    const hinting = everything.filter(
      (path) => path.startsWith('src/batch/') && /\bhints?\b/i.test(asWords(read(path))),
    );
    expect(hinting).toEqual(['src/batch/notify/redis-change-bus.ts']);
  });

  it('export nothing that no other file uses; classes are counted over all files', () => {
    // Entities are found by their file names, and authors of kinds use what their entry exports.
    const isUsedElsewhere = (path: string): boolean =>
      /\.entity\.ts$|^src\/kind\/|^src\/(\w[\w-]*\/)?migrations\//.test(path);
    const others = ['clients/typescript/src', 'clients/command-line/src', 'console/src', 'tools'].flatMap(texts);
    const count = new Map<string, number>();
    for (const path of [...product, ...others])
      for (const [word] of read(path).matchAll(/[A-Za-z_]\w*/g)) count.set(word, (count.get(word) ?? 0) + 1);
    const imported = importedNames([...everything, ...others, 'ormconfig.ts']);
    const declared = product
      .filter((path) => !isUsedElsewhere(path))
      .flatMap((path) => [...read(path).matchAll(EXPORTED)].map(([, kind = '', name = '']) => ({ path, kind, name })));
    expect(declared.length).toBeGreaterThan(500);
    const unused = declared.filter(({ path, kind, name }) =>
      kind === 'class' ? count.get(name) === 1 : !imported.has(`${path} ${name}`) && !imported.has(path),
    );
    expect(unused.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
  });

  it('have no comment wider than 120 columns, which no formatter breaks', () => {
    // Text in template strings that begins like one is none: `**bold**`.
    const comment = /^\s*(?:\/\/|\/\*|\*(?!\*))/;
    const isWide = (line: string): boolean =>
      line.length > 120 && (comment.test(line) || (/\s\/\/ /.test(line) && !line.endsWith('// prettier-ignore')));
    const others = ['clients', 'console/src', 'examples', 'tools'].flatMap(texts);
    const roots = readdirSync(root).filter((name) => /\.(?:cjs|mjs|ts)$/.test(name));
    const plain = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.[cm]js$/.test(path))
      .map((path) => `test/${path}`);
    const paths = [...everything, ...others, ...roots, ...plain].filter((path) => !path.endsWith('.md'));
    const wide = paths.flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, index) => (isWide(line) ? [`${path}:${index + 1}`] : [])),
    );
    expect(wide).toEqual([]);
  });

  it('have more than ten lines or more than one importer: what only one file uses stands in that file', () => {
    const others = ['clients/typescript/src', 'clients/command-line/src', 'console/src', 'tools'].flatMap(texts);
    const importers = new Map<string, Set<string>>();
    for (const path of [...product, ...others])
      for (const [, from = ''] of read(path).matchAll(/(?:from|import|import\(|require\()\s*'(\.[^']+)'/g)) {
        const target = posix.join(posix.dirname(path), from).replace(/\.js$/, '.ts');
        importers.set(target, (importers.get(target) ?? new Set()).add(path));
      }
    // Entities are found by their names, DTOs are described to the document by theirs, workers are entries of threads,
    // and SQL stands in files of its own.
    const hasRole = /\.(?:entity|dto|module|worker|settings|errors|feature|kind)\.ts$|\/migrations\/|^src\/\w+\.ts$/;
    const hasSql = /-(?:store|queries|sql|statement)\.ts$/;
    const small = product.filter((path) => !hasRole.test(path) && !hasSql.test(path) && linesOfCode(read(path)) <= 10);
    expect(small.length).toBeGreaterThan(10);
    // The bundle has the classes of the migrations in the place of this file.
    expect(small.filter((path) => importers.get(path)?.size === 1)).toEqual([
      'src/platform/database/own-migrations.ts',
    ]);
  });

  it('have no barrels', () => {
    expect(everything.filter((path) => /\/index\.tsx?$/.test(path))).toEqual([]);
  });

  it('are not in folders called utils, helpers, common or shared', () => {
    expect(everything.filter((path) => /\/(utils?|helpers?|common|shared)\//.test(path))).toEqual([]);
  });

  it('keep modules free of forwardRef', () => {
    expect(containing(product, /\bforwardRef\b/)).toEqual([]);
  });

  it('do not disable compiler or linter checks', () => {
    const silenced = /eslint-disable|@ts-(ignore|nocheck|expect-error)/;
    expect(
      everything.filter((path) => path !== 'test/architecture/source-files.spec.ts' && silenced.test(read(path))),
    ).toEqual([]);
  });

  it('read the environment in config.ts only, and before it is loaded', () => {
    expect(containing(product, /process\s*\.\s*env\b|process\[['"]env/)).toEqual([
      'src/bootstrap/bundle.ts',
      'src/platform/config/config.ts',
    ]);
  });

  it('have their SQL in stores and queries, which features have apart from their API; queries only read', () => {
    const free = product.filter(
      (path) => !/\/(?:migrations|platform\/database)\/|-(?:store|queries|sql|statement)\.ts$/.test(path),
    );
    expect(containing(free, SQL).filter((path) => !WITH_STATEMENTS.includes(path))).toEqual([]);
    const features = product.filter((path) => /^src\/(?!batch\/|accounts\/|platform\/)/.test(path));
    expect(features.filter((path) => /\/(?:api|input|kind)\/.*-(?:store|queries|sql)\.ts$/.test(path))).toEqual([]);
    const queries = product.filter((path) => path.endsWith('-queries.ts'));
    expect(queries.length).toBeGreaterThan(5);
    expect(containing(queries, WRITES)).toEqual([]);
  });

  it('start threads in the thread pool and the embedded database only', () => {
    const rooms = new Set(
      containing(product, /from 'node:worker_threads'/).map((path) => path.replace(/\/[^/]+$/, '')),
    );
    expect([...rooms].sort()).toEqual(['src/platform/database', 'src/platform/threads']);
  });

  it('measure stretches of the event loop in tests that a quick run leaves out', () => {
    const measuring = sources('src').filter((path) => /\bleastStretchOf\(/.test(read(path)));
    expect(measuring.length).toBeGreaterThan(2);
    expect(measuring.filter((path) => !/\/(?:worst-replies|linear-time)\.spec\.ts$/.test(path))).toEqual([]);
  });

  it('have their unit test beside them', () => {
    const subjects = new Set(product.map((path) => posix.basename(path, '.ts')));
    const isBeside = (path: string): boolean => existsSync(join(root, path.replace(/\.spec\.ts$/, '.ts')));
    const specs = sources('src').filter((path) => path.endsWith('.spec.ts'));
    expect(specs.filter((path) => !isBeside(path) && subjects.has(posix.basename(path, '.spec.ts')))).toEqual([]);
  });

  it('leave out no other test of their file or part', () => {
    const specs = [...everything, ...['clients', 'console/src'].flatMap(texts)].filter((path) =>
      /\.(?:spec|part)\.ts$/.test(path),
    );
    expect(specs.length).toBeGreaterThan(300);
    expect(containing(specs, /\b(?:describe|it|test)\.only\b/)).toEqual([]);
  });

  it('make the faults of fields by one function, but for rows of files, which name their line', () => {
    expect(containing(product, /invalid_value: cut\(/)).toEqual([
      'src/batch/api/mended-file.ts',
      'src/batch/files/row-items.ts',
      'src/platform/http/faults.ts',
      'src/platform/http/validation.ts',
    ]);
  });

  it('throw no HTTP exceptions', () => {
    expect(
      containing(product, /throw new (Http|BadRequest|NotFound|Forbidden|Unauthorized|Conflict)\w*Exception/),
    ).toEqual([]);
  });

  it('read addresses by parseUrl: the engine’s own test of them fails for some once it is hot', () => {
    expect(containing(product, /\.canParse\(/)).toEqual([]);
  });

  it('never let entities create the schema', () => {
    expect(containing(product, /synchronize:\s*true/)).toEqual([]);
  });

  it('have a down method in every migration', () => {
    const migrations = product.filter((path) => /^src\/(\w[\w-]*\/)?migrations\//.test(path));
    expect(migrations.length).toBeGreaterThan(2);
    expect(migrations.filter((path) => !/async down\(/.test(read(path)))).toEqual([]);
  });
});
