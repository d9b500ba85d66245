import type { PoolClient } from 'pg';
import { FigureStore } from '../../src/batch/maintenance/figure-store.js';
import type { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import type { TestDatabase } from '../support/postgres.js';
import { fillSearch, SEARCH_INPUT } from '../support/search-fill.js';

/** Owners of the batches, beginning with 1. */
export const OWNERS = 5;

/** Stores so many items in ended batches of 100 of the last 29 days, one failed, and a fifth as many contacts. */
export async function fillHistory(database: TestDatabase, items: number): Promise<void> {
  const batches = items / 100;
  await database.session(async (client) => {
    await client.query(`
      SET session_replication_role = replica;
      INSERT INTO batches (public_id, kind, owner_id, name, status, options, total_count, succeeded_count, failed_count, created_at,
                           started_at, completed_at)
      SELECT 'b' || n, CASE n % 2 WHEN 0 THEN 'url_analysis' ELSE 'operations' END, 1 + n % ${OWNERS}, 'Job ' || n, 'partial',
             '{"operation_type":"order_update"}', 100, 99, 1, at, at, at + interval '1 minute'
        FROM (SELECT n, now() - n * interval '29 days' / ${batches} AS at FROM generate_series(1, ${batches}) n) b;
      INSERT INTO batch_items (batch_id, index, ref, input, status, output, error, started_at, ended_at, attempts)
      SELECT b.id, n, 'ref-' || b.id || '-' || n, ${SEARCH_INPUT}, CASE n WHEN 0 THEN 'failed' ELSE 'succeeded' END,
             CASE WHEN n > 0 THEN '{}'::jsonb END, CASE n WHEN 0 THEN '{"code":"TIMEOUT","message":"-"}'::jsonb END,
             b.started_at, b.completed_at, 1
        FROM batches b, generate_series(0, 99) n;
      DO $$ BEGIN
        IF to_regclass('batch_failures') IS NOT NULL THEN
          INSERT INTO batch_failures SELECT batch_id, 'TIMEOUT', 1 FROM batch_items WHERE index = 0;
        END IF;
      END $$;
      INSERT INTO contact_analysis (owner_id, id, name, email)
      SELECT 1, 'c' || n, 'Contact', 'c' || n || '@example.com' FROM generate_series(1, ${items / 5}) n;
      SET session_replication_role = origin;`);
    await fillSearch(client, 1, batches, 100);
    await sumUpFigures(client);
    await client.query('VACUUM ANALYZE');
  });
}

/** As the service does within a minute after its start; another build need not know of it. */
async function sumUpFigures(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>(`SELECT to_regclass('batch_figures') IS NOT NULL AS exists`);
  if (rows[0]?.exists !== true) return;
  const tx = { query: async (text: string, values: unknown[] = []) => (await client.query<object>(text, values)).rows };
  const unitOfWork = { run: <T>(work: (run: unknown) => Promise<T>) => work(tx) } as unknown as UnitOfWork;
  await new FigureStore(unitOfWork).sumUpSome(200);
}
