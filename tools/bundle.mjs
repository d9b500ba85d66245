// Puts what a start loads into one file: dist/bundle/service.cjs. The service and its dependencies are about 1,600
// modules, which took two thirds of the processor time of a start to find, read and compile.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '..');
const compiled = join(root, 'dist', 'src');
const directory = join(root, 'dist', 'bundle');

/** Stay modules of their own: they find their files beside themselves, or are loaded before the bundle. */
const SEPARATE = [
  'reflect-metadata',
  '@electric-sql/pglite',
  '@electric-sql/pglite-pgvector',
  'lighthouse',
  'chrome-launcher',
];

const isSeparate = (id) => SEPARATE.some((name) => id === name || id.startsWith(`${name}/`));

/** What Nest and others load only where it is installed is not: those requests stay as they are. */
const isMissing = (id, importer) => {
  if (id.startsWith('.') || id.startsWith('/')) return false;
  try {
    createRequire(importer).resolve(id);
    return false;
  } catch {
    return !existsSync(join(root, 'node_modules', id));
  }
};

/** Threads and child processes are files beside the module that starts them: its `__dirname` stays what it was. */
const keepPlaces = {
  name: 'keep-places',
  transform(code, id) {
    if (!id.startsWith(compiled + sep) || !/\b__(dirname|filename)\b/.test(code)) return null;
    const here = JSON.stringify(relative(directory, dirname(id)));
    return code
      .replaceAll(/\b__dirname\b/g, `require("node:path").join(__dirname, ${here})`)
      .replaceAll(/\b__filename\b/g, JSON.stringify(id.slice(id.lastIndexOf(sep) + 1)));
  },
};

/**
 * Nest requires these by a function that the bundler does not look into: a second copy would not know the decorators of
 * ours.
 */
const requireFromBundle = {
  name: 'require-from-bundle',
  transform: (code, id) => (/@nestjs[\\/](mapped-types|typeorm)[\\/]/.test(id) ? code.replace(OWN_REQUIRE, '') : null),
};
const OWN_REQUIRE = 'const require = createRequire(import.meta.url);';

/**
 * The classes of all migrations in place of the pattern that finds their files: a start would look for 40 files and
 * read them.
 */
const bundleMigrations = {
  name: 'bundle-migrations',
  load(id) {
    if (id !== join(compiled, 'platform', 'database', 'own-migrations.js')) return null;
    const files = readdirSync(compiled, { recursive: true })
      .filter((path) => /(^|[\\/])migrations[\\/][^\\/]+\.js$/.test(path))
      .map((path) => `...Object.values(require(${JSON.stringify(join(compiled, path))}))`);
    return `exports.ownMigrations = () => [${files.join(',\n')}];`;
  },
};

/** The bundler's own function copies an ES module each time that it is required, hundreds of times for Nest's. */
const copyOnce = {
  name: 'copy-once',
  renderChunk(code) {
    const once = code.replace(COPY, COPY_ONCE);
    if (once === code) throw new Error('The bundler copies ES modules in another way than tools/bundle.mjs knows.');
    return once;
  },
};
const COPY = /var (__toCommonJS\S*) = (\(mod\) => .*);\n/;
/** Again when the module has got further exports, as one in a circle of imports does. */
const COPY_ONCE = `var __copies = new WeakMap();
var $1 = (mod) => {
	const count = Object.getOwnPropertyNames(mod).length;
	let known = __copies.get(mod);
	if (known?.count !== count) __copies.set(mod, known = { count, copy: ($2)(mod) });
	return known.copy;
};
`;

/** A text of ASCII only is read by V8 as it is, of one byte a character; the others stand in it by their codes. */
function inAscii(code) {
  const raw = /String\.raw`[^`]*[^\0-\x7f][^`]*`/.exec(code);
  if (raw !== null) throw new Error(`Codes of characters would be read as they stand here: ${raw[0]}`);
  return code.replaceAll(/(\\*)([^\0-\x7f])/g, (text, before, unit) => {
    if (before.length % 2 === 1) throw new Error(`The backslash before ${unit} would become part of its code.`);
    return `${before}\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/**
 * Puts a program over what was compiled into a file of dist/bundle, with all that it imports: a function that takes
 * what Node gives to a CommonJS module, so that nothing has to be put around its text before V8 compiles it.
 */
export async function bundleProgram(input, name, plugins = []) {
  const build = await rolldown({
    input,
    platform: 'node',
    external: (id, importer) => isSeparate(id) || (importer !== undefined && isMissing(id, importer)),
    plugins: [...plugins, requireFromBundle, bundleMigrations, keepPlaces, copyOnce],
    logLevel: 'warn',
    checks: { eval: false },
  });
  const { output } = await build.generate({
    format: 'cjs',
    // Nest, TypeORM and the OpenAPI document tell classes by their names.
    keepNames: true,
    codeSplitting: false,
    // A script with a code cache has no import(): what is separate is required, as the service's own modules do.
    dynamicImportInCjs: false,
    comments: false,
  });
  await build.close();
  mkdirSync(directory, { recursive: true });
  // V8 tells a compiled form that is out of date by its length only.
  rmSync(join(directory, `${name}.cache`), { force: true });
  const code = `(function (exports, require, module, __filename, __dirname) {${inAscii(output[0].code)}\n})`;
  writeFileSync(join(directory, name), code);
}

export const bundle = () => bundleProgram(join(compiled, 'bootstrap', 'start.js'), 'service.cjs');

/** What a program needs of the machine's environment; the settings of a service are left out. */
const OF_THE_MACHINE = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'LD_LIBRARY_PATH', 'NODE_ICU_DATA'];

/**
 * Keeps V8's compiled form of the bundle beside it. It takes a start, on an embedded database and without the settings
 * of here. Where none succeeds the build is whole without it; a start of it takes longer, and says why it fails.
 */
export function cacheBundle() {
  const place = mkdtempSync(join(tmpdir(), 'batchwright-build-'));
  try {
    execFileSync(process.execPath, [join(compiled, 'commands', 'cache-bundle.js')], {
      cwd: place,
      env: {
        ...Object.fromEntries(Object.entries(process.env).filter(([variable]) => OF_THE_MACHINE.includes(variable))),
        PORT: '0',
        DATA_DIR: join(place, 'data'),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } catch (error) {
    console.warn(`The bundle has no compiled form: ${error.message}`);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
