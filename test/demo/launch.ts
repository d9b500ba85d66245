import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts the service like a new user, with a temporary directory. */
export interface Demo {
  readonly url: string;
  readonly key: string;
  stop(): Promise<void>;
}

const MAIN = join(__dirname, '..', '..', 'dist', 'src', 'main.js');
const START_LIMIT_MS = 60_000;

/** Starts the built service with the embedded database. Throws with its output when it does not come up. */
export async function launch(settings: Readonly<Record<string, string>>): Promise<Demo> {
  const directory = mkdtempSync(join(tmpdir(), 'batchwright-demo-'));
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: directory, LOG_LEVEL: 'error', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The service did not start:\n${output}`)), START_LIMIT_MS);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (!output.includes('Try it:')) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => {
      clearTimeout(timer);
      reject(new Error(`The service ended:\n${output}`));
    });
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
    rmSync(directory, { recursive: true, force: true });
  };
  await ready.catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const url = /API\s+(http:\/\/[^/\s]+)/.exec(output)?.[1] ?? '';
  const key = /Key\s+(\S+)/.exec(output)?.[1] ?? '';
  return { url, key, stop };
}
