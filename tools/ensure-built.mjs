// Builds before a start when there is no build yet or a source is newer than the build.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { buildConsole } from './build-console.mjs';
import { newest } from './newest.mjs';

const root = join(import.meta.dirname, '..');
const built = join(root, 'dist', 'src', 'main.js');
/** What `npm run start:dev` leaves out. */
const bundle = join(root, 'dist', 'bundle', 'service.cjs');

const clients = ['clients/typescript/src', 'clients/command-line/src'];
const sources = [
  'src',
  ...clients,
  'ormconfig.ts',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
];
const isCurrent =
  existsSync(built) &&
  existsSync(bundle) &&
  statSync(built).mtimeMs > Math.max(...sources.map((name) => newest(join(root, name))));
if (!isCurrent) await build();
else await buildConsole();
