import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { AppConfig } from '../../src/platform/config/config.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { UrlFigureQueries } from '../../src/url-analysis/store/url-figure-queries.js';
import { UrlFigureStore } from '../../src/url-analysis/store/url-figure-store.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { revertMigrations, typeorm } from '../support/typeorm-cli.js';

const dist = JSON.stringify(join(__dirname, '..', '..', 'dist', 'src'));

/**
 * 16 batches of 150 URLs with two strategies, of two owners: most of the last two hours, some of the last 30 days, with
 * results from the cache, duplicates with and without a result of their own, failures, and one minute with many. None
 * is so near the beginning of a time frame that a slow test meets it.
 */
const FILL = `
  INSERT INTO batches (public_id, kind, owner_id, options, status, total_count, succeeded_count)
  SELECT 'u' || n, 'url_analysis', (SELECT min(id) + n % 2 FROM users), '{}', 'completed', 150, 150 FROM generate_series(0, 15) n;
  INSERT INTO batch_items (batch_id, index, input, status, output, ended_at)
  SELECT id, n, '{}', 'succeeded', '{}', now() FROM batches, generate_series(0, 149) n;
  INSERT INTO url_processing_status (batch_id, index, strategy, original_url, host, provider, is_cached, duplicate_of, analyzed_at, duration_ms,
                                     ttfb_ms, fcp_ms, cls, total_bytes, performance_score, seo_score)
  SELECT b.id, n, s.strategy, 'x', 'host-' || (b.id * 7 + n) % 30, CASE WHEN n % 31 > 0 THEN (ARRAY['http', 'psi'])[1 + b.id % 2] END,
         n % 17 = 3, CASE WHEN n % 10 = 9 THEN n - 9 END,
         CASE WHEN n % 23 > 0 THEN
           now() - interval '7 seconds' - CASE WHEN b.id % 4 = 0 THEN (b.id * 200 + n / 10) * interval '311 s' WHEN n % 10 = 9 AND n % 20 = 9 THEN n / 10 * interval '40 s'
                                          WHEN b.id % 4 = 1 THEN interval '5 minutes' ELSE (b.id % 16 * 20 + n / 10) * interval '22 s' END END,
         10 + (b.id * 131 + n * n) % 5000, (b.id * 37 + n * 13) % 900 * 0.7, CASE WHEN n % 3 > 0 THEN exp((n % 90) / 10.0) END,
         (n % 50) / 100.0, (n * n * 977)::bigint % 3000000, (b.id * 7 + n * 3) % 101, CASE WHEN n % 2 = 0 THEN n % 101 END
    FROM batches b, generate_series(0, 149) n, unnest(ARRAY['mobile', 'desktop']) AS s (strategy)`;

/** What may happen to analyses that are summed up, by name. */
const CHANGES: Readonly<Record<string, string>> = {
  'items run again': `UPDATE url_processing_status SET analyzed_at = NULL, provider = NULL, host = NULL, ttfb_ms = NULL WHERE index % 20 = 0 AND batch_id % 3 = 1`,
  'late results are stored': `UPDATE url_processing_status SET analyzed_at = now() - batch_id % 40 * interval '11 minutes' - interval '3 minutes', provider = 'psi' WHERE analyzed_at IS NULL AND batch_id % 5 < 2`,
  'URLs become duplicates': `UPDATE url_processing_status SET duplicate_of = 0, analyzed_at = now() - interval '90 minutes' WHERE index IN (0, 5) AND batch_id % 6 = 1`,
  'batches are deleted': `DELETE FROM batches WHERE id % 7 = 2`,
  'items are deleted': `DELETE FROM batch_items WHERE index % 9 = 4 AND batch_id % 2 = 0`,
  'old analyses are stored': `WITH added AS (
      INSERT INTO batch_items (batch_id, index, input) SELECT max(id), 200 + n, '{}' FROM batches, generate_series(0, 49) n GROUP BY n
      RETURNING batch_id, index)
    INSERT INTO url_processing_status (batch_id, index, strategy, original_url, host, provider, analyzed_at, ttfb_ms)
    SELECT batch_id, index, 'mobile', 'y', 'late.example.com', 'lighthouse', now() - (index - 200) * interval '1 hour' - interval '8 minutes', 7000
      FROM added`,
  'nothing is left': 'TRUNCATE batches CASCADE',
};

/**
 * Tells what differs between sums and analyses, and how much is summed up, before and after each change and each sum.
 */
const PROGRAM = `
require('reflect-metadata');
const load = (path) => require(require('node:path').join(${dist}, path));
const { AppConfig } = load('platform/config/config.js');
const { createDataSource } = load('platform/database/data-source.js');
const { migrate } = load('platform/database/schema.js');
const { registerKinds } = load('batch/maintenance/kind-store.js');
const { UnitOfWork } = load('platform/database/unit-of-work.js');
const { registerFeatures } = load('features.js');
const { UrlAnalytics } = load('url-analysis/api/url-analytics.js');
const { ANALYTICS_TIMEFRAMES } = load('url-analysis/api/url-reports.dto.js');
const { UrlFigureQueries } = load('url-analysis/store/url-figure-queries.js');
const { UrlFigureStore } = load('url-analysis/store/url-figure-store.js');
const { UrlReportQueries } = load('url-analysis/store/url-report-queries.js');
const { fill, changes, place } = JSON.parse(process.argv[1]);
/** Numbers and words of an answer in order; of hosts only how slow they are: nearly equal ones may change places. */
const parts = ({ engines, score_distribution, slowest_hosts }) => [
  ...engines.flatMap((e) => [e.engine, e.strategy, e.analyses, ...e.metrics.flatMap((m) => Object.values(m))]),
  ...score_distribution.flatMap((band) => Object.values(band)), ...slowest_hosts.map((host) => host.median_ttfb_ms)];
const differ = (a, b, error) => a.length !== b.length || a.some((part, n) => typeof part === 'string' || Number.isNaN(part)
  ? part !== b[n] : Math.abs(part - b[n]) > Math.abs(b[n]) * error * 1.001 + 0.002);
(async () => {
  const config = AppConfig.parse({ SECRET_KEY: 'x'.repeat(40), ...place });
  const db = await createDataSource(config);
  await db.initialize();
  await migrate(db);
  registerFeatures();
  await registerKinds(db);
  for (const n of [1, 2]) await db.query("INSERT INTO users (name, email, role) VALUES ('a', $1, 'client')", ['figures' + n + '@example.com']);
  const [{ owner }] = await db.query("SELECT min(id) AS owner FROM users");
  const store = new UrlFigureStore(new UnitOfWork(db));
  const analytics = new UrlAnalytics(new UrlReportQueries(db), new UrlFigureQueries(db));
  const exact = new UrlAnalytics(new UrlReportQueries(db), { read: async () => null });
  const found = [];
  const check = async (when) => {
    const differences = [];
    const errors = [];
    for (const timeframe of Object.keys(ANALYTICS_TIMEFRAMES))
      for (const of of [undefined, owner]) {
        const actor = { id: owner, role: 'admin', scopes: new Set(['admin']) };
        const [got, expected] = [await analytics.read(actor, { timeframe, owner: of }), await exact.read(actor, { timeframe, owner: of })];
        errors.push(got.relative_error);
        if (differ(parts(got), parts(expected), got.relative_error)) differences.push([timeframe, of, parts(got), parts(expected)]);
      }
    const [{ spans, changes, figures }] = await db.query("SELECT (SELECT count(*) FROM url_figure_spans WHERE seconds = 3600) AS spans, (SELECT count(*) FROM url_figure_changes WHERE span < now() - interval '5 minutes') AS changes, (SELECT count(*) FROM url_figures) AS figures");
    found.push({ when, differences, spans, errors, isChanged: changes > 0, hasFigures: figures > 0 });
  };
  const sumUp = async () => { while (await store.sumUpSome() > 0); };
  for (const statement of fill.split(';')) await db.query(statement);
  await check('nothing is summed up');
  await sumUp();
  await check('summed up');
  for (const [name, statement] of Object.entries(changes)) {
    await db.query(statement);
    await check(name);
    await sumUp();
    await check(name + ', summed up');
  }
  console.log(JSON.stringify(found));
  await db.destroy();
})();`;

/** Notes of minutes that are due. */
const NOTES = `SELECT FROM url_figure_changes WHERE span < now() - interval '5 minutes'`;

interface Found {
  readonly when: string;
  readonly differences: readonly unknown[];
  readonly spans: number;
  readonly errors: readonly number[];
  readonly isChanged: boolean;
  readonly hasFigures: boolean;
}

describe.each(['postgres', 'embedded'] as const)('Sums of analyses, %s', (on) => {
  it('are those of the analyses themselves, whatever happens to them', async () => {
    const place =
      on === 'postgres' ? { DATABASE_URL: (await createDatabase()).url } : { DATA_DIR: temporaryDirectory() };
    const changes = on === 'postgres' ? CHANGES : Object.fromEntries(Object.entries(CHANGES).slice(-2));
    const task = JSON.stringify({ fill: FILL, changes, place });
    const output = execFileSync(process.execPath, ['-e', PROGRAM, task], { encoding: 'utf8', cwd: __dirname });
    const found = JSON.parse(output.split('\n').at(-2) ?? '') as Found[];
    expect(found.map(({ when, differences }) => [when, differences])).toEqual(found.map(({ when }) => [when, []]));
    expect(found).toHaveLength(2 + 2 * Object.keys(changes).length);
    expect(found[0]?.errors).toContain(0);
    for (const { when, spans, hasFigures, isChanged } of found.slice(1, -2)) {
      expect(spans).toBeGreaterThan(740);
      expect([when, hasFigures, isChanged]).toEqual([when, true, !when.endsWith('summed up')]);
    }
    // Both ways to tell percentiles were compared.
    expect(found.slice(1, 3).flatMap(({ errors }) => errors)).toContain(0.01);
  });
});

describe('Sums of analyses', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let store: UrlFigureStore;
  beforeEach(async () => {
    database = await createDatabase();
    dataSource = await createDataSource(AppConfig.parse({ DATABASE_URL: database.url, SECRET_KEY: 'x'.repeat(40) }));
    await dataSource.initialize();
    store = new UrlFigureStore(new UnitOfWork(dataSource));
    await database.query(FILL);
  });
  afterEach(() => dataSource.destroy());

  const sumUp = async (): Promise<void> => {
    while ((await store.sumUpSome()) > 0);
  };
  const total = async (): Promise<number> => {
    const sums = await new UrlFigureQueries(dataSource).read(null, 720);
    return [...(sums?.groups.values() ?? [])].reduce((sum, { analyses }) => sum + analyses, 0);
  };

  it('need one step and no minutes for a month in which nothing was analysed', async () => {
    await database.query('TRUNCATE batches CASCADE');
    await store.sumUpSome();
    const [spans] = await database.query<Record<'minutes' | 'hours' | 'days', number>>(
      `SELECT count(*) FILTER (WHERE seconds = 60)::integer AS minutes, count(*) FILTER (WHERE seconds = 3600)::integer AS hours,
              count(*) FILTER (WHERE seconds = 86400)::integer AS days
         FROM url_figure_spans`,
    );
    expect(spans?.hours).toBeGreaterThan(740);
    expect(spans?.days).toBeGreaterThan(29);
    expect(spans?.minutes).toBeLessThan(120);
  });

  it('hold no more when a change is committed that was not seen while they were summed up', async () => {
    const before = await total();
    await database.session(async (client) => {
      await client.query('BEGIN');
      await client.query(`DELETE FROM batches WHERE public_id IN ('u0', 'u1', 'u2')`);
      await sumUp();
      expect(await total()).toBe(before);
      await client.query('COMMIT');
      const after = await total();
      expect(after).toBeLessThan(before);
      await sumUp();
      expect(await total()).toBe(after);
      expect(await database.query(NOTES)).toEqual([]);
    });
  });

  it('wait for a transaction that wrote an analysis when it was young', async () => {
    await database.session(async (client) => {
      await client.query('BEGIN');
      await client.query(`UPDATE url_processing_status SET analyzed_at = now() WHERE analyzed_at IS NULL`);
      await sumUp();
      const [late] = await database.query<{ n: string }>(
        `SELECT count(*) AS n FROM url_figure_spans
          WHERE span + make_interval(secs => seconds) > (SELECT min(xact_start) FROM pg_stat_activity WHERE backend_xid IS NOT NULL) - interval '1 minute'`,
      );
      expect(Number(late?.n)).toBe(0);
      await client.query('ROLLBACK');
    });
  });

  it('are dropped where a clock that was put back makes their time last', async () => {
    await sumUp();
    const before = await total();
    await database.query(
      `INSERT INTO url_figure_spans SELECT 60, date_bin('1 minute', now() - n * interval '1 minute', '2000-01-01T00:00:00Z')
         FROM generate_series(0, 1) n ON CONFLICT DO NOTHING`,
    );
    expect(await total()).toBeLessThan(before);
    await sumUp();
    expect(await total()).toBe(before);
  });

  it('need no note of a result that is stored within a minute, nor of one from the cache', async () => {
    await sumUp();
    const [young] = await database.query<{ batch_id: string }>(
      `UPDATE url_processing_status SET analyzed_at = now(), is_cached = false, provider = 'psi'
        WHERE analyzed_at IS NULL RETURNING batch_id`,
    );
    await database.query(
      `UPDATE url_processing_status SET analyzed_at = now() - interval '2 hours' WHERE is_cached AND analyzed_at IS NULL`,
    );
    await database.query(
      `INSERT INTO url_processing_status (batch_id, index, strategy, original_url, is_cached, analyzed_at)
       SELECT batch_id, index, 'desktop', 'x', true, now() - interval '2 hours' FROM batch_items i
        WHERE NOT EXISTS (SELECT FROM url_processing_status s WHERE s.batch_id = i.batch_id AND s.index = i.index)`,
    );
    expect(young).toBeDefined();
    expect(await database.query(NOTES)).toEqual([]);
  });

  it('come and go with their migration', async () => {
    const before = await total();
    const later = await database.query('SELECT FROM schema_migrations WHERE timestamp >= 1763000000052');
    await revertMigrations(later.length, database.url);
    await database.query(`UPDATE url_processing_status SET current_step = 'done'`);
    await typeorm(['migration:run'], database.url);
    expect(await total()).toBe(before);
    await sumUp();
    expect(await total()).toBe(before);
  });
});
