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

/** Reverts so many migrations, in one process: TypeORM's own program reverts one, and starts anew for each. */
export async function revertMigrations(count: number, databaseUrl: string): Promise<void> {
  await schemaTool([databaseUrl], count);
}

/** For each database the statements that would make its schema that of the entities. */
export const schemaDifferences = (databaseUrls: readonly string[]): Promise<readonly (readonly string[])[]> =>
  schemaTool(databaseUrls, 0);

function schemaTool(urls: readonly string[], revert: number): Promise<readonly (readonly string[])[]> {
  return new Promise((resolve, reject) => {
    const options = { env: { PATH: process.env['PATH'] }, maxBuffer: 16 * 1024 * 1024 };
    const child = execFile(process.execPath, [join(__dirname, 'schema-tool.cjs')], options, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout) as readonly (readonly string[])[]);
      else reject(new Error(`The schema tool failed: ${stderr}`, { cause: error }));
    });
    child.stdin?.end(JSON.stringify({ urls, revert }));
  });
}
