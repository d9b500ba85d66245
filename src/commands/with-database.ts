import type { DataSource } from 'typeorm';
import { loadFeatures } from '../bootstrap/load-features.js';
import { withPlainFaults } from '../bootstrap/database-fault.js';
import { type AppConfig, loadConfig } from '../platform/config/config.js';
import { createDataSource, databaseMode } from '../platform/database/data-source.js';

/** Runs a command with the configured database open, and closes it afterwards in every case. */
export async function withDatabase(work: (dataSource: DataSource, config: AppConfig) => Promise<void>): Promise<void> {
  await loadFeatures();
  const config = loadConfig();
  const dataSource = await createDataSource(config);
  try {
    await withPlainFaults(config, () => dataSource.initialize());
    await work(dataSource, config);
  } finally {
    // The embedded database is open, and its directory locked, before the data source is initialized.
    if (dataSource.isInitialized || databaseMode(config) === 'embedded') await dataSource.destroy();
  }
}
