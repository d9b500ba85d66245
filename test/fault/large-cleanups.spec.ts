import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { BatchControl } from '../../src/batch/control/batch-control.js';
import { ControlStore } from '../../src/batch/control/control-store.js';
import { RetentionStore } from '../../src/batch/maintenance/retention-store.js';
import { Retention } from '../../src/batch/maintenance/retention.js';
import { AppConfig } from '../../src/platform/config/config.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { AppLogger } from '../../src/platform/observability/app-logger.js';
import { KEYS } from '../support/accounts.js';
import type { TestDatabase } from '../support/postgres.js';
import { Service } from '../support/service.js';

const ITEMS = 2500;

/** Statements that would take long on a batch of 100,000 items are refused on one of 2,500. */
const BOUND = `
  CREATE FUNCTION refuse_large_deletions() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT count(*) FROM gone) > 1000 THEN RAISE EXCEPTION 'too many items in one statement'; END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER refuse_large_deletions AFTER DELETE ON batch_items REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_large_deletions()`;

describe('A large batch that ended long ago', () => {
  let service: Service;
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    // Its own sweep, a minute after its start, leaves them.
    service = await Service.start({ on: 'postgres', env: { RETENTION_DAYS: '365' } });
    if (service.database === undefined) throw new Error('The service is on PostgreSQL.');
    database = service.database;
    await database.query(BOUND);
    dataSource = await createDataSource(AppConfig.parse({ DATABASE_URL: database.url, SECRET_KEY: 'x'.repeat(40) }));
    await dataSource.initialize();
  });
  afterAll(() => dataSource.destroy());

  const storeOld = async (kind: string): Promise<void> => {
    await database.query(
      `WITH batch AS (
         INSERT INTO batches (public_id, kind, owner_id, options, status, started_at) VALUES ($1, $1, 1, '{}', 'processing', now())
         RETURNING id)
       INSERT INTO batch_items (batch_id, index, input, status, output, started_at, ended_at)
       SELECT id, n, '{}', 'succeeded', '{}', now(), now() FROM batch, generate_series(0, $2::integer - 1) n`,
      [kind, ITEMS],
    );
    await database.query(`UPDATE batches SET completed_at = now() - interval '40 days'`);
  };

  it('is removed by the URL cleanup in pieces', async () => {
    await storeOld('url_analysis');
    const path = '/api/v1/batch-processing/cleanup?older_than_days=30&dry_run=false';
    const answer = await service.request('DELETE', path, { key: KEYS.admin });
    expect([answer.status, answer.at('jobs'), answer.at('urls'), answer.at('has_more')]).toEqual([
      200,
      1,
      ITEMS,
      false,
    ]);
    expect(await database.query('SELECT FROM batch_items')).toEqual([]);
  });

  it('is removed by the retention sweep in pieces', async () => {
    await storeOld('operations');
    const config = AppConfig.parse({ DATABASE_URL: database.url, SECRET_KEY: 'x'.repeat(40) });
    const log = new AppLogger(pino({ level: 'silent' }));
    const notifier = { changed: () => undefined } as never;
    const unused = {} as never;
    const control = new BatchControl(new UnitOfWork(dataSource), new ControlStore(), unused, notifier, unused, unused);
    const swept = await new Retention(new RetentionStore(dataSource), control, config, log).sweep();
    expect(swept).toMatchObject({ batches: 1 });
    expect(await database.query('SELECT FROM batch_items')).toEqual([]);
  });
});
