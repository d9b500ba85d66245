// Bundles clients/command-line with the client and commander into dist/src/commands/command-line.js: one file, which
// loads fast, and no further package in the tarball.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '..');

export async function buildCommandLine() {
  const build = await rolldown({
    input: join(root, 'clients', 'command-line', 'src', 'main.ts'),
    platform: 'node',
    tsconfig: join(root, 'tsconfig.json'),
    logLevel: 'warn',
  });
  await build.write({
    file: join(root, 'dist', 'src', 'commands', 'command-line.js'),
    format: 'cjs',
    codeSplitting: false,
    minify: true,
  });
  await build.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCommandLine();
