import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Kinds are rows that each process registers when it starts, instead of a list in a constraint. Those of the list are
 * registered here: processes of the version before do not register theirs.
 */
export class BatchKinds1763000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE batch_kinds (
        name          text PRIMARY KEY,
        title         text NOT NULL,
        submit_scope  text NOT NULL,
        read_scope    text NOT NULL,
        registered_at timestamptz NOT NULL DEFAULT now()
      );
      INSERT INTO batch_kinds (name, title, submit_scope, read_scope) VALUES
        ('operations', 'Operations', 'operations:write', 'operations:read'),
        ('contact_analysis', 'Contact analysis', 'contacts:write', 'contacts:read'),
        ('url_analysis', 'URL analysis', 'url:write', 'url:read'),
        ('company_extraction', 'Company extraction', 'company:write', 'company:read'),
        ('profile_ingestion', 'Profile ingestion', 'profile:write', 'profile:read');
      ALTER TABLE batches DROP CONSTRAINT batches_kind_check;
      ALTER TABLE batches ADD CONSTRAINT batches_kind_fkey FOREIGN KEY (kind) REFERENCES batch_kinds;
    `);
  }

  /** Batches of kinds that the list lacks stay: the constraint is not checked for the rows that are there. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE batches DROP CONSTRAINT batches_kind_fkey;
      ALTER TABLE batches ADD CONSTRAINT batches_kind_check
        CHECK (kind IN ('operations', 'contact_analysis', 'url_analysis', 'company_extraction', 'profile_ingestion')) NOT VALID;
      DROP TABLE batch_kinds;
    `);
  }
}
