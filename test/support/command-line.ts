import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { KEYS } from './accounts.js';
import { temporaryDirectory } from './run-directory.js';

/** The built command line. */
export const PROGRAM = join(__dirname, '..', '..', 'dist', 'src', 'commands', 'batchwright.js');

/** How a command has ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly talk: string;
}

/** What a command finds around it; `key` is Ana's unless told, '' none. */
export interface Settings {
  readonly url?: string | undefined;
  readonly key?: string | undefined;
  readonly config?: string;
  readonly input?: string;
}

/** A started command line; what it has said so far, and how it ends. */
export function start(
  words: readonly string[],
  { url, key = KEYS.ana, config = temporaryDirectory(), input }: Settings,
) {
  const env = {
    PATH: process.env['PATH'],
    XDG_CONFIG_HOME: config,
    ...(url === undefined ? {} : { BATCHWRIGHT_URL: url }),
    ...(key === '' ? {} : { BATCHWRIGHT_KEY: key }),
  };
  const child = spawn(process.execPath, [PROGRAM, ...words], { env });
  let out = '';
  let talk = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (talk += chunk.toString()));
  child.stdin.end(input);
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, out, talk }));
  return { child, ended, talk: () => talk };
}
