// `npm run build`: compiles, bundles, makes the database that first starts of the service copy, and builds the console.
// `--compile-only` leaves out what makes starts fast: half of the time of a build, which `npm run start:dev` would wait
// for.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCommandLine } from './build-command-line.mjs';
import { buildConsole } from './build-console.mjs';
import { bundle, cacheBundle } from './bundle.mjs';
import { compile } from './compile.mjs';

const root = join(import.meta.dirname, '..');

const node = (...path) => execFileSync(process.execPath, path, { cwd: root, stdio: 'inherit' });

export async function build() {
  await compile();
  await buildCommandLine();
  await bundle();
  node(join(root, 'dist', 'src', 'commands', 'embedded-template.js'));
  cacheBundle();
  await buildConsole();
}

async function compileOnly() {
  await compile();
  await buildCommandLine();
  await buildConsole();
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await (process.argv.includes('--compile-only') ? compileOnly() : build());
