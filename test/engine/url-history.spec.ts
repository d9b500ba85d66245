import { DataSource } from 'typeorm';
import { AppConfig } from '../../src/platform/config/config.js';
import { UrlComparisonQueries } from '../../src/url-analysis/store/url-comparison-queries.js';
import { UrlHistoryStore } from '../../src/url-analysis/store/url-history-store.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

const URL_OF_ALL = 'https://a.example/';

describe('What is kept of the analyses of a URL', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await createDatabase();
    dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    await database.query(
      `INSERT INTO users (id, name, email, role) OVERRIDING SYSTEM VALUE VALUES (1, 'Ana', 'ana@x.test', 'client') ON CONFLICT DO NOTHING`,
    );
  });
  afterAll(() => dataSource.destroy());
  beforeEach(async () => {
    await database.query('DELETE FROM url_history');
    await database.query(
      `INSERT INTO url_history (owner_id, url_hash, analyzed_at, strategy, provider, batch_id, index, figures)
       SELECT 1, sha256($1::bytea), now() - interval '1 hour', strategy, provider, 'b', 0, '{}'
         FROM unnest(ARRAY['mobile', 'desktop']) strategy, unnest(ARRAY['http', 'psi']) provider`,
      [Buffer.from(URL_OF_ALL)],
    );
  });

  const store = (days: number): UrlHistoryStore =>
    new UrlHistoryStore(dataSource, AppConfig.parse({ URL_HISTORY_DAYS: String(days) }));
  const filter = { ownerId: 1, url: URL_OF_ALL, strategy: null, provider: null, before: null, after: null };

  it('is paged without a gap where several have one instant, with times in UTC', async () => {
    const seen: string[] = [];
    for (let after: Awaited<ReturnType<UrlHistoryStore['page']>>[number] | null = null; ;) {
      const [row] = await store(30).page({ ...filter, after }, 1);
      if (row === undefined) break;
      expect(row.analyzedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      seen.push(`${row.strategy} ${row.provider}`);
      after = row;
    }
    expect(seen).toEqual(['mobile psi', 'mobile http', 'desktop psi', 'desktop http']);
  });

  it('is not shown past its days, and none with none', async () => {
    await database.query(`UPDATE url_history SET analyzed_at = now() - interval '40 days' WHERE strategy = 'mobile'`);
    expect(await store(30).page(filter, 10)).toHaveLength(2);
    expect(await store(0).page(filter, 10)).toEqual([]);
    await dataSource.transaction((tx) => store(0).store([], tx));
    expect(await database.query('SELECT 1 FROM url_history')).toEqual([]);
  });

  it('does not call a URL broken that was cancelled in the later job', async () => {
    const ids: number[] = [];
    for (const status of ['succeeded', 'cancelled']) {
      const [batch] = await database.query<{ id: string }>(
        `INSERT INTO batches (public_id, owner_id, kind, options) VALUES ($1, 1, 'url_analysis', '{}') RETURNING id`,
        [`b-${status}`],
      );
      ids.push(Number(batch?.id));
      await database.query(
        `INSERT INTO batch_items (batch_id, index, input, status, output, error, ended_at)
         VALUES ($1, 0, '{}', $2, CASE $2 WHEN 'succeeded' THEN '{}'::jsonb END, CASE $2 WHEN 'cancelled' THEN '{}'::jsonb END, now())`,
        [batch?.id, status],
      );
      await database.query(
        `INSERT INTO url_processing_status (batch_id, index, original_url, cleaned_url, strategy) VALUES ($1, 0, $2, $2, 'mobile')`,
        [batch?.id, URL_OF_ALL],
      );
    }
    const [base = 0, other = 0] = ids;
    expect(await new UrlComparisonQueries(dataSource).counts(base, other, 5)).toEqual([{ change: 'open', count: 1 }]);
  });
});
