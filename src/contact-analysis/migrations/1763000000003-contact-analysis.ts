import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What `POST /api/v1/batch-process` inserts: columns for what contacts have, `extra` for everything else. */
export class ContactAnalysis1763000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contact_analysis (
        owner_id   bigint NOT NULL REFERENCES users,
        id         text NOT NULL,
        batch_id   text,
        priority   integer NOT NULL DEFAULT 5 CONSTRAINT contact_analysis_priority_check CHECK (priority BETWEEN 1 AND 10),
        name       text,
        email      text,
        phone      text,
        company    text,
        position   text,
        source     text,
        score      double precision,
        sentiment  text,
        tags       text[],
        notes      text,
        extra      jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (owner_id, id)
      );
      CREATE INDEX contact_analysis_owner_created ON contact_analysis (owner_id, created_at DESC, id DESC);
      CREATE INDEX contact_analysis_owner_email ON contact_analysis (owner_id, lower(email)) WHERE email IS NOT NULL;
      CREATE INDEX contact_analysis_batch ON contact_analysis (batch_id) WHERE batch_id IS NOT NULL;

      ALTER TABLE contact_analysis ENABLE ROW LEVEL SECURITY;
      DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
          CREATE POLICY contact_analysis_owner ON contact_analysis FOR SELECT TO batchwright_reader
            USING (owner_id = nullif(current_setting('app.owner_id', true), '')::bigint);
          GRANT SELECT ON contact_analysis TO batchwright_reader;
        END IF;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE contact_analysis');
  }
}
