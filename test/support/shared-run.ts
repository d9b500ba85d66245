import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { seedAccounts } from './accounts.js';
import { offlineSql } from './offline-sql.js';
import { administer, PostgresServer } from './postgres.js';
import { createRunDirectory, embeddedTemplate, leftProcesses, publishRun, TEMPLATE } from './run-directory.js';

declare global {
  var batchwrightTearDown: (() => Promise<void>) | undefined;
}

/**
 * Once per jest run: builds the service when its sources are newer than the build, starts a PostgreSQL, and makes the two
 * templates that every test file gets a copy of.
 */
export async function setUp(): Promise<void> {
  execFileSync(process.execPath, [join(__dirname, '..', '..', 'tools', 'ensure-built.mjs')], { stdio: 'inherit' });
  const directory = createRunDirectory();
  const server = await PostgresServer.start(directory);
  const run = { directory, postgres: server.address };
  globalThis.batchwrightTearDown = async () => {
    const left = leftProcesses(run);
    await server.stop();
    if (left.length > 0) throw new Error(`Test files left processes running: ${left.join(', ')}`);
  };
  publishRun(run);
  await administer(run.postgres, `CREATE DATABASE ${TEMPLATE}`);
  await Promise.all([
    offlineSql({ DATABASE_URL: `${run.postgres}/${TEMPLATE}` }, seedAccounts()),
    offlineSql({ DATA_DIR: embeddedTemplate(run) }, seedAccounts()),
  ]);
}
