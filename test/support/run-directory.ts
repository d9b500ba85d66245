import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What one jest run shares with its workers, handed down through the environment by global-setup.ts. The keeper of the
 * run's PostgreSQL removes the whole directory, and ends the processes noted in it, once the run is over, however it
 * ended.
 */
export interface SharedRun {
  /** Directory of everything the run makes. */
  readonly directory: string;
  /** postgres:// address of the server without a database. */
  readonly postgres: string;
}

const VARIABLE = 'BATCHWRIGHT_TEST_RUN';

/** Template database and template data directory: migrated, with the accounts of accounts.ts. */
export const TEMPLATE = 'batchwright_template';

/** Makes the directory of a run; others may pass through it, because PostgreSQL runs as another OS user. */
export function createRunDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'batchwright-test-'));
  for (const name of ['processes', 'data']) mkdirSync(join(directory, name));
  return directory;
}

export function publishRun(run: SharedRun): void {
  process.env[VARIABLE] = JSON.stringify(run);
}

/** The run this test belongs to. Throws outside the jest projects `e2e` and `fault`. */
export function sharedRun(): SharedRun {
  const text = process.env[VARIABLE];
  if (text === undefined) throw new Error('This needs the global set-up of the jest projects e2e and fault.');
  return JSON.parse(text) as SharedRun;
}

export const embeddedTemplate = (run: SharedRun): string => join(run.directory, TEMPLATE);

/** A new empty directory below the run's. */
export const temporaryDirectory = (): string => mkdtempSync(join(sharedRun().directory, 'data', 'd-'));

/** Notes a child process, so that it does not outlive the run even when jest is killed. Answers how to forget it. */
export function noteProcess(pid: number): () => void {
  const path = join(sharedRun().directory, 'processes', String(pid));
  writeFileSync(path, typeof expect === 'function' ? (expect.getState().testPath ?? '') : '');
  return () => rmSync(path, { force: true });
}

/** The noted processes that still run, as the paths of the test files that left them. */
export const leftProcesses = ({ directory }: SharedRun): readonly string[] =>
  readdirSync(join(directory, 'processes')).map((pid) => readFileSync(join(directory, 'processes', pid), 'utf8'));

/** Notes a part of the suite that cannot run here; tools/run-tests.mjs lists them at the end. */
export function noteNotRun(part: string, install: string): void {
  const file = process.env['BATCHWRIGHT_NOT_RUN_FILE'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ part, install })}\n`);
}
