// `npm run build`: compiles, then makes the database that first starts of the service copy.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from './compile.mjs';

const root = join(import.meta.dirname, '..');

const node = (...path) => execFileSync(process.execPath, path, { cwd: root, stdio: 'inherit' });

export async function build() {
  await compile();
  node(join(root, 'dist', 'src', 'commands', 'embedded-template.js'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
