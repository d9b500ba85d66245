// `npm run build:client`: the TypeScript client as ES modules and CommonJS, with types; only when a source is newer.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newest } from './newest.mjs';

const root = join(import.meta.dirname, '..');
const client = join(root, 'clients', 'typescript');
const target = join(client, 'dist');

/** The types of CommonJS are those of the ES modules: bundling them twice takes as long as all the rest. */
function writeCommonJsTypes() {
  for (const name of readdirSync(target).filter((one) => one.endsWith('.d.ts'))) {
    const text = readFileSync(join(target, name), 'utf8').replace(/(from "\.\/[^"]+)\.js"/g, '$1.cjs"');
    writeFileSync(join(target, name.replace(/\.d\.ts$/, '.d.cts')), text);
  }
}

/** The files that a source reaches by its imports: `validation` bundles checks of the service. */
export function reachedBy(path, reached = new Set()) {
  if (reached.has(path)) return reached;
  reached.add(path);
  for (const [, name] of readFileSync(path, 'utf8').matchAll(/\bfrom '(\.[^']+)\.js'/g))
    reachedBy(`${join(dirname(path), name)}.ts`, reached);
  return reached;
}

/** Everything that the package is made of. */
export function clientSources() {
  const own = ['src', 'package.json', 'tsdown.config.mjs'].map((name) => join(client, name));
  return [...own, ...reachedBy(join(client, 'src', 'validation.ts'))];
}

export async function buildClient() {
  const built = join(target, 'main.d.cts');
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...clientSources().map(newest))) return;
  const { build } = await import('tsdown');
  await build({ cwd: client, config: join(client, 'tsdown.config.mjs') });
  writeCommonJsTypes();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildClient();
