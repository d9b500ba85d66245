import type { DataSource } from 'typeorm';
import { withPlainFaults } from '../database-fault.js';
import { type AppConfig, loadConfig } from '../platform/config/config.js';
import { createDataSource, databaseMode } from '../platform/database/data-source.js';

/** Runs a command's work over the configured database and closes it afterwards, whatever happened. */
export async function withDatabase(work: (dataSource: DataSource, config: AppConfig) => Promise<void>): Promise<void> {
  const config = loadConfig();
  const dataSource = await createDataSource(config);
  try {
    await withPlainFaults(config, () => dataSource.initialize());
    await work(dataSource, config);
  } finally {
    // The embedded database is open, and its directory locked, before it is initialized.
    if (dataSource.isInitialized || databaseMode(config) === 'embedded') await dataSource.destroy();
  }
}
