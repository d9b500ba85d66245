import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a search looks at besides names and refs: which words the inputs of consecutive items have, as bits, and the
 * codes of failures. A row for some hundred items, made as they come: an index of each item's words would cost every
 * insert more than all else, and every later version of the item again. The inputs of batches from before are not in
 * it.
 */
export class Search1763000000036 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE batch_search (
        batch_id    bigint NOT NULL REFERENCES batches ON DELETE CASCADE,
        first_index integer NOT NULL,
        last_index  integer NOT NULL,
        -- A Bloom filter, see search-blocks.ts; its length is a power of two.
        bits        bytea NOT NULL,
        -- A corrected input has a row of its own, inside the block of its item.
        PRIMARY KEY (batch_id, first_index, last_index)
      );
      CREATE INDEX batch_failures_code ON batch_failures (code, batch_id);
      -- Refs need not differ: without the index of the item a search had to sort all items of one ref.
      DROP INDEX batch_items_ref;
      CREATE INDEX batch_items_ref ON batch_items (batch_id, ref text_pattern_ops, index) WHERE ref IS NOT NULL;
      ALTER TABLE batch_search ENABLE ROW LEVEL SECURITY;
      DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
          CREATE POLICY batch_search_owner ON batch_search FOR SELECT TO batchwright_reader
            USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));
          GRANT SELECT ON batch_search TO batchwright_reader;
        END IF;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE batch_search;
      DROP INDEX batch_failures_code;
      DROP INDEX batch_items_ref;
      CREATE INDEX batch_items_ref ON batch_items (batch_id, ref text_pattern_ops) WHERE ref IS NOT NULL;
    `);
  }
}
