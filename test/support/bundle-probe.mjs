// Makes dist/bundle/probe.cjs for run-probe.cjs, unless it is newer than the build and the probe. Two processes may do
// so at once: the file appears whole.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { transformSync } from '@swc/core';
import { bundleProgram } from '../../tools/bundle.mjs';

const support = import.meta.dirname;
const root = join(support, '..', '..');
const directory = join(root, 'dist', 'bundle');
const made = join(directory, 'probe.cjs');
const sources = [
  join(root, 'dist', 'src', 'main.js'),
  ...['probe-host.ts', 'run-probe.cjs', 'bundle-probe.mjs'].map((name) => join(support, name)),
];

/** Imports of src/ lead to what was built from it. */
const overBuild = {
  name: 'over-build',
  resolveId: (id, importer) =>
    importer?.startsWith(support + sep) && id.startsWith('../../src/') ? join(root, 'dist', id.slice(6)) : null,
  load: (id) => (id.endsWith('.ts') ? { code: compiled(id), moduleType: 'js' } : null),
};

const compiled = (path) =>
  transformSync(readFileSync(path, 'utf8'), {
    filename: path,
    swcrc: false,
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  }).code;

const time = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
if (time(`${made}.cache`) < Math.max(...sources.map(time))) {
  const name = `probe-${process.pid}.cjs`;
  await bundleProgram(join(support, 'probe-host.ts'), name, [overBuild]);
  renameSync(join(directory, name), made);
  execFileSync(process.execPath, [join(support, 'run-probe.cjs'), '--cache']);
}
