// `npm run start:dev`: compiles and starts the service, and does both again when a source has changed. After a failed
// build the running service continues.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';

const root = join(import.meta.dirname, '..');
const WATCHED = ['src', 'ormconfig.ts', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];
/** An editor writes several files at once; the build starts after this much silence (milliseconds). */
const QUIET_MS = 200;

let service;
let isBuilding = false;
let isStale = false;
let timer;

const run = (...path) => spawn(process.execPath, path, { cwd: root, stdio: 'inherit' });

/** Sends SIGTERM, as in production, and waits for the exit, so that the data directory is free. */
async function stopService() {
  const running = service;
  service = undefined;
  if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
  running.kill('SIGTERM');
  await once(running, 'exit');
}

async function rebuild() {
  if (isBuilding) {
    isStale = true;
    return;
  }
  isBuilding = true;
  do {
    isStale = false;
    const [code] = await once(run(join('tools', 'build.mjs'), '--compile-only'), 'exit');
    if (code !== 0) console.error('The build failed; waiting for the next change.');
    else if (!isStale) {
      await stopService();
      service = run(join('dist', 'src', 'main.js'));
    }
  } while (isStale);
  isBuilding = false;
}

for (const path of WATCHED)
  watch(join(root, path), { recursive: path === 'src' }, (_event, file) => {
    if (file?.endsWith('.spec.ts')) return;
    clearTimeout(timer);
    timer = setTimeout(() => void rebuild(), QUIET_MS);
  });

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stopService().then(() => process.exit(0)));

await rebuild();
