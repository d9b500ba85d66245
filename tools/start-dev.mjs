// `npm run start:dev`: compiles and starts the service, and does both again when a source has changed. After a failed
// build the running service continues.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';
import { watch } from 'chokidar';

const root = join(import.meta.dirname, '..');
const WATCHED = ['src', 'ormconfig.ts', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];
/** An editor writes several files at once; the build starts after this much silence (milliseconds). */
const QUIET_MS = 200;

let service;
/** The build that runs; undefined while none does. */
let build;
let isStale = false;
let isEnding = false;
let timer;

const run = (...path) => spawn(process.execPath, path, { cwd: root, stdio: 'inherit' });

/** Sends SIGTERM, as in production, and waits for the exit, so that the data directory is free. */
async function stop(child) {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (!child.killed) child.kill('SIGTERM');
  await once(child, 'exit');
}

async function rebuild() {
  isStale = true;
  if (build !== undefined || isEnding) return;
  while (isStale) {
    isStale = false;
    console.log('Building.');
    build = run(join('tools', 'build.mjs'), '--compile-only');
    const [code] = await once(build, 'exit');
    if (isEnding) return;
    if (code !== 0) console.error('The build failed; waiting for the next change.');
    else if (!isStale) {
      await stop(service);
      if (isEnding) return;
      service = run(join('dist', 'src', 'main.js'));
    }
  }
  build = undefined;
}

// Node's own recursive watcher does not see a second time that an editor puts a new file in the place of one.
watch(
  WATCHED.map((path) => join(root, path)),
  { ignoreInitial: true, ignored: (path) => path.endsWith('.spec.ts') },
).on('all', () => {
  clearTimeout(timer);
  timer = setTimeout(() => void rebuild(), QUIET_MS);
});

async function end() {
  isEnding = true;
  await Promise.all([stop(build), stop(service)]);
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end());

await rebuild();
