import { execFile } from 'node:child_process';
import { join } from 'node:path';

export interface Sql {
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** Where the database is: `DATA_DIR` or `DATABASE_URL`. `RUN_FROM`: `src` for the sources instead of the build. */
export type DatabasePlace = ({ readonly DATA_DIR: string } | { readonly DATABASE_URL: string }) & {
  readonly RUN_FROM?: 'src';
};

/**
 * Runs statements over a database while no service holds it, migrating it first, and answers the rows of each. PGlite
 * cannot run inside jest, so a child process of the service's own code does it.
 */
export function offlineSql(place: DatabasePlace, statements: readonly Sql[]): Promise<Record<string, unknown>[][]> {
  const script = join(__dirname, 'run-sql-offline.cjs');
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'], ...place };
    const options = { env, maxBuffer: 256 * 1024 * 1024 };
    const child = execFile(process.execPath, [script], options, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout) as Record<string, unknown>[][]);
      else reject(new Error(`SQL failed: ${stderr}`, { cause: error }));
    });
    child.stdin?.end(JSON.stringify(statements));
  });
}
