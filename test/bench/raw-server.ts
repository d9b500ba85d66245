import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The hand-written routes, in a process of their own. */
export interface RawServer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startRawServer(databaseUrl: string): Promise<RawServer> {
  const hook = join(__dirname, '..', '..', 'tools', 'run-ts.cjs');
  const child = spawn(process.execPath, ['-r', hook, join(__dirname, 'raw-routes.ts')], {
    env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    url: line,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
