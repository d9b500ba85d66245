// `npm run build:console`: the console, with its files in two codings beside each; only when a source is newer.
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { newest } from './newest.mjs';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'console');
const target = join(folder, 'dist');
const built = join(target, 'index.html');

const SOURCES = ['src', 'public', 'index.html', 'package.json', 'vite.config.ts'].map((name) => join(folder, name));
const CLIENT = join(root, 'clients', 'typescript', 'src');
/** Files that are worth compressing. */
const TEXTS = ['.css', '.js', '.json', '.svg'];

export const isConsoleCurrent = () =>
  existsSync(built) && statSync(built).mtimeMs > Math.max(...[...SOURCES, CLIENT].map(newest));

function compress() {
  for (const name of readdirSync(target, { recursive: true, encoding: 'utf8' })) {
    if (!TEXTS.includes(extname(name))) continue;
    const bytes = readFileSync(join(target, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(join(target, `${name}.br`), brotliCompressSync(bytes, { params }));
    writeFileSync(join(target, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

export async function buildConsole() {
  if (isConsoleCurrent()) return;
  const vite = await loadVite();
  if (vite === undefined) {
    process.stderr.write('The console was not built: its packages are not installed (npm ci installs them).\n');
    return;
  }
  const { build } = vite;
  // Vite builds for development where the environment says so, as it does for tests.
  process.env.NODE_ENV = 'production';
  await build({ root: folder, configFile: join(folder, 'vite.config.ts'), logLevel: 'warn' });
  // The page comes last: a console whose build was broken off does not count as current.
  renameSync(built, `${built}.new`);
  compress();
  renameSync(`${built}.new`, built);
}

/** Vite; undefined when it is not installed. What else may be wrong with it is told. */
async function loadVite() {
  try {
    return await import('vite');
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes("'vite'")) return undefined;
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildConsole();
