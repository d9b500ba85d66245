import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { createDatabase } from '../support/postgres.js';
import { Service } from '../support/service.js';
import { setUp } from '../support/shared-run.js';
import { benchContacts } from './contacts.js';
import { benchOperations } from './operations.js';
import { startRawServer } from './raw-server.js';

/** Seconds of each measurement; a longer run is steadier. */
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 5);

/** Prints our figures beside the raw limits, taken in the same run on the same PostgreSQL. Never gates anything. */
async function main(): Promise<void> {
  await setUp();
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  console.log(
    `Commit ${commit}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, ${SECONDS} s each`,
  );
  try {
    const database = await createDatabase();
    const service = await Service.start({ databaseUrl: database.url, env: { LOG_LEVEL: 'warn' } });
    const raw = await startRawServer(database.url);
    try {
      await benchOperations(service, raw, database, SECONDS);
      await benchContacts(service, raw, SECONDS);
    } finally {
      await raw.stop();
      await service.stop();
      await database.drop();
    }
  } finally {
    await globalThis.batchwrightTearDown?.();
  }
}

void main();
