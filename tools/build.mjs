// `npm run build`: compiles, bundles, makes the database that first starts of the service copy, and builds the console.
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
  await bundle();
  await buildCommandLine();
  node(join(root, 'dist', 'src', 'commands', 'embedded-template.js'));
  cacheBundle();
  await buildConsole();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
