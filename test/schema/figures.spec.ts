import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { FigureStore } from '../../src/batch/maintenance/figure-store.js';
import { StatsQueries } from '../../src/batch/read/stats-queries.js';
import { AppConfig } from '../../src/platform/config/config.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { revertMigrations, typeorm } from '../support/typeorm-cli.js';

const dist = JSON.stringify(join(__dirname, '..', '..', 'dist', 'src'));

/**
 * 400 batches of two owners, two kinds and all states over 33 days, three in four hours; never at an hour's end, where
 * time frames begin.
 */
const FILL = `
  INSERT INTO batches (public_id, kind, owner_id, options, status, total_count, succeeded_count, failed_count, created_at, started_at, completed_at)
  SELECT 'b' || n, (ARRAY['operations', 'url_analysis'])[1 + n % 2], (SELECT min(id) + n % 2 FROM users), '{}',
         (ARRAY['completed', 'partial', 'failed', 'cancelled', 'processing', 'paused'])[1 + n % 6], 3, 2, 1, at,
         CASE WHEN n % 5 > 0 THEN at END, CASE WHEN n % 6 < 4 THEN at + (n * n % 977) * interval '37.77 ms' END
    FROM (SELECT n, date_trunc('hour', now()) - (n * 2 - n % 3) * interval '1 hour' - interval '20 minutes' + extract(minute FROM now()) * interval '1 minute' AS at
            FROM generate_series(0, 399) n) b`;
const FAIL = `INSERT INTO batch_failures SELECT id, (ARRAY['TIMEOUT', 'NOT_FOUND'])[1 + id % 2], 1 FROM batches ON CONFLICT DO NOTHING`;

/** What somebody may do to batches that are summed up, by name. */
const CHANGES: Readonly<Record<string, string>> = {
  'batches end': `UPDATE batches SET status = 'completed', completed_at = now() WHERE status = 'processing' AND id % 7 < 3`,
  'batches are opened again': `UPDATE batches SET status = 'processing', completed_at = NULL WHERE status = 'partial' AND id % 5 = 1`,
  'counters change': `UPDATE batches SET succeeded_count = 1, failed_count = 2 WHERE id % 11 = 3`,
  'batches are deleted': `DELETE FROM batches WHERE id % 9 = 4`,
  'old batches are stored': `INSERT INTO batches (public_id, kind, owner_id, options, status, created_at) SELECT 'later', 'operations', owner_id, '{}', 'completed', created_at FROM batches ORDER BY id OFFSET 100 LIMIT 1`,
  'a batch gets another time': `UPDATE batches SET created_at = created_at - interval '3 days' WHERE public_id = 'b60'`,
  'nothing is left': 'TRUNCATE batches CASCADE',
};

/** The figures as the batches themselves have them. */
const REFERENCE = `
  WITH s AS (
    SELECT b.*, round(extract(epoch FROM completed_at - started_at) * 1000)::float8 AS ms FROM batches b
     WHERE ($1::bigint IS NULL OR owner_id = $1) AND ($2::text IS NULL OR kind = $2) AND created_at >= now() - make_interval(secs => $3))
  SELECT (SELECT coalesce(json_agg(c), '[]') FROM (
            SELECT kind, status, count(*) AS batches, sum(total_count) AS items, sum(succeeded_count) AS succeeded,
                   sum(failed_count) AS failed, sum(cancelled_count) AS cancelled FROM s GROUP BY 1, 2) c) AS counts,
         (SELECT row_to_json(d) FROM (
            SELECT avg(ms) AS average, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS median,
                   percentile_cont(0.95) WITHIN GROUP (ORDER BY ms) AS p95, min(ms) AS fastest, max(ms) AS slowest FROM s) d) AS durations,
         (SELECT coalesce(json_agg(e), '[]') FROM (
            SELECT f.code, sum(f.failures) AS count FROM s JOIN batch_failures f ON f.batch_id = s.id
             WHERE s.failed_count > 0 GROUP BY 1 ORDER BY 2 DESC, 1) e) AS errors,
         (SELECT coalesce(json_agg(t), '[]') FROM (
            SELECT date_bin(make_interval(secs => $4), created_at, '2000-01-01T00:00:00Z') AS "from", count(*) AS batches,
                   sum(total_count) AS items, sum(succeeded_count) AS succeeded, sum(failed_count) AS failed FROM s GROUP BY 1 ORDER BY 1) t) AS series`;

/**
 * Tells what differs between the statistics and the reference, and how much is summed up, before and after each change
 * and each sum.
 */
const PROGRAM = `
require('reflect-metadata');
const load = (path) => require(require('node:path').join(${dist}, path));
const { AppConfig } = load('platform/config/config.js');
const { createDataSource } = load('platform/database/data-source.js');
const { migrate } = load('platform/database/schema.js');
const { registerKinds } = load('batch/maintenance/kind-store.js');
const { FigureStore } = load('batch/maintenance/figure-store.js');
const { StatsQueries } = load('batch/read/stats-queries.js');
const { TIMEFRAMES } = load('batch/read/stats.js');
const { UnitOfWork } = load('platform/database/unit-of-work.js');
const { registerFeatures } = load('features.js');
const { fill, changes, reference, place } = JSON.parse(process.argv[1]);
const sorted = (rows) => [...rows].sort((a, b) => (a.kind + a.status < b.kind + b.status ? -1 : 1));
const rounded = (durations) => Object.fromEntries(['average', 'median', 'p95', 'fastest', 'slowest']
  .map((name) => [name, durations[name] === null ? null : Number(durations[name].toFixed(6))]));
const shape = ({ counts, durations, errors, series }) => JSON.stringify({ counts: sorted(counts), durations: rounded(durations),
  errors, series: series.map((one) => ({ ...one, from: new Date(one.from) })) });
(async () => {
  const config = AppConfig.parse({ SECRET_KEY: 'x'.repeat(40), ...place });
  const db = await createDataSource(config);
  await db.initialize();
  await migrate(db);
  registerFeatures();
  await registerKinds(db);
  for (const n of [1, 2]) await db.query("INSERT INTO users (name, email, role) VALUES ('a', $1, 'client')", ['figures' + n + '@example.com']);
  const [{ owner }] = await db.query("SELECT min(id) AS owner FROM users");
  const stats = new StatsQueries(db);
  const store = new FigureStore(new UnitOfWork(db));
  const found = [];
  const check = async (when) => {
    const differences = [];
    for (const [name, { seconds, bucket }] of Object.entries(TIMEFRAMES))
      for (const ownerId of [null, owner])
        for (const kind of [null, 'operations']) {
          const [expected] = await db.query(reference, [ownerId, kind, seconds, bucket]);
          const got = shape(await stats.read({ ownerId, kind, seconds }, bucket));
          if (got !== shape(expected)) differences.push([name, ownerId, kind, got, shape(expected)]);
        }
    const [{ spans, changes, figures }] = await db.query("SELECT (SELECT count(*) FROM batch_figure_spans) AS spans, (SELECT count(*) FROM batch_figure_changes) AS changes, (SELECT count(*) FROM batch_figures) AS figures");
    found.push({ when, differences, spans, isChanged: changes > 0, hasFigures: figures > 0 });
  };
  const sumUp = async () => { while (await store.sumUpSome(50) === 50); };
  for (const statement of fill) await db.query(statement);
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

interface Found {
  readonly when: string;
  readonly differences: readonly unknown[];
  readonly spans: number;
  readonly isChanged: boolean;
  readonly hasFigures: boolean;
}

describe.each(['postgres', 'embedded'] as const)('Figures that are summed up, %s', (on) => {
  it('are those of the batches themselves, whatever happens to them', async () => {
    const place =
      on === 'postgres' ? { DATABASE_URL: (await createDatabase()).url } : { DATA_DIR: temporaryDirectory() };
    const task = JSON.stringify({ fill: [FILL, FAIL], changes: CHANGES, reference: REFERENCE, place });
    const output = execFileSync(process.execPath, ['-e', PROGRAM, task], { encoding: 'utf8', cwd: __dirname });
    const found = JSON.parse(output.split('\n').at(-2) ?? '') as Found[];
    expect(found.map(({ when, differences }) => [when, differences])).toEqual(found.map(({ when }) => [when, []]));
    expect(found).toHaveLength(2 + 2 * Object.keys(CHANGES).length);
    // Otherwise nothing was compared: 31 days have 124 spans, less the last hours.
    for (const { when, spans, isChanged, hasFigures } of found.slice(1, -2)) {
      expect(spans).toBeGreaterThan(120);
      expect([when, hasFigures, isChanged]).toEqual([when, true, !when.endsWith('summed up')]);
    }
  });
});

describe('Figures that are summed up', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let unitOfWork: UnitOfWork;
  beforeEach(async () => {
    database = await createDatabase();
    dataSource = await createDataSource(AppConfig.parse({ DATABASE_URL: database.url, SECRET_KEY: 'x'.repeat(40) }));
    await dataSource.initialize();
    unitOfWork = new UnitOfWork(dataSource);
    await database.query(FILL);
  });
  afterEach(() => dataSource.destroy());

  const total = async (): Promise<number> => {
    const { counts } = await new StatsQueries(dataSource).read(
      { ownerId: null, kind: null, seconds: 30 * 86_400 },
      86_400,
    );
    return counts.reduce((sum, { batches }) => sum + batches, 0);
  };

  it('hold no more when a change is committed that was not seen while they were summed up', async () => {
    const before = await total();
    await database.session(async (client) => {
      await client.query('BEGIN');
      const { rowCount } = await client.query(
        `DELETE FROM batches WHERE status = 'completed' AND created_at > now() - interval '20 days'`,
      );
      expect(await new FigureStore(unitOfWork).sumUpSome(200)).toBeGreaterThan(120);
      expect(await total()).toBe(before);
      await client.query('COMMIT');
      expect(await total()).toBe(before - Number(rowCount));
    });
    expect(await new FigureStore(unitOfWork).sumUpSome(200)).toBeGreaterThan(10);
    expect(await new FigureStore(unitOfWork).sumUpSome(200)).toBe(0);
  });

  it('are dropped where a clock that was put back makes their time last', async () => {
    await new FigureStore(unitOfWork).sumUpSome(200);
    const before = await total();
    await database.query(
      `INSERT INTO batch_figure_spans SELECT date_bin('6 hours', now() - n * interval '6 hours', '2000-01-01T00:00:00Z')
         FROM generate_series(0, 1) n ON CONFLICT DO NOTHING`,
    );
    expect(await total()).toBeLessThan(before);
    await new FigureStore(unitOfWork).sumUpSome(200);
    expect(await total()).toBe(before);
  });

  it('are left to the process that is at it', async () => {
    await database.query('DELETE FROM batch_figure_spans');
    await unitOfWork.run(async (tx) => {
      const inside = { run: <T>(work: (tx: unknown) => Promise<T>) => work(tx) } as unknown as UnitOfWork;
      expect(await new FigureStore(inside).sumUpSome(10)).toBe(10);
      await database.session(async (client) => {
        const other = {
          query: async (text: string, values: unknown[] = []) => (await client.query<object>(text, values)).rows,
        };
        const outside = { run: <T>(work: (tx: unknown) => Promise<T>) => work(other) } as unknown as UnitOfWork;
        expect(await new FigureStore(outside).sumUpSome(10)).toBe(0);
      });
    });
  });

  it('cost a young batch nothing: no note is written until it is an hour old', async () => {
    await new FigureStore(unitOfWork).sumUpSome(200);
    await database.query(
      `INSERT INTO batches (public_id, kind, owner_id, options, status) SELECT 'young', kind, owner_id, '{}', 'processing' FROM batches LIMIT 1`,
    );
    await database.query(
      `UPDATE batches SET status = 'completed', started_at = now(), completed_at = now() WHERE public_id = 'young'`,
    );
    await database.query(`DELETE FROM batches WHERE public_id = 'young'`);
    expect(await database.query('SELECT 1 FROM batch_figure_changes')).toEqual([]);
  });

  it('come and go with their migration, whatever batches there are', async () => {
    const before = await total();
    const later = await database.query('SELECT FROM schema_migrations WHERE timestamp >= 1763000000051');
    await revertMigrations(later.length, database.url);
    await database.query(`UPDATE batches SET status = 'failed' WHERE status = 'completed'`);
    await database.query('DELETE FROM batches WHERE id = (SELECT min(id) FROM batches)');
    await typeorm(['migration:run'], database.url);
    expect(await total()).toBe(before - 1);
    await new FigureStore(unitOfWork).sumUpSome(200);
    expect(await total()).toBe(before - 1);
  });
});
