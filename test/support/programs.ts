import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { noteNotRun } from './run-directory.js';

/** Programs that parts of the suite need and no npm package brings, with the command that installs them. */
const INSTALL = {
  'redis-server': 'apt-get install redis-server',
  chromium: 'apt-get install chromium',
  curl: 'apt-get install curl',
  ip: 'apt-get install iproute2',
  unshare: 'apt-get install util-linux',
  xlsx2csv: 'apt-get install xlsx2csv',
  python3: 'apt-get install python3',
  /** A python3 that has httpx, which the Python client needs. */
  'python3-httpx': 'apt-get install python3-httpx',
} as const;
export type Program = keyof typeof INSTALL;

/** Path of a program; undefined when it is not on the machine. */
export function findProgram(program: Program): string | undefined {
  if (program === 'python3-httpx') return findPythonWithHttpx();
  return findAll(program)[0];
}

function findAll(name: string): readonly string[] {
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return directories.map((directory) => join(directory, name)).filter(isExecutable);
}

let withHttpx: { readonly path: string | undefined } | undefined;

/** Of several on the path, only the one of the system has what apt installs. Asked once: each start takes a while. */
function findPythonWithHttpx(): string | undefined {
  withHttpx ??= {
    path: findAll('python3').find(
      (path) => spawnSync(path, ['-c', 'import httpx'], { stdio: 'ignore', timeout: 30_000 }).status === 0,
    ),
  };
  return withHttpx.path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a program is on the machine; if not, the part that needs it is listed as not run at the end of `npm test`.
 */
export function isThere(program: Program, part: string): boolean {
  if (findProgram(program) !== undefined) return true;
  noteNotRun(part, INSTALL[program]);
  return false;
}

/** `describe` for a part that needs a program; without it the part is listed as not run at the end of `npm test`. */
export function describeWith(program: Program, name: string, define: () => void): void {
  if (isThere(program, name)) describe(name, define);
  else describe.skip(name, define);
}
