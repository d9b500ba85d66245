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
      -- Kinds of modules, when this migration was reverted and is run again; each process registers its own at its start.
      INSERT INTO batch_kinds (name, title, submit_scope, read_scope)
      SELECT DISTINCT kind, kind, 'admin', 'admin' FROM batches ON CONFLICT DO NOTHING;
      ALTER TABLE batches DROP CONSTRAINT IF EXISTS batches_kind_check;
      ALTER TABLE batches ADD CONSTRAINT batches_kind_fkey FOREIGN KEY (kind) REFERENCES batch_kinds;
    `);
  }

  /**
   * Throws while batches of other kinds exist: the version before could neither change nor delete them, and its hourly
   * clean-up would stop at them.
   */
  async down(runner: QueryRunner): Promise<void> {
    const others: { kind: string }[] = await runner.query(
      `SELECT DISTINCT kind FROM batches WHERE kind <> ALL (${LISTED}) ORDER BY kind`,
    );
    if (others.length > 0)
      throw new Error(
        `The version before does not know the kinds ${others.map(({ kind }) => kind).join(', ')}; delete their batches first.`,
      );
    await runner.query(`
      ALTER TABLE batches DROP CONSTRAINT batches_kind_fkey;
      ALTER TABLE batches ADD CONSTRAINT batches_kind_check CHECK (kind = ANY (${LISTED}));
      DROP TABLE batch_kinds;
    `);
  }
}

/** Kinds of the version before. */
const LISTED = `ARRAY['operations', 'contact_analysis', 'url_analysis', 'company_extraction', 'profile_ingestion']`;
