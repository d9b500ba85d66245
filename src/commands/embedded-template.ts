import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runMain } from '../bootstrap/operator-fault.js';
import { AppConfig } from '../platform/config/config.js';
import { createDataSource } from '../platform/database/data-source.js';
import { publishTemplate } from '../platform/database/embedded-template.js';
import { migrate } from '../platform/database/schema.js';

/** Last step of `npm run build`: makes the database that first starts copy. Reads no setting. */
async function main(): Promise<void> {
  // In the same directory as the template, because it is renamed to it.
  const dataDir = mkdtempSync(join(__dirname, '..', '..', 'embedded-template-'));
  try {
    const dataSource = await createDataSource(AppConfig.parse({ DATA_DIR: dataDir }));
    try {
      await dataSource.initialize();
      await migrate(dataSource);
    } finally {
      await dataSource.destroy();
    }
    publishTemplate(join(dataDir, 'postgres'));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

void runMain(main);
