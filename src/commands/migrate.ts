import 'reflect-metadata';
import { registerKinds } from '../batch/maintenance/kind-store.js';
import { runMain } from '../bootstrap/operator-fault.js';
import { migrate, revertLast } from '../platform/database/schema.js';
import { armCrashPoint } from '../platform/fault/crash-point.js';
import { withDatabase } from './with-database.js';

/**
 * `npm run migrate`: migrates the database to the schema of this version; with `-- down` reverts the last migration.
 */
async function main(): Promise<void> {
  const [direction, ...rest] = process.argv.slice(2);
  if ((direction !== undefined && direction !== 'down') || rest.length > 0) {
    process.stderr.write('Usage: migrate [down]\n');
    process.exitCode = 64;
    return;
  }
  await withDatabase(async (dataSource, config) => {
    armCrashPoint(config.crashAt);
    if (direction === 'down') {
      const reverted = await revertLast(dataSource);
      process.stdout.write(reverted === undefined ? 'There is nothing to revert.\n' : `Reverted ${reverted}.\n`);
    } else {
      const done = await migrate(dataSource);
      await registerKinds(dataSource);
      process.stdout.write(done.length === 0 ? 'The schema is current.\n' : `Applied ${done.join(', ')}.\n`);
    }
  });
}

void runMain(main);
