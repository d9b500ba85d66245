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
} as const;
export type Program = keyof typeof INSTALL;

/** Path of a program; undefined when it is not on the machine. */
export function findProgram(program: Program): string | undefined {
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return directories.map((directory) => join(directory, program)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether a program is on the machine; if not, the part that needs it is listed as not run at the end of `npm test`. */
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
