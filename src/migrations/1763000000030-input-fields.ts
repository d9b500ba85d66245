import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The fields of a large batch's inputs, summed up as it is submitted: an export knows its columns without reading all items. */
export class InputFields1763000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE batch_fields (
        batch_id bigint PRIMARY KEY REFERENCES batches ON DELETE CASCADE,
        -- {"depth": keys of the longest path, "found": [{"path": [key, …], "isLeaf", "isNested"}]}
        inputs   jsonb NOT NULL
      );
      ALTER TABLE batch_fields ENABLE ROW LEVEL SECURITY;
      DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
          CREATE POLICY batch_fields_owner ON batch_fields FOR SELECT TO batchwright_reader
            USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));
          GRANT SELECT ON batch_fields TO batchwright_reader;
        END IF;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE batch_fields');
  }
}
