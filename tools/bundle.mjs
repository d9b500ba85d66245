// Puts what a start loads into one file: dist/bundle/service.cjs. The service and its dependencies are about 1,600 modules,
// which took two thirds of the processor time of a start to find, read and compile.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '..');
const compiled = join(root, 'dist', 'src');
const directory = join(root, 'dist', 'bundle');

/**
 * Stay modules of their own. Nest loads the first four by name while it runs, and two copies of them would not know each
 * other's decorators; the database and Lighthouse find their files beside themselves.
 */
const SEPARATE = [
  'class-transformer',
  'class-validator',
  'reflect-metadata',
  'typeorm',
  'i18n-iso-countries',
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

/** Puts a program over what was compiled into a file of dist/bundle, with all that it imports. */
export async function bundleProgram(input, name, plugins = []) {
  const build = await rolldown({
    input,
    platform: 'node',
    external: (id, importer) => isSeparate(id) || (importer !== undefined && isMissing(id, importer)),
    plugins: [...plugins, keepPlaces],
    logLevel: 'warn',
    checks: { eval: false },
  });
  await build.write({
    file: join(directory, name),
    format: 'cjs',
    // Nest, TypeORM and the OpenAPI document tell classes by their names.
    keepNames: true,
    codeSplitting: false,
    // A script with a code cache has no import(): what is separate is required, as the service's own modules do.
    dynamicImportInCjs: false,
    comments: false,
  });
  await build.close();
}

/** Bundles the service, and keeps V8's compiled form of it beside it. */
export async function bundle() {
  await bundleProgram(join(compiled, 'bootstrap', 'start.js'), 'service.cjs');
  execFileSync(process.execPath, [join(compiled, 'commands', 'cache-bundle.js')], { cwd: root, stdio: 'inherit' });
}
