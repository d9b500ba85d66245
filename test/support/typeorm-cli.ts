import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(__dirname, '..', '..');

const environment = (databaseUrl: string): Readonly<Record<string, string | undefined>> => ({
  PATH: process.env['PATH'],
  DATABASE_URL: databaseUrl,
  SECRET_KEY: 'the-secret-key-of-the-tests-0123456789',
});

/** Runs TypeORM's own program over the built service's data source and answers what it printed. `env` adds settings. */
export async function typeorm(
  command: readonly string[],
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const cli = join(root, 'node_modules', 'typeorm', 'cli.js');
  const flags = [cli, ...command, '-d', join(root, 'dist', 'ormconfig.js')];
  const options = { cwd: root, env: { ...environment(databaseUrl), ...env }, maxBuffer: 16 * 1024 * 1024 };
  return (await run(process.execPath, flags, options)).stdout;
}

/** Reverts the last migration by the service's own command and answers what it printed. */
export async function revertLastMigration(databaseUrl: string): Promise<string> {
  const command = join(root, 'dist', 'src', 'commands', 'migrate.js');
  return (await run(process.execPath, [command, 'down'], { env: environment(databaseUrl) })).stdout;
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
