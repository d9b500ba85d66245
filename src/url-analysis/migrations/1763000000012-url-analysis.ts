import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * URL analysis (S2 in docs/compatibility.md). The published job and queue tables are views over the shared tables: one
 * row must not stand in two places. Only what belongs to this kind alone is stored here.
 */
export class UrlAnalysis1763000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(VIEWS);
    await runner.query(SECURITY);
    await runner.query(PUBLICATION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_publication_tables WHERE pubname = 'supabase_realtime' AND tablename = 'batches') THEN
          ALTER PUBLICATION supabase_realtime DROP TABLE batches;
        END IF;
      END $$;
      DROP VIEW job_queue_entries, batch_job_queues, batch_jobs;
      DROP TABLE url_analysis_cache, batch_processing_metrics, url_processing_status;
    `);
  }
}

const TABLES = `
  -- One row per URL and strategy. Whether it waits, runs or has ended stands in batch_items.
  CREATE TABLE url_processing_status (
    batch_id             bigint NOT NULL,
    index                integer NOT NULL,
    strategy             text NOT NULL CONSTRAINT url_processing_status_strategy_check CHECK (strategy IN ('mobile', 'desktop')),
    original_url         text NOT NULL,
    -- Null for an address that was refused and kept at its index by ignore_invalid.
    cleaned_url          text,
    final_url            text,
    host                 text,
    -- First index of the batch with the same cleaned address; null for the first itself.
    duplicate_of         integer,
    -- First index that differs only in http/https, www. or a trailing slash.
    near_duplicate_of    integer,
    current_step         text NOT NULL DEFAULT 'analysis' CONSTRAINT url_processing_status_current_step_check
                           CHECK (current_step IN ('analysis', 'fetch', 'audit', 'scoring', 'storing', 'done')),
    provider             text CONSTRAINT url_processing_status_provider_check CHECK (provider IN ('http', 'lighthouse', 'psi')),
    is_cached            boolean NOT NULL DEFAULT false,
    performance_score    integer CONSTRAINT url_processing_status_performance_check CHECK (performance_score BETWEEN 0 AND 100),
    accessibility_score  integer CONSTRAINT url_processing_status_accessibility_check CHECK (accessibility_score BETWEEN 0 AND 100),
    best_practices_score integer CONSTRAINT url_processing_status_best_practices_check CHECK (best_practices_score BETWEEN 0 AND 100),
    seo_score            integer CONSTRAINT url_processing_status_seo_check CHECK (seo_score BETWEEN 0 AND 100),
    http_score           integer CONSTRAINT url_processing_status_http_check CHECK (http_score BETWEEN 0 AND 100),
    fcp_ms               double precision,
    lcp_ms               double precision,
    tbt_ms               double precision,
    cls                  double precision,
    si_ms                double precision,
    ttfb_ms              double precision,
    total_bytes          double precision,
    duration_ms          double precision,
    analyzed_at          timestamptz,
    updated_at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (batch_id, index, strategy),
    CONSTRAINT url_processing_status_item_fkey FOREIGN KEY (batch_id, index) REFERENCES batch_items ON DELETE CASCADE
  );
  CREATE INDEX url_processing_status_analyzed ON url_processing_status (analyzed_at) WHERE analyzed_at IS NOT NULL;

  -- What the analyses of a batch have cost, summed up as they end.
  CREATE TABLE batch_processing_metrics (
    batch_id         bigint PRIMARY KEY REFERENCES batches ON DELETE CASCADE,
    analyzed_count   integer NOT NULL DEFAULT 0,
    cached_count     integer NOT NULL DEFAULT 0,
    duplicate_count  integer NOT NULL DEFAULT 0,
    failed_count     integer NOT NULL DEFAULT 0,
    analysis_ms      double precision NOT NULL DEFAULT 0,
    longest_ms       double precision NOT NULL DEFAULT 0,
    transferred_bytes double precision NOT NULL DEFAULT 0,
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT batch_processing_metrics_counts_check
      CHECK (analyzed_count >= 0 AND cached_count >= 0 AND duplicate_count >= 0 AND failed_count >= 0 AND analysis_ms >= 0)
  );

  -- Results that may be shown again to their owner, by the hash of the cleaned address.
  CREATE TABLE url_analysis_cache (
    owner_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    url_hash    bytea NOT NULL,
    strategy    text NOT NULL,
    provider    text NOT NULL,
    result      jsonb NOT NULL,
    analyzed_at timestamptz NOT NULL,
    PRIMARY KEY (owner_id, url_hash, strategy, provider)
  );
  CREATE INDEX url_analysis_cache_analyzed ON url_analysis_cache (analyzed_at);
`;

const VIEWS = `
  -- A view over WITH cannot be written through; the planner sees through it all the same.
  CREATE VIEW batch_jobs AS
    WITH jobs AS (
      SELECT b.public_id AS id, b.public_id AS processing_run_id, b.owner_id, b.name,
             CASE b.status WHEN 'partial' THEN 'completed' ELSE b.status END AS status, b.priority,
             b.options ->> 'strategy' AS strategy, b.total_count AS total_urls, b.succeeded_count AS completed_urls,
             b.failed_count AS failed_urls, b.cancelled_count AS cancelled_urls, b.max_concurrent AS batch_size,
             b.timeout_ms / 1000 AS timeout_seconds, b.created_at, b.started_at, b.completed_at, b.updated_at
        FROM batches b WHERE b.kind = 'url_analysis')
    SELECT * FROM jobs;

  -- The open jobs in the order in which workers take them; urgent ones at the head of the queue high.
  CREATE VIEW job_queue_entries AS
    SELECT e.queue_name, row_number() OVER (PARTITION BY e.queue_name ORDER BY e.is_urgent DESC, e.queued_at, e.batch_id) AS position,
           e.batch_job_id, e.owner_id, e.priority, e.status, e.pending_urls, e.running_urls, e.queued_at
      FROM (SELECT CASE b.priority WHEN 'urgent' THEN 'high' ELSE b.priority END AS queue_name, b.priority = 'urgent' AS is_urgent,
                   b.id AS batch_id, b.public_id AS batch_job_id, b.owner_id, b.priority, b.status, b.pending_count AS pending_urls,
                   b.running_count AS running_urls, b.queued_at
              FROM batches b
             WHERE b.kind = 'url_analysis' AND b.status IN ('pending', 'processing', 'paused')) e;

  CREATE VIEW batch_job_queues AS
    SELECT q.name, q.level, count(e.batch_job_id) FILTER (WHERE e.status = 'pending') AS waiting_jobs,
           count(e.batch_job_id) FILTER (WHERE e.status = 'processing') AS processing_jobs,
           count(e.batch_job_id) FILTER (WHERE e.status = 'paused') AS paused_jobs,
           coalesce(sum(e.pending_urls), 0)::bigint AS waiting_urls, coalesce(sum(e.running_urls), 0)::bigint AS running_urls,
           min(e.queued_at) FILTER (WHERE e.status = 'pending') AS oldest_waiting_since
      FROM (VALUES ('high', 3), ('normal', 2), ('low', 1)) AS q (name, level)
      LEFT JOIN job_queue_entries e ON e.queue_name = q.name
     GROUP BY q.name, q.level;
`;

/**
 * Views see with the rights of the reader from PostgreSQL 15 on; before, they would show everybody's rows and are not
 * granted.
 */
const SECURITY = `
  ALTER TABLE url_processing_status ENABLE ROW LEVEL SECURITY;
  ALTER TABLE batch_processing_metrics ENABLE ROW LEVEL SECURITY;
  ALTER TABLE url_analysis_cache ENABLE ROW LEVEL SECURITY;
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
      CREATE POLICY url_processing_status_owner ON url_processing_status FOR SELECT TO batchwright_reader
        USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));
      CREATE POLICY batch_processing_metrics_owner ON batch_processing_metrics FOR SELECT TO batchwright_reader
        USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));
      CREATE POLICY url_analysis_cache_owner ON url_analysis_cache FOR SELECT TO batchwright_reader
        USING (owner_id = nullif(current_setting('app.owner_id', true), '')::bigint);
      GRANT SELECT ON url_processing_status, batch_processing_metrics, url_analysis_cache TO batchwright_reader;
      IF current_setting('server_version_num')::integer >= 150000 THEN
        ALTER VIEW batch_jobs SET (security_invoker = true);
        ALTER VIEW job_queue_entries SET (security_invoker = true);
        ALTER VIEW batch_job_queues SET (security_invoker = true);
        GRANT SELECT ON batch_jobs, job_queue_entries, batch_job_queues TO batchwright_reader;
      END IF;
    END IF;
  END $$;
`;

/** The published service offers its tables to realtime clients: a database with that publication gets them added. */
const PUBLICATION = `
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_publication WHERE pubname = 'supabase_realtime' AND NOT puballtables) THEN
      ALTER PUBLICATION supabase_realtime ADD TABLE batches, url_processing_status;
    END IF;
  END $$;
`;
