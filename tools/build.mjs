// `npm run build`: compiles, then makes the database that first starts of the service copy.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(import.meta.dirname, '..');

const node = (...path) => execFileSync(process.execPath, path, { cwd: root, stdio: 'inherit' });

export function build() {
  node(join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build');
  node(join(root, 'dist', 'src', 'commands', 'embedded-template.js'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
