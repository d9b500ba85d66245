import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { Service } from '../support/service.js';
import { type RawServer, startRawServer } from './raw-server.js';

/** The service and the hand-written routes, side by side on one database. */
export interface Routes {
  readonly service: Service;
  readonly raw: RawServer;
  readonly database: TestDatabase;
}

/** Runs work over both, on a database of its own, and stops them. */
export async function withRoutes(work: (routes: Routes) => Promise<void>): Promise<void> {
  const database = await createDatabase();
  const service = await Service.start({ databaseUrl: database.url, env: { LOG_LEVEL: 'warn' } });
  const raw = await startRawServer(database.url);
  try {
    await work({ service, raw, database });
  } finally {
    await raw.stop();
    await service.stop();
    await database.drop();
  }
}
