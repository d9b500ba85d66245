import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { seedAccounts } from './accounts.js';
import { offlineSql } from './offline-sql.js';
import { administer, PostgresServer } from './postgres.js';
import {
  createRunDirectory,
  embeddedTemplate,
  leftProcesses,
  publishRun,
  type SharedRun,
  TEMPLATE,
} from './run-directory.js';

declare global {
  var batchwrightTearDown: (() => Promise<void>) | undefined;
}

/** What this jest run has prepared; projects with and without the build may run together. */
let prepared: { readonly run: SharedRun; readonly template: Promise<unknown> } | undefined;

/**
 * For tests that run the service's code in their own process: starts a PostgreSQL and makes the template database that
 * every test file gets a copy of. Nothing is built.
 */
export async function setUpEngine(): Promise<void> {
  prepared ??= await startPostgres({ RUN_FROM: 'src' });
  await prepared.template;
}

/**
 * For tests of the built service: builds it when its sources are newer than the build, starts a PostgreSQL, and makes
 * both templates, the database and the data directory.
 */
export async function setUpService(): Promise<void> {
  execFileSync(process.execPath, [join(__dirname, '..', '..', 'tools', 'ensure-built.mjs')], { stdio: 'inherit' });
  prepared ??= await startPostgres({});
  const { run, template } = prepared;
  await Promise.all([template, offlineSql({ DATA_DIR: embeddedTemplate(run) }, seedAccounts())]);
}

async function startPostgres(code: { readonly RUN_FROM?: 'src' }): Promise<NonNullable<typeof prepared>> {
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
  return { run, template: offlineSql({ DATABASE_URL: `${run.postgres}/${TEMPLATE}`, ...code }, seedAccounts()) };
}
