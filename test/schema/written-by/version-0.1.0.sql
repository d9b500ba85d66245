-- A database that version 0.1.0 (commit 7ba5b62) wrote on PostgreSQL 15, and that its process left when it was killed:
-- five kinds, items that ran, waited, had failed and were paused. pg_dump --inserts --no-owner --no-privileges.
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.count_batch_items() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
  DECLARE
    -- One element per batch and status that the statement touched.
    batch_ids bigint[];
    statuses  text[];
    deltas    integer[];
    ends      timestamptz[];
  BEGIN
    IF TG_OP = 'INSERT' THEN
      SELECT array_agg(c.batch_id), array_agg(c.status), array_agg(c.n), array_agg(c.ended_at)
        INTO batch_ids, statuses, deltas, ends
        FROM (SELECT batch_id, status, count(*)::integer AS n, max(ended_at) AS ended_at FROM added GROUP BY 1, 2) c;
    ELSIF TG_OP = 'DELETE' THEN
      SELECT array_agg(c.batch_id), array_agg(c.status), array_agg(-c.n), array_agg(NULL::timestamptz)
        INTO batch_ids, statuses, deltas, ends
        FROM (SELECT batch_id, status, count(*)::integer AS n FROM removed GROUP BY 1, 2) c;
    ELSE
      SELECT array_agg(c.batch_id), array_agg(c.status), array_agg(c.n), array_agg(c.ended_at)
        INTO batch_ids, statuses, deltas, ends
        FROM (SELECT m.batch_id, m.status, sum(m.n)::integer AS n, max(m.ended_at) AS ended_at
                FROM (SELECT batch_id, status, 1 AS n, ended_at FROM added
                      UNION ALL
                      SELECT batch_id, status, -1, NULL FROM removed) m
               GROUP BY 1, 2) c;
    END IF;
    UPDATE batches b SET
      total_count     = b.total_count + d.total,
      pending_count   = b.pending_count + d.pending,
      running_count   = b.running_count + d.running,
      succeeded_count = b.succeeded_count + d.succeeded,
      failed_count    = b.failed_count + d.failed,
      cancelled_count = b.cancelled_count + d.cancelled,
      status = CASE
        WHEN b.pending_count + d.pending + b.running_count + d.running > 0 THEN b.status
        WHEN b.status = 'cancelled' OR b.total_count + d.total = 0 THEN b.status
        WHEN b.succeeded_count + d.succeeded = b.total_count + d.total THEN 'completed'
        WHEN b.succeeded_count + d.succeeded = 0 THEN 'failed'
        ELSE 'partial' END,
      completed_at = CASE
        WHEN b.pending_count + d.pending + b.running_count + d.running > 0 THEN NULL
        ELSE coalesce(greatest(b.completed_at, d.ended_at), clock_timestamp()) END,
      revision   = b.revision + 1,
      updated_at = clock_timestamp()
    FROM (
      SELECT t.batch_id, sum(t.n)::integer AS total,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'pending'), 0)::integer AS pending,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'running'), 0)::integer AS running,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'succeeded'), 0)::integer AS succeeded,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'failed'), 0)::integer AS failed,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'cancelled'), 0)::integer AS cancelled,
             max(t.ended_at) AS ended_at
        FROM unnest(batch_ids, statuses, deltas, ends) AS t (batch_id, status, n, ended_at)
       GROUP BY t.batch_id
       ORDER BY t.batch_id) d
    WHERE b.id = d.batch_id;
    RETURN NULL;
  END $$;
CREATE FUNCTION public.keep_contact_owners() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
  BEGIN
    IF EXISTS (SELECT FROM contact_analysis c JOIN removed r ON r.id = c.owner_id) THEN
      RAISE EXCEPTION 'contact_analysis refers to the user' USING ERRCODE = 'foreign_key_violation',
        TABLE = 'contact_analysis', CONSTRAINT = 'contact_analysis_owner_id_fkey';
    END IF;
    RETURN NULL;
  END $$;
CREATE FUNCTION public.remove_items_of_batches() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
  BEGIN
    DELETE FROM batch_items WHERE batch_id IN (SELECT id FROM removed);
    RETURN NULL;
  END $$;
CREATE FUNCTION public.require_batch_items_batch_id() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
  BEGIN
    PERFORM FROM batches WHERE id = NEW.batch_id FOR KEY SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'batch_items.batch_id refers to a row of batches that does not exist' USING ERRCODE = 'foreign_key_violation',
        TABLE = 'batch_items', CONSTRAINT = 'batch_items_batch_id_fkey';
    END IF;
    RETURN NULL;
  END $$;
CREATE FUNCTION public.require_batch_items_batch_ids() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
  DECLARE
    wanted bigint[] := ARRAY(SELECT DISTINCT batch_id FROM added);
    locked integer;
  BEGIN
    PERFORM FROM batches WHERE id = ANY (wanted) FOR KEY SHARE;
    GET DIAGNOSTICS locked = ROW_COUNT;
    IF locked < cardinality(wanted) THEN
      RAISE EXCEPTION 'batch_items.batch_id refers to a row of batches that does not exist' USING ERRCODE = 'foreign_key_violation',
        TABLE = 'batch_items', CONSTRAINT = 'batch_items_batch_id_fkey';
    END IF;
    RETURN NULL;
  END $$;
CREATE FUNCTION public.require_contact_analysis_owner_id() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
  BEGIN
    PERFORM FROM users WHERE id = NEW.owner_id FOR KEY SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'contact_analysis.owner_id refers to a row of users that does not exist' USING ERRCODE = 'foreign_key_violation',
        TABLE = 'contact_analysis', CONSTRAINT = 'contact_analysis_owner_id_fkey';
    END IF;
    RETURN NULL;
  END $$;
CREATE FUNCTION public.require_contact_analysis_owner_ids() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
  DECLARE
    wanted bigint[] := ARRAY(SELECT DISTINCT owner_id FROM added);
    locked integer;
  BEGIN
    PERFORM FROM users WHERE id = ANY (wanted) FOR KEY SHARE;
    GET DIAGNOSTICS locked = ROW_COUNT;
    IF locked < cardinality(wanted) THEN
      RAISE EXCEPTION 'contact_analysis.owner_id refers to a row of users that does not exist' USING ERRCODE = 'foreign_key_violation',
        TABLE = 'contact_analysis', CONSTRAINT = 'contact_analysis_owner_id_fkey';
    END IF;
    RETURN NULL;
  END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.api_keys (
    id text NOT NULL,
    user_id bigint NOT NULL,
    name text NOT NULL,
    key_hash bytea NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone
);
CREATE TABLE public.batch_events (
    id bigint NOT NULL,
    batch_id bigint NOT NULL,
    type text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT batch_events_type_check CHECK ((type = ANY (ARRAY['submitted'::text, 'started'::text, 'paused'::text, 'resumed'::text, 'retried'::text, 'completed'::text, 'partial'::text, 'failed'::text, 'cancelled'::text])))
);
ALTER TABLE public.batch_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.batch_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.batch_items (
    batch_id bigint NOT NULL,
    index integer NOT NULL,
    ref text,
    metadata jsonb,
    input jsonb NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    output jsonb,
    error jsonb,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    recoveries integer DEFAULT 0 NOT NULL,
    run_at timestamp with time zone,
    wait_reason text,
    step text,
    warnings jsonb,
    attempt_log jsonb,
    CONSTRAINT batch_items_outcome_check CHECK ((((status = 'succeeded'::text) = (output IS NOT NULL)) AND ((status = ANY (ARRAY['failed'::text, 'cancelled'::text])) = (error IS NOT NULL)) AND ((status = ANY (ARRAY['succeeded'::text, 'failed'::text, 'cancelled'::text])) = (ended_at IS NOT NULL)))),
    CONSTRAINT batch_items_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE TABLE public.batches (
    id bigint NOT NULL,
    public_id text NOT NULL,
    kind text NOT NULL,
    owner_id bigint NOT NULL,
    name text,
    status text DEFAULT 'pending'::text NOT NULL,
    priority text DEFAULT 'normal'::text NOT NULL,
    is_atomic boolean DEFAULT false NOT NULL,
    options jsonb NOT NULL,
    metadata jsonb,
    webhook_url text,
    total_count integer DEFAULT 0 NOT NULL,
    pending_count integer DEFAULT 0 NOT NULL,
    running_count integer DEFAULT 0 NOT NULL,
    succeeded_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    cancelled_count integer DEFAULT 0 NOT NULL,
    revision bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    started_at timestamp with time zone,
    completed_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    max_concurrent integer DEFAULT 1 NOT NULL,
    timeout_ms integer DEFAULT 300000 NOT NULL,
    max_attempts integer DEFAULT 1 NOT NULL,
    key_id text,
    queued_at timestamp with time zone DEFAULT now() NOT NULL,
    wake_at timestamp with time zone,
    lease_owner uuid,
    lease_until timestamp with time zone,
    lease_token bigint DEFAULT 0 NOT NULL,
    processing_ms bigint DEFAULT 0 NOT NULL,
    processing_since timestamp with time zone,
    CONSTRAINT batches_counts_check CHECK ((total_count = ((((pending_count + running_count) + succeeded_count) + failed_count) + cancelled_count))),
    CONSTRAINT batches_kind_check CHECK ((kind = ANY (ARRAY['operations'::text, 'contact_analysis'::text, 'url_analysis'::text, 'company_extraction'::text, 'profile_ingestion'::text]))),
    CONSTRAINT batches_max_concurrent_check CHECK ((max_concurrent > 0)),
    CONSTRAINT batches_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text]))),
    CONSTRAINT batches_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'processing'::text, 'paused'::text, 'completed'::text, 'partial'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE VIEW public.job_queue_entries WITH (security_invoker='true') AS
 SELECT e.queue_name,
    row_number() OVER (PARTITION BY e.queue_name ORDER BY e.is_urgent DESC, e.queued_at, e.batch_id) AS "position",
    e.batch_job_id,
    e.owner_id,
    e.priority,
    e.status,
    e.pending_urls,
    e.running_urls,
    e.queued_at
   FROM ( SELECT
                CASE b.priority
                    WHEN 'urgent'::text THEN 'high'::text
                    ELSE b.priority
                END AS queue_name,
            (b.priority = 'urgent'::text) AS is_urgent,
            b.id AS batch_id,
            b.public_id AS batch_job_id,
            b.owner_id,
            b.priority,
            b.status,
            b.pending_count AS pending_urls,
            b.running_count AS running_urls,
            b.queued_at
           FROM public.batches b
          WHERE ((b.kind = 'url_analysis'::text) AND (b.status = ANY (ARRAY['pending'::text, 'processing'::text, 'paused'::text])))) e;
CREATE VIEW public.batch_job_queues WITH (security_invoker='true') AS
 SELECT q.name,
    q.level,
    count(e.batch_job_id) FILTER (WHERE (e.status = 'pending'::text)) AS waiting_jobs,
    count(e.batch_job_id) FILTER (WHERE (e.status = 'processing'::text)) AS processing_jobs,
    count(e.batch_job_id) FILTER (WHERE (e.status = 'paused'::text)) AS paused_jobs,
    COALESCE(sum(e.pending_urls), (0)::bigint) AS waiting_urls,
    COALESCE(sum(e.running_urls), (0)::bigint) AS running_urls,
    min(e.queued_at) FILTER (WHERE (e.status = 'pending'::text)) AS oldest_waiting_since
   FROM (( VALUES ('high'::text,3), ('normal'::text,2), ('low'::text,1)) q(name, level)
     LEFT JOIN public.job_queue_entries e ON ((e.queue_name = q.name)))
  GROUP BY q.name, q.level;
CREATE VIEW public.batch_jobs WITH (security_invoker='true') AS
 WITH jobs AS (
         SELECT b.public_id AS id,
            b.public_id AS processing_run_id,
            b.owner_id,
            b.name,
                CASE b.status
                    WHEN 'partial'::text THEN 'completed'::text
                    ELSE b.status
                END AS status,
            b.priority,
            (b.options ->> 'strategy'::text) AS strategy,
            b.total_count AS total_urls,
            b.succeeded_count AS completed_urls,
            b.failed_count AS failed_urls,
            b.cancelled_count AS cancelled_urls,
            b.max_concurrent AS batch_size,
            (b.timeout_ms / 1000) AS timeout_seconds,
            b.created_at,
            b.started_at,
            b.completed_at,
            b.updated_at
           FROM public.batches b
          WHERE (b.kind = 'url_analysis'::text)
        )
 SELECT jobs.id,
    jobs.processing_run_id,
    jobs.owner_id,
    jobs.name,
    jobs.status,
    jobs.priority,
    jobs.strategy,
    jobs.total_urls,
    jobs.completed_urls,
    jobs.failed_urls,
    jobs.cancelled_urls,
    jobs.batch_size,
    jobs.timeout_seconds,
    jobs.created_at,
    jobs.started_at,
    jobs.completed_at,
    jobs.updated_at
   FROM jobs;
CREATE TABLE public.batch_processing_metrics (
    batch_id bigint NOT NULL,
    analyzed_count integer DEFAULT 0 NOT NULL,
    cached_count integer DEFAULT 0 NOT NULL,
    duplicate_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    analysis_ms double precision DEFAULT 0 NOT NULL,
    longest_ms double precision DEFAULT 0 NOT NULL,
    transferred_bytes double precision DEFAULT 0 NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT batch_processing_metrics_counts_check CHECK (((analyzed_count >= 0) AND (cached_count >= 0) AND (duplicate_count >= 0) AND (failed_count >= 0) AND (analysis_ms >= (0)::double precision)))
);
ALTER TABLE public.batches ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.batches_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.companies (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name text NOT NULL,
    domain text,
    wikidata_id text,
    lei text,
    cik text,
    linkedin text,
    data jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT companies_identified_check CHECK ((num_nonnulls(domain, wikidata_id, lei, cik, linkedin) > 0))
);
ALTER TABLE public.companies ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.companies_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.company_cache (
    key text NOT NULL,
    entry jsonb NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.company_cache_hours (
    hour timestamp with time zone NOT NULL,
    hits bigint DEFAULT 0 NOT NULL,
    misses bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.contact_analysis (
    owner_id bigint NOT NULL,
    id text NOT NULL,
    batch_id text,
    priority integer DEFAULT 5 NOT NULL,
    name text,
    email text,
    phone text,
    company text,
    "position" text,
    source text,
    score double precision,
    sentiment text,
    tags text[],
    notes text,
    extra jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT contact_analysis_priority_check CHECK (((priority >= 1) AND (priority <= 10)))
);
CREATE TABLE public.embeddings (
    subject_type text NOT NULL,
    subject_id uuid NOT NULL,
    owner_id bigint NOT NULL,
    model text NOT NULL,
    dims integer NOT NULL,
    recipe text NOT NULL,
    text_hash text NOT NULL,
    embedding real[] NOT NULL,
    codes bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT embeddings_subject_type_check CHECK ((subject_type = ANY (ARRAY['profile'::text, 'company'::text])))
);
CREATE TABLE public.employer_keys (
    owner_id bigint NOT NULL,
    key text NOT NULL,
    employer_id uuid NOT NULL
);
CREATE TABLE public.employers (
    id uuid NOT NULL,
    owner_id bigint NOT NULL,
    name text NOT NULL,
    aliases text[] DEFAULT '{}'::text[] NOT NULL,
    facts jsonb,
    company_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.idempotency_keys (
    owner_id bigint NOT NULL,
    route text NOT NULL,
    key_hash bytea NOT NULL,
    body_hash bytea NOT NULL,
    batch_id bigint,
    status_code integer NOT NULL,
    reply json,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.live_tickets (
    ticket_hash bytea NOT NULL,
    key_id text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.operation_batch_numbers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.orders (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    professional_id bigint NOT NULL,
    service_id bigint NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    notes text DEFAULT ''::text NOT NULL,
    price numeric(12,2) NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT orders_price_check CHECK (((price >= (0)::numeric) AND (price <= 99999999.99))),
    CONSTRAINT orders_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'confirmed'::text, 'in_progress'::text, 'completed'::text, 'cancelled'::text])))
)
WITH (fillfactor='80');
ALTER TABLE public.orders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.orders_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.professionals (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    headline text DEFAULT ''::text NOT NULL,
    is_approved boolean DEFAULT false NOT NULL,
    is_verified boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT professionals_verified_check CHECK ((is_approved OR (NOT is_verified)))
);
ALTER TABLE public.professionals ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.professionals_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.profile_archives (
    owner_id bigint NOT NULL,
    slug text NOT NULL,
    url text NOT NULL,
    format text NOT NULL,
    content jsonb NOT NULL,
    imported_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT profile_archives_format_check CHECK ((format = ANY (ARRAY['linkedin_export'::text, 'json_resume'::text])))
);
CREATE TABLE public.profile_companies (
    profile_id uuid NOT NULL,
    ordinal integer NOT NULL,
    company_id uuid NOT NULL,
    title text,
    started text,
    ended text,
    is_current boolean NOT NULL
);
CREATE TABLE public.profile_results (
    batch_id bigint NOT NULL,
    index integer NOT NULL,
    profile_id uuid NOT NULL,
    erased_at timestamp with time zone
);
CREATE TABLE public.profiles (
    id uuid NOT NULL,
    owner_id bigint NOT NULL,
    slug text NOT NULL,
    url text NOT NULL,
    name text,
    "position" text,
    suggested_role text NOT NULL,
    data jsonb NOT NULL,
    role_match jsonb NOT NULL,
    raw jsonb,
    provider text NOT NULL,
    lawful_basis text NOT NULL,
    fetched_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT profiles_lawful_basis_check CHECK ((lawful_basis = ANY (ARRAY['member_export'::text, 'data_provider'::text]))),
    CONSTRAINT profiles_suggested_role_check CHECK ((suggested_role = ANY (ARRAY['CTO'::text, 'CIO'::text, 'CISO'::text])))
);
CREATE TABLE public.schema_migrations (
    id integer NOT NULL,
    "timestamp" bigint NOT NULL,
    name character varying NOT NULL
);
CREATE SEQUENCE public.schema_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.schema_migrations_id_seq OWNED BY public.schema_migrations.id;
CREATE TABLE public.services (
    id bigint NOT NULL,
    professional_id bigint NOT NULL,
    name text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    price numeric(12,2) NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT services_price_check CHECK (((price >= (0)::numeric) AND (price <= 99999999.99)))
);
ALTER TABLE public.services ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.services_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.url_analysis_cache (
    owner_id bigint NOT NULL,
    url_hash bytea NOT NULL,
    strategy text NOT NULL,
    provider text NOT NULL,
    result jsonb NOT NULL,
    analyzed_at timestamp with time zone NOT NULL
);
CREATE TABLE public.url_processing_status (
    batch_id bigint NOT NULL,
    index integer NOT NULL,
    strategy text NOT NULL,
    original_url text NOT NULL,
    cleaned_url text,
    final_url text,
    host text,
    duplicate_of integer,
    near_duplicate_of integer,
    current_step text DEFAULT 'analysis'::text NOT NULL,
    provider text,
    is_cached boolean DEFAULT false NOT NULL,
    performance_score integer,
    accessibility_score integer,
    best_practices_score integer,
    seo_score integer,
    http_score integer,
    fcp_ms double precision,
    lcp_ms double precision,
    tbt_ms double precision,
    cls double precision,
    si_ms double precision,
    ttfb_ms double precision,
    total_bytes double precision,
    duration_ms double precision,
    analyzed_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    near_hash bytea,
    reopened_at timestamp with time zone,
    CONSTRAINT url_processing_status_accessibility_check CHECK (((accessibility_score >= 0) AND (accessibility_score <= 100))),
    CONSTRAINT url_processing_status_best_practices_check CHECK (((best_practices_score >= 0) AND (best_practices_score <= 100))),
    CONSTRAINT url_processing_status_current_step_check CHECK ((current_step = ANY (ARRAY['analysis'::text, 'fetch'::text, 'audit'::text, 'scoring'::text, 'storing'::text, 'done'::text]))),
    CONSTRAINT url_processing_status_http_check CHECK (((http_score >= 0) AND (http_score <= 100))),
    CONSTRAINT url_processing_status_performance_check CHECK (((performance_score >= 0) AND (performance_score <= 100))),
    CONSTRAINT url_processing_status_provider_check CHECK ((provider = ANY (ARRAY['http'::text, 'lighthouse'::text, 'psi'::text]))),
    CONSTRAINT url_processing_status_seo_check CHECK (((seo_score >= 0) AND (seo_score <= 100))),
    CONSTRAINT url_processing_status_strategy_check CHECK ((strategy = ANY (ARRAY['mobile'::text, 'desktop'::text])))
);
CREATE TABLE public.users (
    id bigint NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    phone text,
    role text NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT users_role_check CHECK ((role = ANY (ARRAY['client'::text, 'professional'::text, 'staff'::text, 'admin'::text])))
);
ALTER TABLE public.users ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.users_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.webhook_deliveries (
    id bigint NOT NULL,
    message_id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    owner_id bigint NOT NULL,
    batch_id bigint,
    url text,
    event text NOT NULL,
    payload jsonb NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    redeliveries integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT now() NOT NULL,
    response_status integer,
    error_code text,
    last_attempt_at timestamp with time zone,
    delivered_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT webhook_deliveries_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text, 'cancelled'::text])))
);
ALTER TABLE public.webhook_deliveries ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.webhook_deliveries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.webhook_endpoints (
    id uuid NOT NULL,
    owner_id bigint NOT NULL,
    url text,
    events text[] NOT NULL,
    description text,
    secret bytea NOT NULL,
    previous_secret bytea,
    previous_secret_until timestamp with time zone,
    disabled_at timestamp with time zone,
    disabled_reason text,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY public.schema_migrations ALTER COLUMN id SET DEFAULT nextval('public.schema_migrations_id_seq'::regclass);
INSERT INTO public.api_keys VALUES ('env_9254e8a6ba0f1a84', 1, 'first key', '\x9254e8a6ba0f1a848cb30b833008cde8fe8b11411e9653c2687dd20d9809e4bb', '{admin}', '2026-12-01 03:06:45.388967+00', NULL, NULL, NULL);
INSERT INTO public.batch_events OVERRIDING SYSTEM VALUE VALUES (1, 2, 'submitted', '2026-12-01 03:07:02.532906+00');
INSERT INTO public.batch_events OVERRIDING SYSTEM VALUE VALUES (2, 2, 'started', '2026-12-01 03:07:02.554855+00');
INSERT INTO public.batch_events OVERRIDING SYSTEM VALUE VALUES (3, 3, 'submitted', '2026-12-01 03:07:02.887303+00');
INSERT INTO public.batch_events OVERRIDING SYSTEM VALUE VALUES (4, 3, 'started', '2026-12-01 03:07:02.937232+00');
INSERT INTO public.batch_events OVERRIDING SYSTEM VALUE VALUES (5, 3, 'failed', '2026-12-01 03:07:11.576332+00');
INSERT INTO public.batch_events OVERRIDING SYSTEM VALUE VALUES (6, 4, 'submitted', '2026-12-01 03:07:13.016229+00');
INSERT INTO public.batch_events OVERRIDING SYSTEM VALUE VALUES (7, 4, 'started', '2026-12-01 03:07:13.046833+00');
INSERT INTO public.batch_events OVERRIDING SYSTEM VALUE VALUES (8, 5, 'submitted', '2026-12-01 03:07:24.951211+00');
INSERT INTO public.batch_events OVERRIDING SYSTEM VALUE VALUES (9, 5, 'started', '2026-12-01 03:07:24.96016+00');
INSERT INTO public.batch_events OVERRIDING SYSTEM VALUE VALUES (10, 5, 'failed', '2026-12-01 03:07:25.018613+00');
INSERT INTO public.batch_events OVERRIDING SYSTEM VALUE VALUES (11, 6, 'submitted', '2026-12-01 03:07:25.193123+00');
INSERT INTO public.batch_events OVERRIDING SYSTEM VALUE VALUES (12, 6, 'started', '2026-12-01 03:07:25.212016+00');
INSERT INTO public.batch_events OVERRIDING SYSTEM VALUE VALUES (13, 6, 'paused', '2026-12-01 03:07:34.960932+00');
INSERT INTO public.batch_items VALUES (1, 0, NULL, NULL, '{"id": "contact-001", "data": {"name": "Ana Souza", "email": "ana@example.com"}, "priority": 5}', 'succeeded', '{"id": "contact-001"}', NULL, '2026-12-01 03:06:59.624767+00', '2026-12-01 03:06:59.661282+00', 0, 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.batch_items VALUES (1, 1, NULL, NULL, '{"id": "contact-002", "data": {"name": "Li Wei", "email": "li@example.com", "company": "Sun Ltd"}, "priority": 5}', 'succeeded', '{"id": "contact-002"}', NULL, '2026-12-01 03:06:59.624767+00', '2026-12-01 03:06:59.661282+00', 0, 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.batch_items VALUES (3, 1, NULL, NULL, '{"name": "Moon GmbH"}', 'failed', NULL, '{"code": "PROVIDER_UNAVAILABLE", "details": {"tried": ["gleif: PROVIDER_UNAVAILABLE"], "source": "gleif"}, "message": "The provider failed or answered with garbage."}', '2026-12-01 03:07:08.679944+00', '2026-12-01 03:07:08.983232+00', 3, 0, NULL, NULL, 'extraction', '["gleif: PROVIDER_UNAVAILABLE"]', '[{"error": {"code": "PROVIDER_UNAVAILABLE", "details": {"tried": ["gleif: PROVIDER_UNAVAILABLE"], "source": "gleif"}, "message": "The provider failed or answered with garbage."}, "number": 1, "ended_at": "2026-12-01T03:07:03.723525+00:00", "started_at": "2026-12-01T03:07:02.945609+00:00"}, {"error": {"code": "PROVIDER_UNAVAILABLE", "details": {"tried": ["gleif: PROVIDER_UNAVAILABLE"], "source": "gleif"}, "message": "The provider failed or answered with garbage."}, "number": 2, "ended_at": "2026-12-01T03:07:05.286697+00:00", "started_at": "2026-12-01T03:07:04.965259+00:00"}, {"error": {"code": "PROVIDER_UNAVAILABLE", "details": {"tried": ["gleif: PROVIDER_UNAVAILABLE"], "source": "gleif"}, "message": "The provider failed or answered with garbage."}, "number": 3, "ended_at": "2026-12-01T03:07:08.983232+00:00", "started_at": "2026-12-01T03:07:08.679944+00:00"}]');
INSERT INTO public.batch_items VALUES (2, 2, NULL, NULL, '{"url": "http://127.0.0.1:54398/slow-2", "changed": [], "warnings": [], "cleaned_url": "http://127.0.0.1:54398/slow-2"}', 'running', NULL, NULL, '2026-12-01 03:07:29.843209+00', NULL, 2, 0, NULL, NULL, 'analysis', NULL, '[{"error": {"code": "HEADERS_TIMEOUT", "message": "The target did not send response headers in time."}, "number": 1, "ended_at": "2026-12-01T03:07:19.820038+00:00", "started_at": "2026-12-01T03:07:04.676998+00:00"}]');
INSERT INTO public.batch_items VALUES (2, 0, NULL, NULL, '{"url": "http://127.0.0.1:54398/ok", "changed": [], "warnings": [], "cleaned_url": "http://127.0.0.1:54398/ok"}', 'succeeded', '{"cached": [], "engine": "http", "results": [{"lab": {"cls": null, "si_ms": null, "fcp_ms": null, "lcp_ms": null, "source": "http", "tbt_ms": null, "tti_ms": null, "ttfb_ms": 4.8, "requests": 1, "total_bytes": 88}, "url": "http://127.0.0.1:54398/ok", "http": {"tls": null, "notes": ["The strategy changes the User-Agent and client hints only; nothing is rendered and no script runs."], "score": {"total": 63, "audits": [{"id": "ttfb", "group": "delivery", "score": 1, "value": 4.8, "weight": 8, "threshold": "1 up to 200 ms, linear to 0 at 1,800 ms"}, {"id": "redirects", "group": "delivery", "score": 1, "value": 0, "weight": 5, "threshold": "0: 1, 1: 0.7, 2: 0.4, 3 or more: 0; the step from http to https is free"}, {"id": "text-compression", "group": "delivery", "score": null, "value": null, "weight": 6, "threshold": "share of text files over 1400 bytes that came compressed"}, {"id": "http-version", "group": "delivery", "score": 0, "value": "1.1", "weight": 4, "threshold": "the server speaks HTTP/2 or later"}, {"id": "static-cache", "group": "delivery", "score": null, "value": null, "weight": 5, "threshold": "share of static files with a lifetime of 7 days or more"}, {"id": "status", "group": "delivery", "score": 1, "value": 200, "weight": 2, "threshold": "status 200"}, {"id": "total-bytes", "group": "weight", "score": 1, "value": 88, "weight": 6, "threshold": "1 up to 1 MB, linear to 0 at 4 MB"}, {"id": "html-bytes", "group": "weight", "score": 1, "value": 88, "weight": 3, "threshold": "1 up to 100 kB decoded, linear to 0 at 500 kB"}, {"id": "render-blocking", "group": "weight", "score": 1, "value": 0, "weight": 5, "threshold": "1 without candidates, linear to 0 at 10"}, {"id": "images", "group": "weight", "score": null, "value": 0, "weight": 4, "threshold": "mean of: sizes given, modern formats, files up to 200 kB, not twice as wide as shown"}, {"id": "dom-size", "group": "weight", "score": 1, "value": 6, "weight": 2, "threshold": "1 up to 818 elements, 0.5 at 1,400, 0 at 1,982"}, {"id": "indexable", "group": "seo", "score": 1, "value": true, "weight": 6, "threshold": "status 200, no noindex, allowed by robots.txt; if not, the group counts at most 69 %"}, {"id": "canonical", "group": "seo", "score": null, "value": null, "weight": 2, "threshold": "exactly one, absolute; does not apply without one"}, {"id": "robots-txt", "group": "seo", "score": 1, "value": 200, "weight": 2, "threshold": "answers without a server error; does not apply when it could not be fetched"}, {"id": "hreflang", "group": "seo", "score": null, "value": 0, "weight": 1, "threshold": "all language codes valid; does not apply without hreflang"}, {"id": "viewport", "group": "seo", "score": 0, "value": false, "weight": 2, "threshold": "viewport with width=device-width or an initial scale of 1 or more"}, {"id": "title", "group": "seo", "score": 0.5, "value": 9, "weight": 3, "threshold": "10 to 70 characters; half outside, 0 without"}, {"id": "description", "group": "seo", "score": 0, "value": 0, "weight": 2, "threshold": "50 to 170 characters; half outside, 0 without"}, {"id": "structured-data", "group": "seo", "score": null, "value": 0, "weight": 2, "threshold": "share of JSON-LD blocks that parse; does not apply without one"}, {"id": "https", "group": "security", "score": 0, "value": false, "weight": 5, "threshold": "https with a certificate that holds"}, {"id": "https-redirect", "group": "security", "score": 0, "value": false, "weight": 2, "threshold": "http leads to https; applies when the address asked for was http"}, {"id": "hsts", "group": "security", "score": 0, "value": null, "weight": 2, "threshold": "Strict-Transport-Security of 180 days or more, linear below"}, {"id": "mixed-content", "group": "security", "score": null, "value": null, "weight": 2, "threshold": "no http subresource on an https page"}, {"id": "csp", "group": "security", "score": 0, "value": false, "weight": 2, "threshold": "Content-Security-Policy; half with unsafe-inline scripts"}, {"id": "nosniff", "group": "security", "score": 0, "value": false, "weight": 1, "threshold": "X-Content-Type-Options: nosniff"}, {"id": "frame-protection", "group": "security", "score": 0, "value": null, "weight": 1, "threshold": "X-Frame-Options or frame-ancestors"}, {"id": "lang", "group": "accessibility", "score": 0, "value": null, "weight": 3, "threshold": "html[lang] with a valid BCP 47 tag"}, {"id": "image-alt", "group": "accessibility", "score": null, "value": 0, "weight": 4, "threshold": "share of images with alt; does not apply without images"}, {"id": "form-labels", "group": "accessibility", "score": null, "value": 0, "weight": 3, "threshold": "share of form controls with a label; does not apply without controls"}, {"id": "link-and-button-names", "group": "accessibility", "score": null, "value": 0, "weight": 3, "threshold": "share of links and buttons with a name; does not apply without any"}, {"id": "zoom", "group": "accessibility", "score": 1, "value": true, "weight": 2, "threshold": "zoom not blocked by the viewport"}], "groups": {"seo": 63, "weight": 100, "delivery": 79, "security": 0, "accessibility": 40}, "version": "http-score/1"}, "source": "http", "timing": {"dns_ms": null, "tcp_ms": 5.8, "tls_ms": null, "samples": [{"dns_ms": null, "tcp_ms": 5.8, "tls_ms": null, "ttfb_ms": 44.5, "total_ms": 69, "download_ms": 6.4}, {"dns_ms": null, "tcp_ms": 11.1, "tls_ms": null, "ttfb_ms": 1.3, "total_ms": 13.1, "download_ms": 0.3}, {"dns_ms": null, "tcp_ms": 0.6, "tls_ms": null, "ttfb_ms": 4.8, "total_ms": 6.2, "download_ms": 0.2}], "ttfb_ms": 4.8, "total_ms": 13.1, "download_ms": 0.3}, "caching": {"etag": false, "vary": null, "age_s": null, "ttl_s": null, "expires": null, "cache_control": {}, "last_modified": null}, "document": {"seo": {"lang": null, "links": {"count": 0, "generic_text": 0}, "title": "Fine page", "h1_count": 1, "hreflang": {"count": 0, "invalid": [], "self_reference": false}, "canonical": {"url": null, "count": 0, "absolute": false, "same_host": false}, "indexable": true, "open_graph": {}, "robots_txt": {"status": 200, "sitemaps": [], "allows_url": true}, "description": null, "meta_robots": null, "title_length": 9, "twitter_card": null, "x_robots_tag": null, "index_blockers": [], "structured_data": {"types": [], "valid": 0, "blocks": 0}, "description_length": 0}, "html": {"bytes": 88, "doctype": null, "elements": 6, "base_href": null, "max_depth": 3, "truncated": false, "charset_declared": null, "inline_style_bytes": 0, "inline_script_bytes": 0}, "images": {"lazy": 0, "count": 0, "eager": 0, "heavy": [], "formats": {}, "oversized": [], "responsive": 0, "heavy_count": 0, "modern_share": null, "oversized_count": 0, "missing_dimensions": 0}, "mobile": {"viewport": null, "device_width": false, "zoom_blocked": false}, "resources": {"count": 0, "by_kind": {"font": {"bytes": 0, "count": 0}, "image": {"bytes": 0, "count": 0}, "media": {"bytes": 0, "count": 0}, "other": {"bytes": 0, "count": 0}, "style": {"bytes": 0, "count": 0}, "iframe": {"bytes": 0, "count": 0}, "script": {"bytes": 0, "count": 0}}, "fetched": 0, "skipped": 0, "failures": [], "third_party": {"bytes": 0, "count": 0, "hosts": []}, "total_bytes": 88, "static_cache": {"count": 0, "long_lived": 0}, "failure_count": 0, "uncompressed_text": [], "compressible_count": 0, "uncompressed_text_count": 0}, "accessibility": {"lang": null, "links": {"count": 0, "unnamed": 0}, "frames": {"count": 0, "untitled": 0}, "images": {"count": 0, "without_alt": 0}, "buttons": {"count": 0, "unnamed": 0}, "controls": {"count": 0, "unlabelled": 0}, "lang_valid": false, "meta_refresh": false, "duplicate_ids": [], "heading_order_valid": true}, "mixed_content": null, "render_blocking": {"count": 0, "candidates": []}}, "security": {"csp": {"present": false, "report_only": false, "unsafe_inline": false}, "hsts": null, "https": false, "leaks": [], "cookies": {"count": 0, "secure": 0, "http_only": 0, "same_site": 0}, "nosniff": false, "referrer_policy": null, "frame_protection": null, "permissions_policy": false}, "transfer": {"alpn": null, "ratio": 1, "status": 200, "alt_svc": [], "charset": null, "truncated": false, "wire_bytes": 88, "content_type": "text/html", "http_version": "1.1", "decoded_bytes": 88, "content_encoding": null}, "redirects": {"chain": [], "count": 0, "total_ms": 0, "charged_count": 0, "https_upgrade": false}}, "field": null, "scores": {"seo": null, "http": 63, "performance": null, "accessibility": null, "best_practices": null}, "attempt": 1, "raw_ref": null, "provider": "http", "strategy": "mobile", "warnings": [], "final_url": "http://127.0.0.1:54398/ok", "input_url": "http://127.0.0.1:54398/ok", "lighthouse": null, "analyzed_at": "2026-12-01T03:07:02.596Z", "duration_ms": 2077, "unavailable": {"cls": "requires_browser", "seo": "requires_browser", "field": "not_measured", "si_ms": "requires_browser", "fcp_ms": "requires_browser", "lcp_ms": "requires_browser", "tbt_ms": "requires_browser", "tti_ms": "requires_browser", "performance": "requires_browser", "accessibility": "requires_browser", "best_practices": "requires_browser"}, "opportunities": [], "provider_version": "1"}], "final_url": "http://127.0.0.1:54398/ok", "duplicate_of": null, "engine_reason": "configured"}', NULL, '2026-12-01 03:07:02.56033+00', '2026-12-01 03:07:04.710716+00', 1, 0, NULL, NULL, 'storing', NULL, NULL);
INSERT INTO public.batch_items VALUES (3, 0, NULL, NULL, '{"name": "Sun Ltd"}', 'failed', NULL, '{"code": "PROVIDER_UNAVAILABLE", "details": {"tried": ["gleif: PROVIDER_UNAVAILABLE"], "source": "gleif"}, "message": "The provider failed or answered with garbage."}', '2026-12-01 03:07:11.190008+00', '2026-12-01 03:07:11.574292+00', 3, 0, NULL, NULL, 'extraction', '["gleif: PROVIDER_UNAVAILABLE"]', '[{"error": {"code": "PROVIDER_UNAVAILABLE", "details": {"tried": ["gleif: PROVIDER_UNAVAILABLE"], "source": "gleif"}, "message": "The provider failed or answered with garbage."}, "number": 1, "ended_at": "2026-12-01T03:07:03.723373+00:00", "started_at": "2026-12-01T03:07:02.945609+00:00"}, {"error": {"code": "PROVIDER_UNAVAILABLE", "details": {"tried": ["gleif: PROVIDER_UNAVAILABLE"], "source": "gleif"}, "message": "The provider failed or answered with garbage."}, "number": 2, "ended_at": "2026-12-01T03:07:05.575927+00:00", "started_at": "2026-12-01T03:07:05.284972+00:00"}, {"error": {"code": "PROVIDER_UNAVAILABLE", "details": {"tried": ["gleif: PROVIDER_UNAVAILABLE"], "source": "gleif"}, "message": "The provider failed or answered with garbage."}, "number": 3, "ended_at": "2026-12-01T03:07:11.574293+00:00", "started_at": "2026-12-01T03:07:11.190008+00:00"}]');
INSERT INTO public.batch_items VALUES (5, 0, NULL, NULL, '{"linkedin_url": "https://www.linkedin.com/in/ana-souza", "suggested_role": "CTO", "include_companies": true}', 'failed', NULL, '{"code": "PROFILE_NOT_FOUND", "details": {"hint": "To have it found, import the LinkedIn data export or JSON Resume of the profile with POST /api/v1/profiles/import, or set PDL_API_KEY to ask People Data Labs.", "asked": [{"outcome": "not_found", "provider": "archive"}, {"outcome": "not_configured", "provider": "pdl"}], "reason": "LinkedIn profile is private or does not exist"}, "message": "Profile not found"}', '2026-12-01 03:07:24.970141+00', '2026-12-01 03:07:24.997648+00', 1, 0, NULL, NULL, 'profile', NULL, '[{"error": {"code": "PROFILE_NOT_FOUND", "details": {"hint": "To have it found, import the LinkedIn data export or JSON Resume of the profile with POST /api/v1/profiles/import, or set PDL_API_KEY to ask People Data Labs.", "asked": [{"outcome": "not_found", "provider": "archive"}, {"outcome": "not_configured", "provider": "pdl"}], "reason": "LinkedIn profile is private or does not exist"}, "message": "Profile not found"}, "number": 1, "ended_at": "2026-12-01T03:07:24.997648+00:00", "started_at": "2026-12-01T03:07:24.970141+00:00"}]');
INSERT INTO public.batch_items VALUES (4, 0, NULL, NULL, '{"url": "http://127.0.0.1:54398/ok", "changed": [], "warnings": [], "cleaned_url": "http://127.0.0.1:54398/ok"}', 'succeeded', '{"cached": [], "engine": "http", "results": [{"lab": {"cls": null, "si_ms": null, "fcp_ms": null, "lcp_ms": null, "source": "http", "tbt_ms": null, "tti_ms": null, "ttfb_ms": 11.8, "requests": 1, "total_bytes": 88}, "url": "http://127.0.0.1:54398/ok", "http": {"tls": null, "notes": ["The strategy changes the User-Agent and client hints only; nothing is rendered and no script runs."], "score": {"total": 63, "audits": [{"id": "ttfb", "group": "delivery", "score": 1, "value": 11.8, "weight": 8, "threshold": "1 up to 200 ms, linear to 0 at 1,800 ms"}, {"id": "redirects", "group": "delivery", "score": 1, "value": 0, "weight": 5, "threshold": "0: 1, 1: 0.7, 2: 0.4, 3 or more: 0; the step from http to https is free"}, {"id": "text-compression", "group": "delivery", "score": null, "value": null, "weight": 6, "threshold": "share of text files over 1400 bytes that came compressed"}, {"id": "http-version", "group": "delivery", "score": 0, "value": "1.1", "weight": 4, "threshold": "the server speaks HTTP/2 or later"}, {"id": "static-cache", "group": "delivery", "score": null, "value": null, "weight": 5, "threshold": "share of static files with a lifetime of 7 days or more"}, {"id": "status", "group": "delivery", "score": 1, "value": 200, "weight": 2, "threshold": "status 200"}, {"id": "total-bytes", "group": "weight", "score": 1, "value": 88, "weight": 6, "threshold": "1 up to 1 MB, linear to 0 at 4 MB"}, {"id": "html-bytes", "group": "weight", "score": 1, "value": 88, "weight": 3, "threshold": "1 up to 100 kB decoded, linear to 0 at 500 kB"}, {"id": "render-blocking", "group": "weight", "score": 1, "value": 0, "weight": 5, "threshold": "1 without candidates, linear to 0 at 10"}, {"id": "images", "group": "weight", "score": null, "value": 0, "weight": 4, "threshold": "mean of: sizes given, modern formats, files up to 200 kB, not twice as wide as shown"}, {"id": "dom-size", "group": "weight", "score": 1, "value": 6, "weight": 2, "threshold": "1 up to 818 elements, 0.5 at 1,400, 0 at 1,982"}, {"id": "indexable", "group": "seo", "score": 1, "value": true, "weight": 6, "threshold": "status 200, no noindex, allowed by robots.txt; if not, the group counts at most 69 %"}, {"id": "canonical", "group": "seo", "score": null, "value": null, "weight": 2, "threshold": "exactly one, absolute; does not apply without one"}, {"id": "robots-txt", "group": "seo", "score": 1, "value": 200, "weight": 2, "threshold": "answers without a server error; does not apply when it could not be fetched"}, {"id": "hreflang", "group": "seo", "score": null, "value": 0, "weight": 1, "threshold": "all language codes valid; does not apply without hreflang"}, {"id": "viewport", "group": "seo", "score": 0, "value": false, "weight": 2, "threshold": "viewport with width=device-width or an initial scale of 1 or more"}, {"id": "title", "group": "seo", "score": 0.5, "value": 9, "weight": 3, "threshold": "10 to 70 characters; half outside, 0 without"}, {"id": "description", "group": "seo", "score": 0, "value": 0, "weight": 2, "threshold": "50 to 170 characters; half outside, 0 without"}, {"id": "structured-data", "group": "seo", "score": null, "value": 0, "weight": 2, "threshold": "share of JSON-LD blocks that parse; does not apply without one"}, {"id": "https", "group": "security", "score": 0, "value": false, "weight": 5, "threshold": "https with a certificate that holds"}, {"id": "https-redirect", "group": "security", "score": 0, "value": false, "weight": 2, "threshold": "http leads to https; applies when the address asked for was http"}, {"id": "hsts", "group": "security", "score": 0, "value": null, "weight": 2, "threshold": "Strict-Transport-Security of 180 days or more, linear below"}, {"id": "mixed-content", "group": "security", "score": null, "value": null, "weight": 2, "threshold": "no http subresource on an https page"}, {"id": "csp", "group": "security", "score": 0, "value": false, "weight": 2, "threshold": "Content-Security-Policy; half with unsafe-inline scripts"}, {"id": "nosniff", "group": "security", "score": 0, "value": false, "weight": 1, "threshold": "X-Content-Type-Options: nosniff"}, {"id": "frame-protection", "group": "security", "score": 0, "value": null, "weight": 1, "threshold": "X-Frame-Options or frame-ancestors"}, {"id": "lang", "group": "accessibility", "score": 0, "value": null, "weight": 3, "threshold": "html[lang] with a valid BCP 47 tag"}, {"id": "image-alt", "group": "accessibility", "score": null, "value": 0, "weight": 4, "threshold": "share of images with alt; does not apply without images"}, {"id": "form-labels", "group": "accessibility", "score": null, "value": 0, "weight": 3, "threshold": "share of form controls with a label; does not apply without controls"}, {"id": "link-and-button-names", "group": "accessibility", "score": null, "value": 0, "weight": 3, "threshold": "share of links and buttons with a name; does not apply without any"}, {"id": "zoom", "group": "accessibility", "score": 1, "value": true, "weight": 2, "threshold": "zoom not blocked by the viewport"}], "groups": {"seo": 63, "weight": 100, "delivery": 79, "security": 0, "accessibility": 40}, "version": "http-score/1"}, "source": "http", "timing": {"dns_ms": null, "tcp_ms": 0.8, "tls_ms": null, "samples": [{"dns_ms": null, "tcp_ms": 0.8, "tls_ms": null, "ttfb_ms": 11.8, "total_ms": 13.6, "download_ms": 0.3}, {"dns_ms": null, "tcp_ms": 0.7, "tls_ms": null, "ttfb_ms": 17.8, "total_ms": 19.2, "download_ms": 0.3}, {"dns_ms": null, "tcp_ms": 6.8, "tls_ms": null, "ttfb_ms": 9.1, "total_ms": 16.4, "download_ms": 0.2}], "ttfb_ms": 11.8, "total_ms": 16.4, "download_ms": 0.3}, "caching": {"etag": false, "vary": null, "age_s": null, "ttl_s": null, "expires": null, "cache_control": {}, "last_modified": null}, "document": {"seo": {"lang": null, "links": {"count": 0, "generic_text": 0}, "title": "Fine page", "h1_count": 1, "hreflang": {"count": 0, "invalid": [], "self_reference": false}, "canonical": {"url": null, "count": 0, "absolute": false, "same_host": false}, "indexable": true, "open_graph": {}, "robots_txt": {"status": 200, "sitemaps": [], "allows_url": true}, "description": null, "meta_robots": null, "title_length": 9, "twitter_card": null, "x_robots_tag": null, "index_blockers": [], "structured_data": {"types": [], "valid": 0, "blocks": 0}, "description_length": 0}, "html": {"bytes": 88, "doctype": null, "elements": 6, "base_href": null, "max_depth": 3, "truncated": false, "charset_declared": null, "inline_style_bytes": 0, "inline_script_bytes": 0}, "images": {"lazy": 0, "count": 0, "eager": 0, "heavy": [], "formats": {}, "oversized": [], "responsive": 0, "heavy_count": 0, "modern_share": null, "oversized_count": 0, "missing_dimensions": 0}, "mobile": {"viewport": null, "device_width": false, "zoom_blocked": false}, "resources": {"count": 0, "by_kind": {"font": {"bytes": 0, "count": 0}, "image": {"bytes": 0, "count": 0}, "media": {"bytes": 0, "count": 0}, "other": {"bytes": 0, "count": 0}, "style": {"bytes": 0, "count": 0}, "iframe": {"bytes": 0, "count": 0}, "script": {"bytes": 0, "count": 0}}, "fetched": 0, "skipped": 0, "failures": [], "third_party": {"bytes": 0, "count": 0, "hosts": []}, "total_bytes": 88, "static_cache": {"count": 0, "long_lived": 0}, "failure_count": 0, "uncompressed_text": [], "compressible_count": 0, "uncompressed_text_count": 0}, "accessibility": {"lang": null, "links": {"count": 0, "unnamed": 0}, "frames": {"count": 0, "untitled": 0}, "images": {"count": 0, "without_alt": 0}, "buttons": {"count": 0, "unnamed": 0}, "controls": {"count": 0, "unlabelled": 0}, "lang_valid": false, "meta_refresh": false, "duplicate_ids": [], "heading_order_valid": true}, "mixed_content": null, "render_blocking": {"count": 0, "candidates": []}}, "security": {"csp": {"present": false, "report_only": false, "unsafe_inline": false}, "hsts": null, "https": false, "leaks": [], "cookies": {"count": 0, "secure": 0, "http_only": 0, "same_site": 0}, "nosniff": false, "referrer_policy": null, "frame_protection": null, "permissions_policy": false}, "transfer": {"alpn": null, "ratio": 1, "status": 200, "alt_svc": [], "charset": null, "truncated": false, "wire_bytes": 88, "content_type": "text/html", "http_version": "1.1", "decoded_bytes": 88, "content_encoding": null}, "redirects": {"chain": [], "count": 0, "total_ms": 0, "charged_count": 0, "https_upgrade": false}}, "field": null, "scores": {"seo": null, "http": 63, "performance": null, "accessibility": null, "best_practices": null}, "attempt": 1, "raw_ref": null, "provider": "http", "strategy": "mobile", "warnings": [], "final_url": "http://127.0.0.1:54398/ok", "input_url": "http://127.0.0.1:54398/ok", "lighthouse": null, "analyzed_at": "2026-12-01T03:07:18.104Z", "duration_ms": 84, "unavailable": {"cls": "requires_browser", "seo": "requires_browser", "field": "not_measured", "si_ms": "requires_browser", "fcp_ms": "requires_browser", "lcp_ms": "requires_browser", "tbt_ms": "requires_browser", "tti_ms": "requires_browser", "performance": "requires_browser", "accessibility": "requires_browser", "best_practices": "requires_browser"}, "opportunities": [], "provider_version": "1"}], "final_url": "http://127.0.0.1:54398/ok", "duplicate_of": null, "engine_reason": "configured"}', NULL, '2026-12-01 03:07:13.062536+00', '2026-12-01 03:07:18.22704+00', 1, 0, NULL, NULL, 'storing', NULL, NULL);
INSERT INTO public.batch_items VALUES (6, 0, NULL, NULL, '{"url": "http://127.0.0.1:54398/paused-1", "changed": [], "warnings": [], "cleaned_url": "http://127.0.0.1:54398/paused-1"}', 'running', NULL, NULL, '2026-12-01 03:07:25.24526+00', NULL, 1, 0, NULL, NULL, 'fetch', NULL, NULL);
INSERT INTO public.batch_items VALUES (6, 1, NULL, NULL, '{"url": "http://127.0.0.1:54398/paused-2", "changed": [], "warnings": [], "cleaned_url": "http://127.0.0.1:54398/paused-2"}', 'running', NULL, NULL, '2026-12-01 03:07:25.24526+00', NULL, 1, 0, NULL, NULL, 'fetch', NULL, NULL);
INSERT INTO public.batch_items VALUES (2, 3, NULL, NULL, '{"url": "http://127.0.0.1:54398/slow-3", "changed": [], "warnings": [], "cleaned_url": "http://127.0.0.1:54398/slow-3"}', 'pending', NULL, NULL, '2026-12-01 03:07:18.141581+00', NULL, 1, 0, '2026-12-01 03:07:36.832489+00', 'The target did not send response headers in time.', 'fetch', NULL, '[{"error": {"code": "HEADERS_TIMEOUT", "message": "The target did not send response headers in time."}, "number": 1, "ended_at": "2026-12-01T03:07:34.840942+00:00", "started_at": "2026-12-01T03:07:18.141581+00:00"}]');
INSERT INTO public.batch_items VALUES (7, 0, NULL, NULL, '{"id": 1, "data": {"status": "confirmed"}}', 'failed', NULL, '{"code": "VALIDATION_ERROR", "details": {"field": "id", "message": "is not a known field", "error_type": "unknown_field", "invalid_value": 1}, "message": "id is not a known field."}', '2026-12-01 03:07:34.257629+00', '2026-12-01 03:07:34.258153+00', 0, 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.batch_items VALUES (2, 1, NULL, NULL, '{"url": "http://127.0.0.1:54398/slow-1", "changed": [], "warnings": [], "cleaned_url": "http://127.0.0.1:54398/slow-1"}', 'running', NULL, NULL, '2026-12-01 03:07:35.151655+00', NULL, 2, 0, NULL, NULL, 'analysis', NULL, '[{"error": {"code": "HEADERS_TIMEOUT", "message": "The target did not send response headers in time."}, "number": 1, "ended_at": "2026-12-01T03:07:18.144386+00:00", "started_at": "2026-12-01T03:07:02.56033+00:00"}]');
INSERT INTO public.batch_items VALUES (7, 1, NULL, NULL, '{"id": 77, "data": {"status": "confirmed"}}', 'failed', NULL, '{"code": "VALIDATION_ERROR", "details": {"field": "id", "message": "is not a known field", "error_type": "unknown_field", "invalid_value": 77}, "message": "id is not a known field."}', '2026-12-01 03:07:34.257629+00', '2026-12-01 03:07:34.258153+00', 0, 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.batch_items VALUES (4, 1, NULL, NULL, '{"url": "http://127.0.0.1:54398/ok?2", "changed": [], "warnings": [], "cleaned_url": "http://127.0.0.1:54398/ok?2"}', 'running', NULL, NULL, '2026-12-01 03:07:35.136771+00', NULL, 2, 0, NULL, NULL, 'analysis', NULL, '[{"error": {"code": "HEADERS_TIMEOUT", "message": "The target did not send response headers in time."}, "number": 1, "ended_at": "2026-12-01T03:07:33.636899+00:00", "started_at": "2026-12-01T03:07:13.062536+00:00"}]');
INSERT INTO public.batch_processing_metrics VALUES (2, 1, 0, 0, 0, 2077, 2077, 88, '2026-12-01 03:07:04.676998+00');
INSERT INTO public.batch_processing_metrics VALUES (4, 1, 0, 0, 0, 84, 84, 88, '2026-12-01 03:07:18.225532+00');
INSERT INTO public.batches OVERRIDING SYSTEM VALUE VALUES (1, '01a22f91-e29f-72a4-aec1-9e43b9c11c1c', 'contact_analysis', 1, NULL, 'completed', 'normal', false, '{"strict": false}', NULL, NULL, 2, 0, 0, 2, 0, 0, 1, '2026-12-01 03:06:59.624767+00', '2026-12-01 03:06:59.624767+00', '2026-12-01 03:06:59.661282+00', '2026-12-01 03:06:59.685785+00', 1, 300000, 1, NULL, '2026-12-01 03:06:59.624767+00', NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO public.batches OVERRIDING SYSTEM VALUE VALUES (6, '01a22f92-467f-7903-9555-82ceb9aca083', 'url_analysis', 1, NULL, 'paused', 'low', false, '{"engine": "http", "strategy": "mobile", "engine_reason": "configured", "max_age_seconds": 0}', NULL, NULL, 2, 0, 2, 0, 0, 0, 7, '2026-12-01 03:07:25.183957+00', '2026-12-01 03:07:25.199863+00', NULL, '2026-12-01 03:07:35.004244+00', 5, 300000, 3, 'env_9254e8a6ba0f1a84', '2026-12-01 03:07:25.183957+00', NULL, '97f11e21-0b8f-4be5-9784-e94c9e76cd4a', '2026-12-01 03:08:05.464535+00', 1, 9758, NULL);
INSERT INTO public.batches OVERRIDING SYSTEM VALUE VALUES (3, 'batch_20261201_z4vtn9y3wt', 'company_extraction', 1, NULL, 'failed', 'normal', false, '{"country": "US", "language": "en", "export_format": "json", "min_confidence": 0, "extraction_mode": "standard", "include_failed_results": true}', NULL, NULL, 2, 0, 0, 0, 2, 0, 14, '2026-12-01 03:07:02.877974+00', '2026-12-01 03:07:02.916199+00', '2026-12-01 03:07:11.574292+00', '2026-12-01 03:07:11.574756+00', 5, 300000, 3, 'env_9254e8a6ba0f1a84', '2026-12-01 03:07:02.877974+00', NULL, NULL, NULL, 4, 0, '2026-12-01 03:07:02.916199+00');
INSERT INTO public.batches OVERRIDING SYSTEM VALUE VALUES (4, '01a22f92-16bf-77f8-978b-0c867fba3886', 'url_analysis', 1, NULL, 'processing', 'normal', false, '{"engine": "http", "strategy": "mobile", "engine_reason": "configured", "max_age_seconds": 0}', NULL, NULL, 2, 0, 1, 1, 0, 0, 11, '2026-12-01 03:07:12.960547+00', '2026-12-01 03:07:13.027485+00', NULL, '2026-12-01 03:07:36.161336+00', 5, 300000, 3, 'env_9254e8a6ba0f1a84', '2026-12-01 03:07:12.960547+00', NULL, '97f11e21-0b8f-4be5-9784-e94c9e76cd4a', '2026-12-01 03:08:05.464535+00', 2, 0, '2026-12-01 03:07:13.027485+00');
INSERT INTO public.batches OVERRIDING SYSTEM VALUE VALUES (2, '01a22f91-edb7-7455-8c23-8f94e8537452', 'url_analysis', 1, NULL, 'processing', 'normal', false, '{"engine": "http", "strategy": "mobile", "engine_reason": "configured", "max_age_seconds": 0}', NULL, NULL, 4, 1, 2, 1, 0, 0, 17, '2026-12-01 03:07:02.456028+00', '2026-12-01 03:07:02.54988+00', NULL, '2026-12-01 03:07:36.177645+00', 2, 300000, 3, 'env_9254e8a6ba0f1a84', '2026-12-01 03:07:02.456028+00', NULL, '97f11e21-0b8f-4be5-9784-e94c9e76cd4a', '2026-12-01 03:08:05.464535+00', 1, 0, '2026-12-01 03:07:02.54988+00');
INSERT INTO public.batches OVERRIDING SYSTEM VALUE VALUES (7, '1', 'operations', 1, NULL, 'failed', 'normal', false, '{"operation_type": "order_update"}', NULL, NULL, 2, 0, 0, 0, 2, 0, 1, '2026-12-01 03:07:34.257629+00', '2026-12-01 03:07:34.257629+00', '2026-12-01 03:07:34.258153+00', '2026-12-01 03:07:34.259795+00', 1, 300000, 1, NULL, '2026-12-01 03:07:34.257629+00', NULL, NULL, NULL, 0, 0, NULL);
INSERT INTO public.batches OVERRIDING SYSTEM VALUE VALUES (5, '01a22f92-458a-782e-b448-6ec16db54bdf', 'profile_ingestion', 1, NULL, 'failed', 'normal', false, '{}', NULL, NULL, 1, 0, 0, 0, 1, 0, 4, '2026-12-01 03:07:24.938866+00', '2026-12-01 03:07:24.958738+00', '2026-12-01 03:07:24.997648+00', '2026-12-01 03:07:24.998156+00', 3, 60000, 3, 'env_9254e8a6ba0f1a84', '2026-12-01 03:07:24.938866+00', NULL, NULL, NULL, 1, 0, '2026-12-01 03:07:24.958738+00');
INSERT INTO public.company_cache_hours VALUES ('2026-12-01 03:00:00+00', 0, 6);
INSERT INTO public.contact_analysis VALUES (1, 'contact-001', '01a22f91-e29f-72a4-aec1-9e43b9c11c1c', 5, 'Ana Souza', 'ana@example.com', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', '2026-12-01 03:06:59.624767+00');
INSERT INTO public.contact_analysis VALUES (1, 'contact-002', '01a22f91-e29f-72a4-aec1-9e43b9c11c1c', 5, 'Li Wei', 'li@example.com', NULL, 'Sun Ltd', NULL, NULL, NULL, NULL, NULL, NULL, '{}', '2026-12-01 03:06:59.624767+00');
INSERT INTO public.profile_results VALUES (5, 0, 'a23a8370-636f-8da1-a41b-476230a819d1', NULL);
INSERT INTO public.schema_migrations VALUES (1, 1763000000001, 'Accounts1763000000001');
INSERT INTO public.schema_migrations VALUES (2, 1763000000002, 'Batches1763000000002');
INSERT INTO public.schema_migrations VALUES (3, 1763000000003, 'ContactAnalysis1763000000003');
INSERT INTO public.schema_migrations VALUES (4, 1763000000004, 'Marketplace1763000000004');
INSERT INTO public.schema_migrations VALUES (5, 1763000000010, 'Engine1763000000010');
INSERT INTO public.schema_migrations VALUES (6, 1763000000011, 'LiveAndWebhooks1763000000011');
INSERT INTO public.schema_migrations VALUES (7, 1763000000012, 'UrlAnalysis1763000000012');
INSERT INTO public.schema_migrations VALUES (8, 1763000000013, 'Companies1763000000013');
INSERT INTO public.schema_migrations VALUES (9, 1763000000014, 'Profiles1763000000014');
INSERT INTO public.schema_migrations VALUES (10, 1763000000015, 'SetWiseReferences1763000000015');
INSERT INTO public.schema_migrations VALUES (11, 1763000000016, 'UrlRetries1763000000016');
INSERT INTO public.schema_migrations VALUES (12, 1763000000017, 'UrlFirsts1763000000017');
INSERT INTO public.url_analysis_cache VALUES (1, '\x078a6ac81ef27f33a813998d359132afa67fb2c8a2f3491a047aad83941c339d', 'mobile', 'http', '{"lab": {"cls": null, "si_ms": null, "fcp_ms": null, "lcp_ms": null, "source": "http", "tbt_ms": null, "tti_ms": null, "ttfb_ms": 11.8, "requests": 1, "total_bytes": 88}, "url": "http://127.0.0.1:54398/ok", "http": {"tls": null, "notes": ["The strategy changes the User-Agent and client hints only; nothing is rendered and no script runs."], "score": {"total": 63, "audits": [{"id": "ttfb", "group": "delivery", "score": 1, "value": 11.8, "weight": 8, "threshold": "1 up to 200 ms, linear to 0 at 1,800 ms"}, {"id": "redirects", "group": "delivery", "score": 1, "value": 0, "weight": 5, "threshold": "0: 1, 1: 0.7, 2: 0.4, 3 or more: 0; the step from http to https is free"}, {"id": "text-compression", "group": "delivery", "score": null, "value": null, "weight": 6, "threshold": "share of text files over 1400 bytes that came compressed"}, {"id": "http-version", "group": "delivery", "score": 0, "value": "1.1", "weight": 4, "threshold": "the server speaks HTTP/2 or later"}, {"id": "static-cache", "group": "delivery", "score": null, "value": null, "weight": 5, "threshold": "share of static files with a lifetime of 7 days or more"}, {"id": "status", "group": "delivery", "score": 1, "value": 200, "weight": 2, "threshold": "status 200"}, {"id": "total-bytes", "group": "weight", "score": 1, "value": 88, "weight": 6, "threshold": "1 up to 1 MB, linear to 0 at 4 MB"}, {"id": "html-bytes", "group": "weight", "score": 1, "value": 88, "weight": 3, "threshold": "1 up to 100 kB decoded, linear to 0 at 500 kB"}, {"id": "render-blocking", "group": "weight", "score": 1, "value": 0, "weight": 5, "threshold": "1 without candidates, linear to 0 at 10"}, {"id": "images", "group": "weight", "score": null, "value": 0, "weight": 4, "threshold": "mean of: sizes given, modern formats, files up to 200 kB, not twice as wide as shown"}, {"id": "dom-size", "group": "weight", "score": 1, "value": 6, "weight": 2, "threshold": "1 up to 818 elements, 0.5 at 1,400, 0 at 1,982"}, {"id": "indexable", "group": "seo", "score": 1, "value": true, "weight": 6, "threshold": "status 200, no noindex, allowed by robots.txt; if not, the group counts at most 69 %"}, {"id": "canonical", "group": "seo", "score": null, "value": null, "weight": 2, "threshold": "exactly one, absolute; does not apply without one"}, {"id": "robots-txt", "group": "seo", "score": 1, "value": 200, "weight": 2, "threshold": "answers without a server error; does not apply when it could not be fetched"}, {"id": "hreflang", "group": "seo", "score": null, "value": 0, "weight": 1, "threshold": "all language codes valid; does not apply without hreflang"}, {"id": "viewport", "group": "seo", "score": 0, "value": false, "weight": 2, "threshold": "viewport with width=device-width or an initial scale of 1 or more"}, {"id": "title", "group": "seo", "score": 0.5, "value": 9, "weight": 3, "threshold": "10 to 70 characters; half outside, 0 without"}, {"id": "description", "group": "seo", "score": 0, "value": 0, "weight": 2, "threshold": "50 to 170 characters; half outside, 0 without"}, {"id": "structured-data", "group": "seo", "score": null, "value": 0, "weight": 2, "threshold": "share of JSON-LD blocks that parse; does not apply without one"}, {"id": "https", "group": "security", "score": 0, "value": false, "weight": 5, "threshold": "https with a certificate that holds"}, {"id": "https-redirect", "group": "security", "score": 0, "value": false, "weight": 2, "threshold": "http leads to https; applies when the address asked for was http"}, {"id": "hsts", "group": "security", "score": 0, "value": null, "weight": 2, "threshold": "Strict-Transport-Security of 180 days or more, linear below"}, {"id": "mixed-content", "group": "security", "score": null, "value": null, "weight": 2, "threshold": "no http subresource on an https page"}, {"id": "csp", "group": "security", "score": 0, "value": false, "weight": 2, "threshold": "Content-Security-Policy; half with unsafe-inline scripts"}, {"id": "nosniff", "group": "security", "score": 0, "value": false, "weight": 1, "threshold": "X-Content-Type-Options: nosniff"}, {"id": "frame-protection", "group": "security", "score": 0, "value": null, "weight": 1, "threshold": "X-Frame-Options or frame-ancestors"}, {"id": "lang", "group": "accessibility", "score": 0, "value": null, "weight": 3, "threshold": "html[lang] with a valid BCP 47 tag"}, {"id": "image-alt", "group": "accessibility", "score": null, "value": 0, "weight": 4, "threshold": "share of images with alt; does not apply without images"}, {"id": "form-labels", "group": "accessibility", "score": null, "value": 0, "weight": 3, "threshold": "share of form controls with a label; does not apply without controls"}, {"id": "link-and-button-names", "group": "accessibility", "score": null, "value": 0, "weight": 3, "threshold": "share of links and buttons with a name; does not apply without any"}, {"id": "zoom", "group": "accessibility", "score": 1, "value": true, "weight": 2, "threshold": "zoom not blocked by the viewport"}], "groups": {"seo": 63, "weight": 100, "delivery": 79, "security": 0, "accessibility": 40}, "version": "http-score/1"}, "source": "http", "timing": {"dns_ms": null, "tcp_ms": 0.8, "tls_ms": null, "samples": [{"dns_ms": null, "tcp_ms": 0.8, "tls_ms": null, "ttfb_ms": 11.8, "total_ms": 13.6, "download_ms": 0.3}, {"dns_ms": null, "tcp_ms": 0.7, "tls_ms": null, "ttfb_ms": 17.8, "total_ms": 19.2, "download_ms": 0.3}, {"dns_ms": null, "tcp_ms": 6.8, "tls_ms": null, "ttfb_ms": 9.1, "total_ms": 16.4, "download_ms": 0.2}], "ttfb_ms": 11.8, "total_ms": 16.4, "download_ms": 0.3}, "caching": {"etag": false, "vary": null, "age_s": null, "ttl_s": null, "expires": null, "cache_control": {}, "last_modified": null}, "document": {"seo": {"lang": null, "links": {"count": 0, "generic_text": 0}, "title": "Fine page", "h1_count": 1, "hreflang": {"count": 0, "invalid": [], "self_reference": false}, "canonical": {"url": null, "count": 0, "absolute": false, "same_host": false}, "indexable": true, "open_graph": {}, "robots_txt": {"status": 200, "sitemaps": [], "allows_url": true}, "description": null, "meta_robots": null, "title_length": 9, "twitter_card": null, "x_robots_tag": null, "index_blockers": [], "structured_data": {"types": [], "valid": 0, "blocks": 0}, "description_length": 0}, "html": {"bytes": 88, "doctype": null, "elements": 6, "base_href": null, "max_depth": 3, "truncated": false, "charset_declared": null, "inline_style_bytes": 0, "inline_script_bytes": 0}, "images": {"lazy": 0, "count": 0, "eager": 0, "heavy": [], "formats": {}, "oversized": [], "responsive": 0, "heavy_count": 0, "modern_share": null, "oversized_count": 0, "missing_dimensions": 0}, "mobile": {"viewport": null, "device_width": false, "zoom_blocked": false}, "resources": {"count": 0, "by_kind": {"font": {"bytes": 0, "count": 0}, "image": {"bytes": 0, "count": 0}, "media": {"bytes": 0, "count": 0}, "other": {"bytes": 0, "count": 0}, "style": {"bytes": 0, "count": 0}, "iframe": {"bytes": 0, "count": 0}, "script": {"bytes": 0, "count": 0}}, "fetched": 0, "skipped": 0, "failures": [], "third_party": {"bytes": 0, "count": 0, "hosts": []}, "total_bytes": 88, "static_cache": {"count": 0, "long_lived": 0}, "failure_count": 0, "uncompressed_text": [], "compressible_count": 0, "uncompressed_text_count": 0}, "accessibility": {"lang": null, "links": {"count": 0, "unnamed": 0}, "frames": {"count": 0, "untitled": 0}, "images": {"count": 0, "without_alt": 0}, "buttons": {"count": 0, "unnamed": 0}, "controls": {"count": 0, "unlabelled": 0}, "lang_valid": false, "meta_refresh": false, "duplicate_ids": [], "heading_order_valid": true}, "mixed_content": null, "render_blocking": {"count": 0, "candidates": []}}, "security": {"csp": {"present": false, "report_only": false, "unsafe_inline": false}, "hsts": null, "https": false, "leaks": [], "cookies": {"count": 0, "secure": 0, "http_only": 0, "same_site": 0}, "nosniff": false, "referrer_policy": null, "frame_protection": null, "permissions_policy": false}, "transfer": {"alpn": null, "ratio": 1, "status": 200, "alt_svc": [], "charset": null, "truncated": false, "wire_bytes": 88, "content_type": "text/html", "http_version": "1.1", "decoded_bytes": 88, "content_encoding": null}, "redirects": {"chain": [], "count": 0, "total_ms": 0, "charged_count": 0, "https_upgrade": false}}, "field": null, "scores": {"seo": null, "http": 63, "performance": null, "accessibility": null, "best_practices": null}, "attempt": 1, "raw_ref": null, "provider": "http", "strategy": "mobile", "warnings": [], "final_url": "http://127.0.0.1:54398/ok", "input_url": "http://127.0.0.1:54398/ok", "lighthouse": null, "analyzed_at": "2026-12-01T03:07:18.104Z", "duration_ms": 84, "unavailable": {"cls": "requires_browser", "seo": "requires_browser", "field": "not_measured", "si_ms": "requires_browser", "fcp_ms": "requires_browser", "lcp_ms": "requires_browser", "tbt_ms": "requires_browser", "tti_ms": "requires_browser", "performance": "requires_browser", "accessibility": "requires_browser", "best_practices": "requires_browser"}, "opportunities": [], "provider_version": "1"}', '2026-12-01 03:07:18.104+00');
INSERT INTO public.url_processing_status VALUES (2, 1, 'mobile', 'http://127.0.0.1:54398/slow-1', 'http://127.0.0.1:54398/slow-1', NULL, '127.0.0.1', NULL, NULL, 'analysis', NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-12-01 03:07:02.456028+00', '\x228f5dcf98fac78efadc49fad7ee6a2c0649bb8403ab3dd58d39ae0aa938797f', NULL);
INSERT INTO public.url_processing_status VALUES (2, 2, 'mobile', 'http://127.0.0.1:54398/slow-2', 'http://127.0.0.1:54398/slow-2', NULL, '127.0.0.1', NULL, NULL, 'analysis', NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-12-01 03:07:02.456028+00', '\x2f436c1a0d0425bec5a2e71a6092c596f152eb0c50f051b9a9828cbc795f1c89', NULL);
INSERT INTO public.url_processing_status VALUES (2, 3, 'mobile', 'http://127.0.0.1:54398/slow-3', 'http://127.0.0.1:54398/slow-3', NULL, '127.0.0.1', NULL, NULL, 'analysis', NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-12-01 03:07:02.456028+00', '\xaa5450b32df3722b5d64225cd9a7a0fc028097ecde207b0c1f1ef45474347bf9', NULL);
INSERT INTO public.url_processing_status VALUES (2, 0, 'mobile', 'http://127.0.0.1:54398/ok', 'http://127.0.0.1:54398/ok', 'http://127.0.0.1:54398/ok', '127.0.0.1', NULL, NULL, 'done', 'http', false, NULL, NULL, NULL, NULL, 63, NULL, NULL, NULL, NULL, NULL, 4.8, 88, 2077, '2026-12-01 03:07:02.596+00', '2026-12-01 03:07:04.7556+00', '\x87f95718a38aadc3482671e91aa5448543cf60f655af666e9ac957672de7de23', NULL);
INSERT INTO public.url_processing_status VALUES (4, 1, 'mobile', 'http://127.0.0.1:54398/ok?2', 'http://127.0.0.1:54398/ok?2', NULL, '127.0.0.1', NULL, NULL, 'analysis', NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-12-01 03:07:12.960547+00', '\x18fe33c7d02193eadff4728905afb1421ee67e6180b21620178a6bb2a36cab61', NULL);
INSERT INTO public.url_processing_status VALUES (4, 0, 'mobile', 'http://127.0.0.1:54398/ok', 'http://127.0.0.1:54398/ok', 'http://127.0.0.1:54398/ok', '127.0.0.1', NULL, NULL, 'done', 'http', false, NULL, NULL, NULL, NULL, 63, NULL, NULL, NULL, NULL, NULL, 11.8, 88, 84, '2026-12-01 03:07:18.104+00', '2026-12-01 03:07:18.246379+00', '\x87f95718a38aadc3482671e91aa5448543cf60f655af666e9ac957672de7de23', NULL);
INSERT INTO public.url_processing_status VALUES (6, 0, 'mobile', 'http://127.0.0.1:54398/paused-1', 'http://127.0.0.1:54398/paused-1', NULL, '127.0.0.1', NULL, NULL, 'analysis', NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-12-01 03:07:25.183957+00', '\xb11e89ff3b3c611da92a71d99a5c20d3c31ebef8b2888db0170040ecf4947810', NULL);
INSERT INTO public.url_processing_status VALUES (6, 1, 'mobile', 'http://127.0.0.1:54398/paused-2', 'http://127.0.0.1:54398/paused-2', NULL, '127.0.0.1', NULL, NULL, 'analysis', NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-12-01 03:07:25.183957+00', '\x27c721502dde699ddcbf4c831cccc76bbd804ba43684695fb8d8dad7d07222a9', NULL);
INSERT INTO public.users OVERRIDING SYSTEM VALUE VALUES (1, 'Administrator', 'admin@localhost', NULL, 'admin', true, '2026-12-01 03:06:45.388967+00', '2026-12-01 03:06:45.388967+00');
INSERT INTO public.webhook_endpoints VALUES ('e5162095-f657-47cc-8e89-72e3fe5a4428', 1, 'https://receiver.example.com/hook', '{batch.completed}', NULL, '\x33cef0c5c8a2741711311cc3f54c3fe4692434d7545b23adb1d2a2a906af93a578f7932f4ced985cc2c5c162aade61d4fcc2ad185c885c05f0a5f9b995b5e3fbbdfe5fcd5c40471a6d2b24c484e2', NULL, NULL, NULL, NULL, '2026-12-01 03:07:12.759538+00');
SELECT pg_catalog.setval('public.batch_events_id_seq', 13, true);
SELECT pg_catalog.setval('public.batches_id_seq', 7, true);
SELECT pg_catalog.setval('public.companies_id_seq', 1, false);
SELECT pg_catalog.setval('public.operation_batch_numbers', 1, true);
SELECT pg_catalog.setval('public.orders_id_seq', 1, false);
SELECT pg_catalog.setval('public.professionals_id_seq', 1, false);
SELECT pg_catalog.setval('public.schema_migrations_id_seq', 12, true);
SELECT pg_catalog.setval('public.services_id_seq', 1, false);
SELECT pg_catalog.setval('public.users_id_seq', 1, true);
SELECT pg_catalog.setval('public.webhook_deliveries_id_seq', 1, false);
ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT "PK_62441bec32630ced9e4cccae336" PRIMARY KEY (id);
ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.batch_events
    ADD CONSTRAINT batch_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.batch_items
    ADD CONSTRAINT batch_items_pkey PRIMARY KEY (batch_id, index);
ALTER TABLE ONLY public.batch_processing_metrics
    ADD CONSTRAINT batch_processing_metrics_pkey PRIMARY KEY (batch_id);
ALTER TABLE ONLY public.batches
    ADD CONSTRAINT batches_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.batches
    ADD CONSTRAINT batches_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.companies
    ADD CONSTRAINT companies_cik_key UNIQUE (cik);
ALTER TABLE ONLY public.companies
    ADD CONSTRAINT companies_domain_key UNIQUE (domain);
ALTER TABLE ONLY public.companies
    ADD CONSTRAINT companies_lei_key UNIQUE (lei);
ALTER TABLE ONLY public.companies
    ADD CONSTRAINT companies_linkedin_key UNIQUE (linkedin);
ALTER TABLE ONLY public.companies
    ADD CONSTRAINT companies_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.companies
    ADD CONSTRAINT companies_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.companies
    ADD CONSTRAINT companies_wikidata_id_key UNIQUE (wikidata_id);
ALTER TABLE ONLY public.company_cache_hours
    ADD CONSTRAINT company_cache_hours_pkey PRIMARY KEY (hour);
ALTER TABLE ONLY public.company_cache
    ADD CONSTRAINT company_cache_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.contact_analysis
    ADD CONSTRAINT contact_analysis_pkey PRIMARY KEY (owner_id, id);
ALTER TABLE ONLY public.embeddings
    ADD CONSTRAINT embeddings_pkey PRIMARY KEY (subject_type, subject_id, model);
ALTER TABLE ONLY public.employer_keys
    ADD CONSTRAINT employer_keys_pkey PRIMARY KEY (owner_id, key);
ALTER TABLE ONLY public.employers
    ADD CONSTRAINT employers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (owner_id, route, key_hash);
ALTER TABLE ONLY public.live_tickets
    ADD CONSTRAINT live_tickets_pkey PRIMARY KEY (ticket_hash);
ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.professionals
    ADD CONSTRAINT professionals_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.professionals
    ADD CONSTRAINT professionals_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.profile_archives
    ADD CONSTRAINT profile_archives_pkey PRIMARY KEY (owner_id, slug);
ALTER TABLE ONLY public.profile_companies
    ADD CONSTRAINT profile_companies_pkey PRIMARY KEY (profile_id, ordinal);
ALTER TABLE ONLY public.profile_results
    ADD CONSTRAINT profile_results_pkey PRIMARY KEY (batch_id, index);
ALTER TABLE ONLY public.profiles
    ADD CONSTRAINT profiles_owner_slug_key UNIQUE (owner_id, slug);
ALTER TABLE ONLY public.profiles
    ADD CONSTRAINT profiles_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.services
    ADD CONSTRAINT services_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.url_analysis_cache
    ADD CONSTRAINT url_analysis_cache_pkey PRIMARY KEY (owner_id, url_hash, strategy, provider);
ALTER TABLE ONLY public.url_processing_status
    ADD CONSTRAINT url_processing_status_pkey PRIMARY KEY (batch_id, index, strategy);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.webhook_endpoints
    ADD CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (id);
CREATE INDEX api_keys_user_id ON public.api_keys USING btree (user_id);
CREATE INDEX batch_events_batch ON public.batch_events USING btree (batch_id, id);
CREATE INDEX batch_items_failed ON public.batch_items USING btree (batch_id, ((error ->> 'code'::text)), index) WHERE (status = 'failed'::text);
CREATE INDEX batch_items_pending ON public.batch_items USING btree (batch_id, index) WHERE (status = 'pending'::text);
CREATE INDEX batch_items_ref ON public.batch_items USING btree (batch_id, ref text_pattern_ops) WHERE (ref IS NOT NULL);
CREATE INDEX batch_items_running ON public.batch_items USING btree (batch_id, index) WHERE (status = 'running'::text);
CREATE INDEX batches_company_created ON public.batches USING btree (created_at DESC) WHERE (kind = 'company_extraction'::text);
CREATE INDEX batches_completed ON public.batches USING btree (completed_at) WHERE (completed_at IS NOT NULL);
CREATE INDEX batches_created ON public.batches USING btree (created_at DESC, id DESC);
CREATE INDEX batches_leased ON public.batches USING btree (owner_id) WHERE (lease_owner IS NOT NULL);
CREATE INDEX batches_open ON public.batches USING btree (queued_at) WHERE (status = ANY (ARRAY['pending'::text, 'processing'::text]));
CREATE INDEX batches_owner_created ON public.batches USING btree (owner_id, created_at DESC, id DESC);
CREATE INDEX company_cache_expires ON public.company_cache USING btree (expires_at);
CREATE INDEX contact_analysis_batch ON public.contact_analysis USING btree (batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX contact_analysis_owner_created ON public.contact_analysis USING btree (owner_id, created_at DESC, id DESC);
CREATE INDEX contact_analysis_owner_email ON public.contact_analysis USING btree (owner_id, lower(email)) WHERE (email IS NOT NULL);
CREATE INDEX embeddings_owner ON public.embeddings USING btree (owner_id, subject_type, model, subject_id);
CREATE INDEX employer_keys_employer ON public.employer_keys USING btree (employer_id);
CREATE INDEX employers_company ON public.employers USING btree (company_id) WHERE (company_id IS NOT NULL);
CREATE INDEX employers_owner_created ON public.employers USING btree (owner_id, created_at DESC, id DESC);
CREATE INDEX idempotency_keys_batch ON public.idempotency_keys USING btree (batch_id);
CREATE INDEX idempotency_keys_created ON public.idempotency_keys USING btree (created_at);
CREATE INDEX live_tickets_expires ON public.live_tickets USING btree (expires_at);
CREATE INDEX orders_client ON public.orders USING btree (client_id, created_at DESC, id DESC);
CREATE INDEX orders_created ON public.orders USING btree (created_at DESC, id DESC);
CREATE INDEX orders_professional ON public.orders USING btree (professional_id, created_at DESC, id DESC);
CREATE INDEX orders_service ON public.orders USING btree (service_id);
CREATE INDEX professionals_created ON public.professionals USING btree (created_at DESC, id DESC);
CREATE INDEX profile_companies_company ON public.profile_companies USING btree (company_id);
CREATE INDEX profile_results_profile ON public.profile_results USING btree (profile_id);
CREATE INDEX profiles_owner_created ON public.profiles USING btree (owner_id, created_at DESC, id DESC);
CREATE INDEX services_created ON public.services USING btree (created_at DESC, id DESC);
CREATE INDEX services_professional ON public.services USING btree (professional_id, created_at DESC, id DESC);
CREATE INDEX url_analysis_cache_analyzed ON public.url_analysis_cache USING btree (analyzed_at);
CREATE INDEX url_processing_status_analyzed ON public.url_processing_status USING btree (analyzed_at) WHERE (analyzed_at IS NOT NULL);
CREATE INDEX url_processing_status_firsts ON public.url_processing_status USING btree (batch_id, near_hash) WHERE (duplicate_of IS NULL);
CREATE UNIQUE INDEX users_email ON public.users USING btree (lower(email));
CREATE INDEX webhook_deliveries_batch ON public.webhook_deliveries USING btree (batch_id);
CREATE INDEX webhook_deliveries_created ON public.webhook_deliveries USING btree (created_at);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (next_attempt_at) WHERE (status = 'pending'::text);
CREATE INDEX webhook_deliveries_endpoint ON public.webhook_deliveries USING btree (endpoint_id, id DESC);
CREATE UNIQUE INDEX webhook_deliveries_untold ON public.webhook_deliveries USING btree (endpoint_id, batch_id, event) WHERE ((status = 'pending'::text) AND (attempts = 0) AND (redeliveries = 0) AND (event = ANY (ARRAY['batch.progress'::text, 'batch.items_failed'::text])));
CREATE UNIQUE INDEX webhook_endpoints_batch_url ON public.webhook_endpoints USING btree (owner_id) WHERE (url IS NULL);
CREATE INDEX webhook_endpoints_owner ON public.webhook_endpoints USING btree (owner_id, created_at DESC, id DESC);
CREATE TRIGGER batch_items_added AFTER INSERT ON public.batch_items REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.count_batch_items();
CREATE TRIGGER batch_items_batch_id_changed AFTER UPDATE OF batch_id ON public.batch_items FOR EACH ROW EXECUTE FUNCTION public.require_batch_items_batch_id();
CREATE TRIGGER batch_items_batch_ids_added AFTER INSERT ON public.batch_items REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.require_batch_items_batch_ids();
CREATE TRIGGER batch_items_changed AFTER UPDATE ON public.batch_items REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.count_batch_items();
CREATE TRIGGER batch_items_removed AFTER DELETE ON public.batch_items REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.count_batch_items();
CREATE TRIGGER batches_removed AFTER DELETE ON public.batches REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.remove_items_of_batches();
CREATE TRIGGER contact_analysis_owner_id_changed AFTER UPDATE OF owner_id ON public.contact_analysis FOR EACH ROW EXECUTE FUNCTION public.require_contact_analysis_owner_id();
CREATE TRIGGER contact_analysis_owner_ids_added AFTER INSERT ON public.contact_analysis REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.require_contact_analysis_owner_ids();
CREATE TRIGGER users_removed AFTER DELETE ON public.users REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.keep_contact_owners();
ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.batch_events
    ADD CONSTRAINT batch_events_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batches(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.batch_processing_metrics
    ADD CONSTRAINT batch_processing_metrics_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batches(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.batches
    ADD CONSTRAINT batches_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id);
ALTER TABLE ONLY public.embeddings
    ADD CONSTRAINT embeddings_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id);
ALTER TABLE ONLY public.employer_keys
    ADD CONSTRAINT employer_keys_employer_id_fkey FOREIGN KEY (employer_id) REFERENCES public.employers(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.employer_keys
    ADD CONSTRAINT employer_keys_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id);
ALTER TABLE ONLY public.employers
    ADD CONSTRAINT employers_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.employers
    ADD CONSTRAINT employers_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id);
ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batches(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.live_tickets
    ADD CONSTRAINT live_tickets_key_id_fkey FOREIGN KEY (key_id) REFERENCES public.api_keys(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.users(id);
ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_professional_id_fkey FOREIGN KEY (professional_id) REFERENCES public.professionals(id);
ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_service_id_fkey FOREIGN KEY (service_id) REFERENCES public.services(id);
ALTER TABLE ONLY public.professionals
    ADD CONSTRAINT professionals_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);
ALTER TABLE ONLY public.profile_archives
    ADD CONSTRAINT profile_archives_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id);
ALTER TABLE ONLY public.profile_companies
    ADD CONSTRAINT profile_companies_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.employers(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.profile_companies
    ADD CONSTRAINT profile_companies_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES public.profiles(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.profile_results
    ADD CONSTRAINT profile_results_batch_id_index_fkey FOREIGN KEY (batch_id, index) REFERENCES public.batch_items(batch_id, index) ON DELETE CASCADE;
ALTER TABLE ONLY public.profiles
    ADD CONSTRAINT profiles_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id);
ALTER TABLE ONLY public.services
    ADD CONSTRAINT services_professional_id_fkey FOREIGN KEY (professional_id) REFERENCES public.professionals(id);
ALTER TABLE ONLY public.url_analysis_cache
    ADD CONSTRAINT url_analysis_cache_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.url_processing_status
    ADD CONSTRAINT url_processing_status_item_fkey FOREIGN KEY (batch_id, index) REFERENCES public.batch_items(batch_id, index) ON DELETE CASCADE;
ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batches(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES public.webhook_endpoints(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id);
ALTER TABLE ONLY public.webhook_endpoints
    ADD CONSTRAINT webhook_endpoints_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id);
ALTER TABLE public.batch_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch_events_owner ON public.batch_events FOR SELECT TO batchwright_reader USING ((EXISTS ( SELECT
   FROM public.batches b
  WHERE (b.id = batch_events.batch_id))));
ALTER TABLE public.batch_items ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch_items_owner ON public.batch_items FOR SELECT TO batchwright_reader USING ((EXISTS ( SELECT
   FROM public.batches b
  WHERE (b.id = batch_items.batch_id))));
ALTER TABLE public.batch_processing_metrics ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch_processing_metrics_owner ON public.batch_processing_metrics FOR SELECT TO batchwright_reader USING ((EXISTS ( SELECT
   FROM public.batches b
  WHERE (b.id = batch_processing_metrics.batch_id))));
ALTER TABLE public.batches ENABLE ROW LEVEL SECURITY;
CREATE POLICY batches_owner ON public.batches FOR SELECT TO batchwright_reader USING ((owner_id = (NULLIF(current_setting('app.owner_id'::text, true), ''::text))::bigint));
ALTER TABLE public.contact_analysis ENABLE ROW LEVEL SECURITY;
CREATE POLICY contact_analysis_owner ON public.contact_analysis FOR SELECT TO batchwright_reader USING ((owner_id = (NULLIF(current_setting('app.owner_id'::text, true), ''::text))::bigint));
ALTER TABLE public.embeddings ENABLE ROW LEVEL SECURITY;
CREATE POLICY embeddings_owner ON public.embeddings FOR SELECT TO batchwright_reader USING ((owner_id = (NULLIF(current_setting('app.owner_id'::text, true), ''::text))::bigint));
ALTER TABLE public.employer_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY employer_keys_owner ON public.employer_keys FOR SELECT TO batchwright_reader USING ((owner_id = (NULLIF(current_setting('app.owner_id'::text, true), ''::text))::bigint));
ALTER TABLE public.employers ENABLE ROW LEVEL SECURITY;
CREATE POLICY employers_owner ON public.employers FOR SELECT TO batchwright_reader USING ((owner_id = (NULLIF(current_setting('app.owner_id'::text, true), ''::text))::bigint));
ALTER TABLE public.live_tickets ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY orders_party ON public.orders FOR SELECT TO batchwright_reader USING ((client_id = (NULLIF(current_setting('app.owner_id'::text, true), ''::text))::bigint));
ALTER TABLE public.profile_archives ENABLE ROW LEVEL SECURITY;
CREATE POLICY profile_archives_owner ON public.profile_archives FOR SELECT TO batchwright_reader USING ((owner_id = (NULLIF(current_setting('app.owner_id'::text, true), ''::text))::bigint));
ALTER TABLE public.profile_companies ENABLE ROW LEVEL SECURITY;
CREATE POLICY profile_companies_owner ON public.profile_companies FOR SELECT TO batchwright_reader USING ((EXISTS ( SELECT
   FROM public.profiles p
  WHERE (p.id = profile_companies.profile_id))));
ALTER TABLE public.profile_results ENABLE ROW LEVEL SECURITY;
CREATE POLICY profile_results_owner ON public.profile_results FOR SELECT TO batchwright_reader USING ((EXISTS ( SELECT
   FROM public.batches b
  WHERE (b.id = profile_results.batch_id))));
ALTER TABLE public.profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY profiles_owner ON public.profiles FOR SELECT TO batchwright_reader USING ((owner_id = (NULLIF(current_setting('app.owner_id'::text, true), ''::text))::bigint));
ALTER TABLE public.url_analysis_cache ENABLE ROW LEVEL SECURITY;
CREATE POLICY url_analysis_cache_owner ON public.url_analysis_cache FOR SELECT TO batchwright_reader USING ((owner_id = (NULLIF(current_setting('app.owner_id'::text, true), ''::text))::bigint));
ALTER TABLE public.url_processing_status ENABLE ROW LEVEL SECURITY;
CREATE POLICY url_processing_status_owner ON public.url_processing_status FOR SELECT TO batchwright_reader USING ((EXISTS ( SELECT
   FROM public.batches b
  WHERE (b.id = url_processing_status.batch_id))));
ALTER TABLE public.webhook_deliveries ENABLE ROW LEVEL SECURITY;
CREATE POLICY webhook_deliveries_owner ON public.webhook_deliveries FOR SELECT TO batchwright_reader USING ((owner_id = (NULLIF(current_setting('app.owner_id'::text, true), ''::text))::bigint));
ALTER TABLE public.webhook_endpoints ENABLE ROW LEVEL SECURITY;
CREATE POLICY webhook_endpoints_owner ON public.webhook_endpoints FOR SELECT TO batchwright_reader USING ((owner_id = (NULLIF(current_setting('app.owner_id'::text, true), ''::text))::bigint));
