import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Companies and the cache of their extraction. Both hold facts out of public sources that belong to no caller, so they
 * have no owner and no row-level policy; the reader role gets no grant, because the cache's keys tell what was asked
 * for.
 */
export class Companies1763000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE companies (
        id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        public_id   uuid NOT NULL UNIQUE,
        name        text NOT NULL,
        domain      text UNIQUE,
        wikidata_id text UNIQUE,
        lei         text UNIQUE,
        cik         text UNIQUE,
        linkedin    text UNIQUE,
        data        jsonb NOT NULL,
        created_at  timestamptz NOT NULL DEFAULT now(),
        updated_at  timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT companies_identified_check CHECK (num_nonnulls(domain, wikidata_id, lei, cik, linkedin) > 0)
      );

      CREATE TABLE company_cache (
        key        text PRIMARY KEY,
        entry      jsonb NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX company_cache_expires ON company_cache (expires_at);

      CREATE TABLE company_cache_hours (
        hour   timestamptz PRIMARY KEY,
        hits   bigint NOT NULL DEFAULT 0,
        misses bigint NOT NULL DEFAULT 0
      );

      -- The kind's statistics and its estimate read its newest batches, whatever else there is.
      CREATE INDEX batches_company_created ON batches (created_at DESC) WHERE kind = 'company_extraction';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX batches_company_created; DROP TABLE company_cache_hours, company_cache, companies');
  }
}
