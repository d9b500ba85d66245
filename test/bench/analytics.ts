import { readFileSync } from 'node:fs';
import type { Actor } from '../../src/accounts/rights/actor.js';
import { AppConfig } from '../../src/platform/config/config.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { UrlAnalytics } from '../../src/url-analysis/api/url-analytics.js';
import type { AnalyticsTimeframe } from '../../src/url-analysis/api/url-reports.dto.js';
import { UrlFigureQueries } from '../../src/url-analysis/store/url-figure-queries.js';
import { UrlFigureStore } from '../../src/url-analysis/store/url-figure-store.js';
import { UrlReportQueries } from '../../src/url-analysis/store/url-report-queries.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { median } from './quantiles.js';

const OWNERS = 5;
/** Answers of each kind; the middle one counts. */
const ANSWERS = 15;
const ADMIN = { id: 1, scopes: new Set(['admin']) } as unknown as Actor;

/** Processor time of a database session so far, in milliseconds. */
const spentBy = (pid: number): number => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

/**
 * Analytics of URL analysis with so many analyses in 24 hours, of 1,000 hosts unless `BENCH_HOSTS` has another number;
 * milliseconds of processor time for an answer, of the database and of Node, from sums and from the analyses
 * themselves.
 */
export async function benchAnalytics(analyses: number): Promise<void> {
  const database = await createDatabase();
  await fill(database, analyses, Number(process.env['BENCH_HOSTS'] ?? 1000));
  const config = AppConfig.parse({ DATABASE_URL: database.url, SECRET_KEY: 'x'.repeat(40), DATABASE_POOL_SIZE: '1' });
  const dataSource = await createDataSource(config);
  await dataSource.initialize();
  const [{ pid }] = (await dataSource.query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
  const spent = (): readonly [number, number] => {
    const { user, system } = process.cpuUsage();
    return [spentBy(pid), (user + system) / 1000];
  };

  const store = new UrlFigureStore(new UnitOfWork(dataSource));
  const before = spent();
  while ((await store.sumUpSome()) > 0);
  const after = spent();
  await database.query('VACUUM ANALYZE url_figures, url_figure_spans, url_figure_changes');
  const [size] = await database.query<{ sums: string; analyses: string }>(
    `SELECT pg_size_pretty(pg_total_relation_size('url_figures')) AS sums, pg_size_pretty(pg_total_relation_size('url_processing_status')) AS analyses`,
  );
  console.log(
    `\n${analyses} analyses: ${size?.analyses ?? ''}, their sums ${size?.sums ?? ''}, made in ${(after[0] - before[0]).toFixed(0)} + ${(after[1] - before[1]).toFixed(0)} ms`,
  );

  const queries = new UrlReportQueries(dataSource);
  const ways = {
    sums: new UrlAnalytics(queries, new UrlFigureQueries(dataSource)),
    analyses: new UrlAnalytics(queries, { read: () => Promise.resolve(null) } as unknown as UrlFigureQueries),
  };
  console.log('time frame, owner, from'.padEnd(34) + 'database'.padStart(12) + 'Node'.padStart(12));
  for (const timeframe of ['1h', '24h', '30d'] as const satisfies readonly AnalyticsTimeframe[])
    for (const owner of [undefined, 1])
      for (const [way, analytics] of Object.entries(ways)) {
        const taken: (readonly [number, number])[] = [];
        for (let answer = 0; answer < (way === 'sums' ? ANSWERS : 2); answer += 1) {
          const from = spent();
          await analytics.read(ADMIN, { timeframe, ...(owner === undefined ? {} : { owner }) });
          const to = spent();
          taken.push([to[0] - from[0], to[1] - from[1]]);
        }
        const [db, node] = [0, 1].map((at) => median(taken.map((one) => one[at as 0 | 1])));
        console.log(
          `${timeframe}, ${owner === undefined ? 'all' : 'one'}, ${way}`.padEnd(34) +
            `${(db ?? 0).toFixed(1)} ms`.padStart(12) +
            `${(node ?? 0).toFixed(1)} ms`.padStart(12),
        );
      }
  await dataSource.destroy();
  await database.drop();
}

/** Batches of 1,000 URLs; half of the hosts are up to ten times as slow as the others. */
async function fill(database: TestDatabase, analyses: number, hosts: number): Promise<void> {
  await database.session(async (client) => {
    await client.query(`
      SET session_replication_role = replica;
      INSERT INTO batches (public_id, kind, owner_id, status, options, total_count, succeeded_count, created_at, started_at, completed_at)
      SELECT 'b' || n, 'url_analysis', 1 + n % ${OWNERS}, 'completed', '{}', 1000, 1000, now(), now(), now()
        FROM generate_series(1, ${Math.ceil(analyses / 1000)}) n;
      INSERT INTO url_processing_status (batch_id, index, strategy, original_url, cleaned_url, host, provider, current_step, duration_ms, ttfb_ms,
             fcp_ms, lcp_ms, tbt_ms, cls, si_ms, total_bytes, performance_score, accessibility_score, best_practices_score, seo_score, http_score,
             analyzed_at)
      SELECT b.id, n, 'mobile', 'https://' || h.host || '/' || n, 'https://' || h.host || '/' || n, h.host,
             CASE WHEN h.number % 4 = 0 THEN 'lighthouse' ELSE 'http' END, 'done', 4000 * t.x + h.number, h.slow * t.x, 2 * h.slow * t.x, 4 * h.slow * t.y,
             CASE WHEN t.x < 0.9 THEN 0 ELSE h.slow * t.y END, t.y * t.y / 5, 5 * h.slow * t.x, 90000 * t.y * h.slow, 100 / (1 + t.x * t.y), 80 + h.number % 21,
             90, 85, 70 + h.number % 30, now() - (b.id * 1000 + n) * interval '1 day' / ${analyses + 2000}
        FROM batches b, generate_series(0, 999) n,
             LATERAL (SELECT (b.id * 7919 + n * 104729) % ${hosts} AS number) a,
             LATERAL (SELECT a.number, 'www.shop-' || a.number || '.example.com' AS host, round(80 + 900 * ((a.number * 31 % 97) / 97.0) ^ 3) AS slow) h,
             LATERAL (SELECT round(exp((random() - 0.5) * 2)::numeric, 2) AS x, round(exp((random() - 0.5) * 3)::numeric, 2) AS y) t;
      SET session_replication_role = origin`);
    await client.query('VACUUM ANALYZE');
  });
}
