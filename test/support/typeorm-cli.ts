import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(__dirname, '..', '..');

/** Runs TypeORM's own program over the built service's data source and answers what it printed. */
export async function typeorm(command: readonly string[], databaseUrl: string): Promise<string> {
  const cli = join(root, 'node_modules', 'typeorm', 'cli.js');
  const flags = [cli, ...command, '-d', join(root, 'dist', 'ormconfig.js')];
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: databaseUrl,
    SECRET_KEY: 'the-secret-key-of-the-tests-0123456789',
  };
  const { stdout } = await run(process.execPath, flags, { cwd: root, env, maxBuffer: 16 * 1024 * 1024 });
  return stdout;
}
