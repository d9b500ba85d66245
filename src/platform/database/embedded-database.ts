import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataDirLock } from './data-dir-lock.js';
import { DatabaseThread } from './database-thread.js';
import { EmbeddedStream } from './embedded-stream.js';
import { copyTemplate } from './embedded-template.js';

/** Version that wrote a data directory. A directory of another PostgreSQL major version cannot be opened. */
interface VersionStamp {
  readonly postgres: string;
}

const POSTGRES_MAJOR = '18';

/** The data directory was written by an incompatible version. */
export class DataDirVersionError extends Error {
  constructor(dataDir: string, found: string) {
    super(
      `The data directory ${dataDir} was written by PostgreSQL ${found}; this version of Batchwright brings ${POSTGRES_MAJOR}. ` +
        'Open it with the version that wrote it and export the data, or set DATA_DIR to another directory.',
    );
    this.name = 'DataDirVersionError';
  }
}

/**
 * PostgreSQL inside this process (PGlite), one session, in a directory with a lock. Its data survives the death of the
 * process but not power loss: it never syncs to disk (measured).
 *
 * It runs in its own worker thread. On the main thread every statement would block the event loop until it ends: an
 * export of 100,000 rows blocked it for 24 seconds, since callbacks of a statement run before those of the network.
 */
export class EmbeddedDatabase {
  private constructor(
    private readonly thread: DatabaseThread,
    private readonly lock: DataDirLock,
  ) {}

  /** Opens or creates the database. Throws `DataDirUnusableError`, `DataDirLockedError` or `DataDirVersionError`. */
  static async open(dataDir: string): Promise<EmbeddedDatabase> {
    makePrivate(dataDir);
    const lock = DataDirLock.acquire(dataDir);
    try {
      checkVersion(dataDir);
      copyTemplate(join(dataDir, 'postgres'));
      return new EmbeddedDatabase(await DatabaseThread.start(join(dataDir, 'postgres')), lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /**
   * Opens the socket for a client of an ordinary `pg` pool of size one. `onError` receives the SQLSTATE of every
   * error that the database reports.
   */
  connect(onError: (sqlState: string) => void): EmbeddedStream {
    return new EmbeddedStream((bytes) => this.thread.execute(bytes, onError));
  }

  async close(): Promise<void> {
    await this.thread.close();
    this.lock.release();
  }
}

/** System codes of a directory that cannot be made or used, in plain words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'it belongs to another user',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the file system is full',
  EEXIST: 'it is a file',
  ENOTDIR: 'a part of its path is a file',
};

/** The data directory cannot be made or used by this process. */
export class DataDirUnusableError extends Error {
  constructor(dataDir: string, reason: string) {
    super(`The data directory ${dataDir} (DATA_DIR) cannot be used: ${reason}.`);
    this.name = 'DataDirUnusableError';
  }
}

/**
 * Makes the directory and keeps others out: PGlite creates its files 0666 under the umask (measured), with personal
 * data.
 */
function makePrivate(dataDir: string): void {
  process.umask(0o077);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    chmodSync(dataDir, 0o700);
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
    if (reason === undefined) throw error;
    throw new DataDirUnusableError(dataDir, reason);
  }
}

function checkVersion(dataDir: string): void {
  const path = join(dataDir, 'version.json');
  const found = readVersion(path) ?? readPostgresVersion(dataDir);
  if (found !== undefined && found !== POSTGRES_MAJOR) throw new DataDirVersionError(dataDir, found);
  const stamp: VersionStamp = { postgres: POSTGRES_MAJOR };
  writeFileSync(path, `${JSON.stringify(stamp)}\n`, { mode: 0o600 });
}

function readVersion(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const stamp = JSON.parse(readFileSync(path, 'utf8')) as Partial<VersionStamp>;
  return stamp.postgres;
}

/** PostgreSQL's own version file, for a directory without `version.json`. */
function readPostgresVersion(dataDir: string): string | undefined {
  const path = join(dataDir, 'postgres', 'PG_VERSION');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}
