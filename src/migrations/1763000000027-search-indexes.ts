import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Searching batches, and listing those of a rare kind or state, take as long with years of history as without. The
 * trigrams are an expression of our own, because pg_trgm is not on every server and would slow the start of the
 * embedded database down.
 */
export class SearchIndexes1763000000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Every text of one to three characters in a name, in lower case.
      CREATE FUNCTION name_grams(name text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT ARRAY(SELECT DISTINCT substr(lower(name), at, size)
                       FROM generate_series(1, 3) size, generate_series(1, length(lower(name)) - size + 1) at)
      $$;
      -- Of those, the ones that a name must have that contains the words.
      CREATE FUNCTION search_grams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT CASE WHEN length(lower(words)) <= 3 THEN ARRAY[lower(words)]
               ELSE ARRAY(SELECT DISTINCT substr(lower(words), at, 3) FROM generate_series(1, length(lower(words)) - 2) at) END
      $$;
      -- The list of what waits to be merged is read by every search, so it is short.
      CREATE INDEX batches_name_grams ON batches USING gin (name_grams(name)) WITH (gin_pending_list_limit = 64)
        WHERE name IS NOT NULL;
      CREATE INDEX batch_items_by_ref ON batch_items (ref text_pattern_ops, batch_id) WHERE ref IS NOT NULL;

      CREATE INDEX batches_owner_kind_created ON batches (owner_id, kind, created_at DESC, id DESC);
      CREATE INDEX batches_kind_created ON batches (kind, created_at DESC, id DESC);
      DROP INDEX batches_company_created;
      -- Most batches end as completed and are in neither; open ones have an index of their own.
      CREATE INDEX batches_seldom ON batches (status, created_at DESC, id DESC)
        WHERE status IN ('paused', 'partial', 'failed', 'cancelled');
      CREATE INDEX batches_owner_seldom ON batches (owner_id, status, created_at DESC, id DESC)
        WHERE status IN ('paused', 'partial', 'failed', 'cancelled');

      -- The planner takes no statistics of an expression from a partial index, and read all contacts of an owner instead. In the
      -- order of the list, so that it is right without statistics too.
      DROP INDEX contact_analysis_owner_email;
      CREATE INDEX contact_analysis_owner_email ON contact_analysis (owner_id, lower(email), created_at DESC, id DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX batches_name_grams, batch_items_by_ref, batches_owner_kind_created, batches_kind_created, batches_seldom,
        batches_owner_seldom;
      CREATE INDEX batches_company_created ON batches (created_at DESC) WHERE kind = 'company_extraction';
      DROP INDEX contact_analysis_owner_email;
      CREATE INDEX contact_analysis_owner_email ON contact_analysis (owner_id, lower(email)) WHERE email IS NOT NULL;
      DROP FUNCTION name_grams(text);
      DROP FUNCTION search_grams(text);
    `);
  }
}
