import { URL_STEPS } from '../../src/url-analysis/engines/url-steps.js';
import { userId } from '../support/accounts.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { revertMigrations, typeorm } from '../support/typeorm-cli.js';

describe('The tables of URL analysis', () => {
  let database: TestDatabase;
  let batchId: number;

  const insertStatus = (step: string | undefined, index = 0): Promise<unknown> =>
    database.query(
      `INSERT INTO url_processing_status (batch_id, index, strategy, original_url${step === undefined ? '' : ', current_step'})
       VALUES ($1, $2, 'mobile', 'x'${step === undefined ? '' : ', $3'}) RETURNING current_step`,
      step === undefined ? [batchId, index] : [batchId, index, step],
    );

  beforeAll(async () => {
    database = await createDatabase();
    for (const name of ['ana', 'otto'] as const) {
      const [row] = await database.query<{ id: number }>(
        `INSERT INTO batches (public_id, kind, owner_id, options, priority) VALUES ($1, 'url_analysis', $2, '{"strategy":"both"}', 'urgent') RETURNING id`,
        [`job-of-${name}`, userId(name)],
      );
      batchId = Number(row?.id);
      await database.query(
        `INSERT INTO batch_items (batch_id, index, input) SELECT $1, n, '{}' FROM generate_series(0, 9) n`,
        [batchId],
      );
      await database.query(
        `INSERT INTO url_processing_status (batch_id, index, strategy, original_url) VALUES ($1, 9, 'desktop', 'x')`,
        [batchId],
      );
      await database.query('INSERT INTO batch_processing_metrics (batch_id) VALUES ($1)', [batchId]);
      await database.query(
        `INSERT INTO url_analysis_cache (owner_id, url_hash, strategy, provider, result, analyzed_at)
         VALUES ($1, '\\x00', 'mobile', 'http', '{}', now())`,
        [userId(name)],
      );
    }
  });

  it('begin with the step analysis and refuse queued by the name of the constraint [S2-32, S2-33]', async () => {
    expect(await insertStatus(undefined)).toEqual([{ current_step: 'analysis' }]);
    await expect(insertStatus('queued', 1)).rejects.toMatchObject({
      code: '23514',
      constraint: 'url_processing_status_current_step_check',
    });
  });

  it('take every step that is published, and no other [S2-34, S2-41]', async () => {
    const [row] = await database.query<{ text: string }>(
      `SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = 'url_processing_status_current_step_check'`,
    );
    const allowed = [...(row?.text ?? '').matchAll(/'([^']+)'::text/g)].map(([, value]) => value);
    expect(allowed).toEqual([...URL_STEPS]);
    for (const [index, step] of URL_STEPS.entries()) await insertStatus(step, index + 2);
  });

  it('refuse a score beyond 100 and a URL that no item has [S2-41]', async () => {
    await expect(database.query('UPDATE url_processing_status SET seo_score = 101')).rejects.toMatchObject({
      code: '23514',
    });
    await expect(insertStatus('done', 77)).rejects.toMatchObject({ code: '23503' });
  });

  it('are readable under the published names, through read-only views [S2-30, S2-35, S2-36]', async () => {
    expect(await database.query('SELECT id, processing_run_id, strategy FROM batch_jobs ORDER BY id')).toEqual([
      { id: 'job-of-ana', processing_run_id: 'job-of-ana', strategy: 'both' },
      { id: 'job-of-otto', processing_run_id: 'job-of-otto', strategy: 'both' },
    ]);
    const queues = await database.query(
      'SELECT name, waiting_jobs::integer AS jobs FROM batch_job_queues ORDER BY level DESC',
    );
    expect(queues).toEqual([
      { name: 'high', jobs: 2 },
      { name: 'normal', jobs: 0 },
      { name: 'low', jobs: 0 },
    ]);
    for (const view of ['batch_jobs', 'job_queue_entries', 'batch_job_queues'])
      await expect(database.query(`DELETE FROM ${view}`)).rejects.toMatchObject({ code: '55000' });
  });

  it('have an index for what is asked of them [S2-37]', async () => {
    const rows = await database.query<{ name: string }>(
      `SELECT indexname AS name FROM pg_indexes WHERE tablename IN ('url_processing_status', 'url_analysis_cache') ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual([
      'url_analysis_cache_analyzed',
      'url_analysis_cache_pkey',
      'url_processing_status_analyzed',
      'url_processing_status_firsts',
      'url_processing_status_pkey',
    ]);
  });

  it.each([
    'url_processing_status',
    'batch_processing_metrics',
    'url_analysis_cache',
    'batch_jobs',
    'job_queue_entries',
  ])('%s shows a reader their own rows only, and lets them write none [S2-38]', async (table) => {
    const read = (owner: number | null): Promise<number> =>
      database.session(async (client) => {
        await client.query('BEGIN');
        try {
          await client.query('SET LOCAL ROLE batchwright_reader');
          if (owner !== null) await client.query(`SET LOCAL app.owner_id = '${owner}'`);
          return (await client.query(`SELECT 1 FROM ${table}`)).rows.length;
        } finally {
          await client.query('ROLLBACK');
        }
      });
    expect(await read(userId('ana'))).toBe(1);
    expect(await read(userId('reader'))).toBe(0);
    expect(await read(null)).toBe(0);
    await expect(
      database.session(async (client) => {
        await client.query('BEGIN');
        try {
          await client.query('SET LOCAL ROLE batchwright_reader');
          await client.query(`DELETE FROM ${table}`);
        } finally {
          await client.query('ROLLBACK');
        }
      }),
    ).rejects.toThrow(/permission denied|cannot delete from view/);
  });

  it('give results back to the cache when the migration that took them out is reverted', async () => {
    const other = await createDatabase({ empty: true });
    await typeorm(['migration:run'], other.url);
    await other.query(`
      INSERT INTO users (id, name, email, role) OVERRIDING SYSTEM VALUE VALUES (1, 'Ana', 'ana@x.test', 'client') ON CONFLICT DO NOTHING;
      INSERT INTO batches (id, public_id, owner_id, kind, options) OVERRIDING SYSTEM VALUE VALUES (7, 'b', 1, 'url_analysis', '{}');
      INSERT INTO batch_items (batch_id, index, input, status, output, ended_at)
        VALUES (7, 0, '{}', 'succeeded', '{"results":[{"strategy":"mobile","analyzed_at":"2026-01-01T00:00:00.000Z","n":1}]}', now());
      INSERT INTO url_analysis_cache (owner_id, url_hash, strategy, provider, batch_id, index, analyzed_at)
        VALUES (1, '\\x00', 'mobile', 'http', 7, 0, '2026-01-01'), (1, '\\x01', 'mobile', 'http', 8, 0, '2026-01-01')`);
    const applied = await other.query('SELECT name FROM schema_migrations ORDER BY id');
    const from = applied.findIndex(({ name }) => name === 'UrlResultsOnce1763000000043');
    await revertMigrations(applied.length - from, other.url);
    const rows = await other.query(
      `SELECT encode(url_hash, 'hex') AS hash, result -> 'n' AS n FROM url_analysis_cache`,
    );
    expect(rows).toEqual([{ hash: '00', n: 1 }]);
  }, 120_000);

  it('join the publication of a database that has it, and leave it again [S2-39]', async () => {
    const other = await createDatabase({ empty: true });
    await other.query('CREATE PUBLICATION supabase_realtime');
    const published = () =>
      other.query(`SELECT tablename FROM pg_publication_tables WHERE pubname = 'supabase_realtime' ORDER BY 1`);
    await typeorm(['migration:run'], other.url);
    expect(await published()).toEqual([{ tablename: 'batches' }, { tablename: 'url_processing_status' }]);
    const applied = await other.query('SELECT name FROM schema_migrations ORDER BY id');
    const from = applied.findIndex(({ name }) => name === 'UrlAnalysis1763000000012');
    await revertMigrations(applied.length - from, other.url);
    expect(await published()).toEqual([]);
  }, 120_000);
});
