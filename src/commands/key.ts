import 'reflect-metadata';
import { FirstKey } from '../accounts/keys/first-key.js';
import { KeyStore } from '../accounts/keys/key-store.js';
import { runMain } from '../bootstrap/operator-fault.js';
import { databaseMode } from '../platform/database/data-source.js';
import { migrate, requireCurrentSchema } from '../platform/database/schema.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { withDatabase } from './with-database.js';

/** `npm run key`: makes another key for the first admin and prints only the key to standard output. */
const main = (): Promise<void> =>
  withDatabase(async (dataSource, config) => {
    if (databaseMode(config) === 'embedded') await migrate(dataSource);
    else await requireCurrentSchema(dataSource);
    const keys = new FirstKey(new KeyStore(dataSource), new UnitOfWork(dataSource), config);
    process.stdout.write(`${(await keys.ensure()) ?? (await keys.issue())}\n`);
  });

void runMain(main);
