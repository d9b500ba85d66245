import type { DataSource } from 'typeorm';
import type { AppConfig } from '../config/config.js';
import { databaseMode } from './data-source.js';

const OLDEST = 140_000;

/** The PostgreSQL server cannot provide the durability that the service promises. */
export class UnfitServerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnfitServerError';
  }
}

interface ServerSettings {
  readonly version: string;
  readonly versionNumber: number;
  readonly fsync: string;
  readonly synchronousCommit: string;
}

/**
 * Checks a PostgreSQL server at start: an acknowledged submission survives power loss only with fsync and
 * synchronous_commit on. The embedded database promises less and is not checked. Throws `UnfitServerError`.
 */
export async function requireFitServer(dataSource: DataSource, config: AppConfig): Promise<void> {
  if (databaseMode(config) === 'embedded') return;
  const fault = serverFault(await readSettings(dataSource), config.allowUnsafeDurability);
  if (fault !== undefined) throw new UnfitServerError(fault);
}

/** Returns what is wrong with the server, as an error message; undefined when nothing is. */
export function serverFault(settings: ServerSettings, allowUnsafe: boolean): string | undefined {
  if (settings.versionNumber < OLDEST)
    return `The database is PostgreSQL ${settings.version}; Batchwright needs version 14 or later.`;
  const off = [
    ...(settings.fsync === 'off' ? ['fsync'] : []),
    ...(settings.synchronousCommit === 'off' ? ['synchronous_commit'] : []),
  ];
  if (off.length === 0 || allowUnsafe) return undefined;
  return (
    `PostgreSQL runs with ${off.join(' and ')} off, so acknowledged work could be lost when the machine fails. ` +
    `Turn ${off.length === 1 ? 'it' : 'them'} on, or set ALLOW_UNSAFE_DURABILITY=1 if that is acceptable here.`
  );
}

async function readSettings(dataSource: DataSource): Promise<ServerSettings> {
  const rows: ServerSettings[] = await dataSource.query(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::integer AS "versionNumber",
            current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS "synchronousCommit"`,
  );
  const [settings] = rows;
  if (settings === undefined) throw new Error('The server returned no settings.');
  return settings;
}
