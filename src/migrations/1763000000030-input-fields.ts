import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The fields of a large batch's inputs, summed up as it is submitted: an export knows its columns without reading all
 * items.
 */
export class InputFields1763000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE batch_fields (
        batch_id bigint PRIMARY KEY REFERENCES batches ON DELETE CASCADE,
        -- {"depth": keys of the longest path, "found": [{"path": [key, …], "isLeaf", "isNested"}]}
        inputs   jsonb NOT NULL
      );
      ALTER TABLE batch_fields ENABLE ROW LEVEL SECURITY;

      -- A changed input may have other fields: without the row, an export reads the inputs. A trigger, because processes of
      -- the version before do not know the table. The column list keeps it off the statements that record outcomes.
      CREATE FUNCTION forget_batch_fields() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM batch_fields WHERE batch_id = NEW.batch_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER batch_items_input_changed AFTER UPDATE OF input ON batch_items
        FOR EACH ROW WHEN (OLD.input IS DISTINCT FROM NEW.input) EXECUTE FUNCTION forget_batch_fields();

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
    await runner.query(`
      DROP TRIGGER batch_items_input_changed ON batch_items;
      DROP FUNCTION forget_batch_fields();
      DROP TABLE batch_fields;
    `);
  }
}
